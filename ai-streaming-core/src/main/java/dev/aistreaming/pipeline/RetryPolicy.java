package dev.aistreaming.pipeline;

import dev.aistreaming.chat.AiException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * When a call that has failed before it delivered anything is made again.
 *
 * @param maxAttempts how often a call is made in all; 1: never again
 * @param initialBackoff the longest wait before the second attempt; doubled for each further one
 * @param maxBackoff the longest wait of our own
 * @param maxRetryAfter the longest wait that a provider may ask for; where it asks for more, the error is not retried
 */
public record RetryPolicy(int maxAttempts, Duration initialBackoff, Duration maxBackoff, Duration maxRetryAfter) {

    /** Three attempts, half a second doubling to 8 seconds, 30 seconds. */
    public static final RetryPolicy DEFAULTS =
            new RetryPolicy(3, Duration.ofMillis(500), Duration.ofSeconds(8), Duration.ofSeconds(30));

    /**
     * Checks that there is an attempt.
     *
     * @throws IllegalArgumentException for less than one attempt, or a negative time
     */
    public RetryPolicy {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("retry max-attempts must be 1 or more, but is " + maxAttempts);
        }
        if (initialBackoff.isNegative() || maxBackoff.isNegative() || maxRetryAfter.isNegative()) {
            throw new IllegalArgumentException("retry times must not be negative");
        }
    }

    /**
     * How long to wait before the next attempt, or {@code null} if there is none.
     *
     * @param attempts how often the call has been made
     */
    @Nullable
    Duration waitAfter(AiException error, int attempts) {
        if (attempts >= maxAttempts || !helps(error)) {
            return null;
        }
        Duration asked = error.retryAfter();
        if (asked != null) {
            return asked.compareTo(maxRetryAfter) <= 0 ? asked : null;
        }
        return backoff(attempts);
    }

    /** A limit of ours that was reached is not retried: it would double the limit. A lost connection is. */
    private static boolean helps(AiException error) {
        return switch (error.code()) {
            case TIMEOUT -> error.retryable() && isOfConnecting(error.getCause());
            case TRUNCATED, MALFORMED_RESPONSE, CANCELLED, BUSY, SHUTTING_DOWN, INTERRUPTED, STREAM_EXPIRED, INTERNAL ->
                false;
            default -> error.retryable();
        };
    }

    /** Where there was no connection, nothing was sent and no time of ours is up; the cause may be that of any provider. */
    private static boolean isOfConnecting(@Nullable Throwable cause) {
        return cause instanceof ConnectException;
    }

    /** Exponential with full jitter, so that many clients of a provider that fails do not come back at once. */
    private Duration backoff(int attempts) {
        long longest = initialBackoff.toMillis() << Math.min(attempts - 1, 20);
        long limit = Math.min(longest, maxBackoff.toMillis());
        return Duration.ofMillis(limit <= 0 ? 0 : ThreadLocalRandom.current().nextLong(limit + 1));
    }
}
