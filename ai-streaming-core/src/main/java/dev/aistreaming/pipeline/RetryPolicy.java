package dev.aistreaming.pipeline;

import dev.aistreaming.chat.AiException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Defines when a call that failed before it delivered anything is retried.
 *
 * @param maxAttempts the total number of attempts; 1 for no retries
 * @param initialBackoff the upper bound of the delay before the second attempt, which doubles with each further attempt
 * @param maxBackoff the upper bound of every backoff delay
 * @param maxRetryAfter the longest delay that a provider may ask for; if it asks for more, the error is not retried
 */
public record RetryPolicy(int maxAttempts, Duration initialBackoff, Duration maxBackoff, Duration maxRetryAfter) {

    /**
     * Three attempts, a backoff of up to half a second that doubles up to 8 seconds, and a {@code Retry-After} of up to 30 seconds.
     */
    public static final RetryPolicy DEFAULTS =
            new RetryPolicy(3, Duration.ofMillis(500), Duration.ofSeconds(8), Duration.ofSeconds(30));

    /**
     * Validates the policy.
     *
     * @throws IllegalArgumentException if there is less than one attempt, or if a duration is negative
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
     * @param attempts the number of attempts made so far
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

    /** A timeout of our own is not retried, because that would double it. A lost connection is. */
    private static boolean helps(AiException error) {
        return switch (error.code()) {
            case TIMEOUT -> error.retryable() && isOfConnecting(error.getCause());
            case TRUNCATED, MALFORMED_RESPONSE, CANCELLED, BUSY, SHUTTING_DOWN, INTERRUPTED, STREAM_EXPIRED, INTERNAL ->
                false;
            default -> error.retryable();
        };
    }

    /** Without a connection nothing has been sent, and none of our timeouts has expired. The cause may come from any provider. */
    private static boolean isOfConnecting(@Nullable Throwable cause) {
        return cause instanceof ConnectException;
    }

    /** Exponential backoff with full jitter, so that the many clients of a failing provider do not all return at once. */
    private Duration backoff(int attempts) {
        long longest = initialBackoff.toMillis() << Math.min(attempts - 1, 20);
        long limit = Math.min(longest, maxBackoff.toMillis());
        return Duration.ofMillis(limit <= 0 ? 0 : ThreadLocalRandom.current().nextLong(limit + 1));
    }
}
