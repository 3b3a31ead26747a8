package dev.aistreaming.store;

import java.time.Duration;

/**
 * How much a store keeps, and for how long.
 *
 * @param maxStreamBytes of one stream, as they are sent; a longer one can no longer be resumed
 * @param maxTotalBytes of all streams together, as they take memory: besides what is sent, about 100 bytes per chunk, which is
 *     most often a token, and 500 per stream; beyond that, streams that have ended go first, the oldest
 *     before the others. What slow readers still hold of streams that had to go is not counted
 * @param retention how long a stream is kept after its end
 */
public record StreamStoreLimits(long maxStreamBytes, long maxTotalBytes, Duration retention) {

    /** 4 MiB, 256 MiB, 10 minutes. */
    public static final StreamStoreLimits DEFAULTS =
            new StreamStoreLimits(4L << 20, 256L << 20, Duration.ofMinutes(10));

    /**
     * Checks that something can be kept.
     *
     * @throws IllegalArgumentException for a limit of less than 1, for a retention of zero or less, and for a stream's limit
     *     above that of all streams
     */
    public StreamStoreLimits {
        if (maxStreamBytes < 1 || maxTotalBytes < maxStreamBytes) {
            throw new IllegalArgumentException(
                    "the limit of one stream must be 1 byte or more and not above that of all streams,"
                            + " but they are " + maxStreamBytes + " and " + maxTotalBytes);
        }
        if (retention.isZero() || retention.isNegative()) {
            throw new IllegalArgumentException("the retention must be longer than 0, but is " + retention);
        }
    }
}
