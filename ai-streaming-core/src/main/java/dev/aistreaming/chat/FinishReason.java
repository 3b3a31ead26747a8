package dev.aistreaming.chat;

import java.util.Locale;

/** Why a model stopped, independent of the provider. */
public enum FinishReason {
    /** The model finished its answer or reached a stop sequence. */
    STOP,
    /** The answer was cut off at the token limit. */
    LENGTH,
    /** The model is waiting for the results of tool calls. */
    TOOL_CALLS,
    /** The model refused, or a content filter stopped it. */
    CONTENT_FILTER,
    /** The provider gave no reason, or one without a common name. */
    OTHER;

    /** The name on the wire to the browser, such as {@code tool_calls}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
