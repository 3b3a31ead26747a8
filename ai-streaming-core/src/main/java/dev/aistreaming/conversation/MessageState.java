package dev.aistreaming.conversation;

import java.util.Locale;

/** The state of a stored message. The names are stored and do not change. */
public enum MessageState {
    /** Complete. */
    WHOLE,
    /** The part that had arrived of an answer that was stopped, cut off or failed. */
    INTERRUPTED,
    /** An answer that was refused because of its question, which is not sent again. */
    REFUSED;

    /** The name in storage, such as {@code interrupted}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state with a stored name. A name from a later version is treated as {@link #INTERRUPTED}, which is sent with care. */
    public static MessageState of(String wireName) {
        for (MessageState state : values()) {
            if (state.wireName().equals(wireName)) {
                return state;
            }
        }
        return INTERRUPTED;
    }
}
