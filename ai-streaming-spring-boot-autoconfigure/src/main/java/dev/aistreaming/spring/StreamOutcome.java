package dev.aistreaming.spring;

import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import java.util.Locale;

/** What became of a stream, in few words. */
public enum StreamOutcome {
    /** The whole answer came. */
    COMPLETED,
    /** The answer came up to a limit of its length. */
    LENGTH,
    /** The model refused, or a filter stopped it. */
    CONTENT_FILTER,
    /** The browser left, or the answer was stopped. */
    CANCELLED,
    /** Something took too long: the provider, or a browser that did not read. */
    TIMEOUT,
    /** The provider broke off. */
    TRUNCATED,
    /** Anything else went wrong. */
    ERROR;

    /** What an answer has come to that has ended well. */
    public static StreamOutcome of(FinishReason reason) {
        return switch (reason) {
            case LENGTH -> LENGTH;
            case CONTENT_FILTER -> CONTENT_FILTER;
            default -> COMPLETED;
        };
    }

    /** What an answer has come to that has failed. */
    public static StreamOutcome of(ErrorCode code) {
        return switch (code) {
            case CONTENT_FILTERED -> CONTENT_FILTER;
            case CANCELLED -> CANCELLED;
            case TIMEOUT -> TIMEOUT;
            case TRUNCATED -> TRUNCATED;
            default -> ERROR;
        };
    }

    /** The name in a monitoring system, such as {@code content_filter}. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
