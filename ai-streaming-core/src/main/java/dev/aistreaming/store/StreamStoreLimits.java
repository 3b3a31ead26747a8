package dev.aistreaming.store;

import java.time.Duration;

/**
 * Limits on what a store keeps, and for how long.
 *
 * @param maxStreamBytes the maximum size of one stream as sent; a larger one can no longer be resumed
 * @param maxTotalBytes the maximum memory of all streams together: besides what is sent, about 100 bytes per chunk, which is
 *     usually one token, and 500 bytes per stream. If it is exceeded, ended streams are dropped, the oldest first. What slow
 *     readers still hold of dropped streams does not count
 * @param retention how long a stream is kept after its end
 */
public record StreamStoreLimits(long maxStreamBytes, long maxTotalBytes, Duration retention) {

    /** 4 MiB, 256 MiB, 10 minutes. */
    public static final StreamStoreLimits DEFAULTS =
            new StreamStoreLimits(4L << 20, 256L << 20, Duration.ofMinutes(10));

    /**
     * Validates the limits.
     *
     * @throws IllegalArgumentException if a limit is less than 1, if the retention is not positive, or if the limit per stream
     *     exceeds the total
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
