package dev.aistreaming.spring.provider;

import dev.aistreaming.pipeline.TokenBudget;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A number of tokens per time window. A client's window begins with its first token. When it ends, the client has all its tokens again,
 * minus what it owes. Tokens are not refilled gradually, because answers would then begin with the first few tokens and be cut off.
 *
 * @param tokens the number of tokens, 1 or more
 * @param window the length of the window
 */
public record TokenWindow(long tokens, Duration window) {

    /** Converts the window for Bucket4j. */
    public BucketConfiguration bucket() {
        return BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(tokens).refillIntervally(tokens, window))
                .build();
    }

    /** The result of an attempt. */
    public static TokenBudget.Taken taken(ConsumptionProbe probe) {
        return new TokenBudget.Taken(probe.isConsumed(), probe.getRemainingTokens(), retryAfter(probe));
    }

    private static @Nullable Duration retryAfter(ConsumptionProbe probe) {
        long nanos = probe.getNanosToWaitForRefill();
        return probe.isConsumed() || nanos == Long.MAX_VALUE ? null : Duration.ofNanos(nanos);
    }
}
