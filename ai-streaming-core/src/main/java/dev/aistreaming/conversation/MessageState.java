package dev.aistreaming.conversation;

import java.util.Locale;

/** What became of a message. The names are stored, and do not change. */
public enum MessageState {
    /** It is whole. */
    WHOLE,
    /** An answer that was stopped, cut, or failed: as far as it came. */
    INTERRUPTED,
    /** An answer that was refused because of its question, which is not sent again. */
    REFUSED;

    /** The name as it is stored, such as {@code interrupted}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state of a stored name; one of a later version is taken for {@link #INTERRUPTED}, which is sent with care. */
    public static MessageState of(String wireName) {
        for (MessageState state : values()) {
            if (state.wireName().equals(wireName)) {
                return state;
            }
        }
        return INTERRUPTED;
    }
}
