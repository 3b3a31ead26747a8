package dev.aistreaming.spring.provider;

import dev.aistreaming.pipeline.TokenBudget;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * So many tokens in so long a time. The window of a client begins with its first token; when it is over, the client has all of them
 * again, less what it owes. They do not come back one by one, or answers would begin with the first few of them and be cut.
 *
 * @param tokens how many, 1 or more
 * @param window how long
 */
public record TokenWindow(long tokens, Duration window) {

    /** The same in Bucket4j's words. */
    public BucketConfiguration bucket() {
        return BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(tokens).refillIntervally(tokens, window))
                .build();
    }

    /** What became of an attempt. */
    public static TokenBudget.Taken taken(ConsumptionProbe probe) {
        return new TokenBudget.Taken(probe.isConsumed(), probe.getRemainingTokens(), retryAfter(probe));
    }

    private static @Nullable Duration retryAfter(ConsumptionProbe probe) {
        long nanos = probe.getNanosToWaitForRefill();
        return probe.isConsumed() || nanos == Long.MAX_VALUE ? null : Duration.ofNanos(nanos);
    }
}
