package dev.aistreaming.spring;

import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import java.util.Locale;

/** How a stream ended. */
public enum StreamOutcome {
    /** The answer is complete. */
    COMPLETED,
    /** The answer reached a length limit. */
    LENGTH,
    /** The model refused to answer, or a filter stopped the answer. */
    CONTENT_FILTER,
    /** The client disconnected, or somebody stopped the answer. */
    CANCELLED,
    /** The provider took too long, or the browser did not read. */
    TIMEOUT,
    /** The provider cut the answer off. */
    TRUNCATED,
    /** Any other failure. */
    ERROR;

    /** Returns the outcome of an answer without an error. */
    public static StreamOutcome of(FinishReason reason) {
        return switch (reason) {
            case LENGTH -> LENGTH;
            case CONTENT_FILTER -> CONTENT_FILTER;
            default -> COMPLETED;
        };
    }

    /** Returns the outcome of a failed answer. */
    public static StreamOutcome of(ErrorCode code) {
        return switch (code) {
            case CONTENT_FILTERED -> CONTENT_FILTER;
            case CANCELLED -> CANCELLED;
            case TIMEOUT -> TIMEOUT;
            case TRUNCATED -> TRUNCATED;
            default -> ERROR;
        };
    }

    /** Returns the name for monitoring systems, such as {@code content_filter}. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
