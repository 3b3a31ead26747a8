package dev.aistreaming.provider;

import dev.aistreaming.sse.SseDecoder;
import java.time.Duration;

/**
 * Limits on a provider's response.
 *
 * @param endTimeout how long to wait for the terminator and usage after a finish reason, and for the rest of an error's body; after
 *     that, the answer is considered complete, or the error is reported, without them
 * @param maxEventBytes the maximum size of an event, and of an answer in one piece, in bytes; if it is exceeded, the answer fails
 *     with {@code malformed_response}
 */
public record ResponseLimits(Duration endTimeout, int maxEventBytes) {

    /** 2 seconds, 1 MiB. */
    public static final ResponseLimits DEFAULTS =
            new ResponseLimits(Duration.ofSeconds(2), SseDecoder.DEFAULT_MAX_EVENT_BYTES);

    /**
     * Validates the limits.
     *
     * @throws IllegalArgumentException if the maximum size is less than 1 byte
     */
    public ResponseLimits {
        if (maxEventBytes < 1) {
            throw new IllegalArgumentException("max-event-size must be 1 byte or more, but is " + maxEventBytes);
        }
    }
}
