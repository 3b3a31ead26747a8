package dev.aistreaming.chat;

import java.util.Locale;

/** Why a model stopped, whatever its provider calls it. */
public enum FinishReason {
    /** The model had said all, or came to a stop sequence. */
    STOP,
    /** The token limit cut the answer. */
    LENGTH,
    /** The model waits for the results of tools. */
    TOOL_CALLS,
    /** The model refused, or a filter stopped it. */
    CONTENT_FILTER,
    /** The provider gave a reason that has no common name, or none. */
    OTHER;

    /** The name on the wire to the browser, such as {@code tool_calls}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
