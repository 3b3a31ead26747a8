package dev.aistreaming.provider;

import dev.aistreaming.sse.SseDecoder;
import java.time.Duration;

/**
 * What is taken of a provider's response.
 *
 * @param endTimeout how long to wait for the terminator, and for usage, after a finish reason, and for the rest of an error's
 *     body; the answer is complete, or the error told, without them
 * @param maxEventBytes the largest event, and the largest answer in one piece, in bytes; beyond it the answer fails with
 *     {@code malformed_response}
 */
public record ResponseLimits(Duration endTimeout, int maxEventBytes) {

    /** 2 seconds, 1 MiB. */
    public static final ResponseLimits DEFAULTS =
            new ResponseLimits(Duration.ofSeconds(2), SseDecoder.DEFAULT_MAX_EVENT_BYTES);

    /**
     * Checks that something can be taken.
     *
     * @throws IllegalArgumentException for an event of less than 1 byte
     */
    public ResponseLimits {
        if (maxEventBytes < 1) {
            throw new IllegalArgumentException("max-event-size must be 1 byte or more, but is " + maxEventBytes);
        }
    }
}
