package dev.aistreaming.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One client's tokens, and what was asked for. Answers at once, later, or not, as a test says. */
final class CountedBudget implements TokenBudget {

    final AtomicLong left;
    final List<Long> taken = new ArrayList<>();
    volatile @Nullable RuntimeException failure;
    volatile @Nullable CompletableFuture<Void> until;

    CountedBudget(long tokens) {
        left = new AtomicLong(tokens);
    }

    @Override
    public CompletionStage<Taken> tryTake(String client, long tokens) {
        RuntimeException fault = failure;
        if (fault != null) {
            throw fault;
        }
        synchronized (this) {
            taken.add(tokens);
        }
        CompletableFuture<Void> wait = until;
        return wait == null ? CompletableFuture.completedFuture(take(tokens)) : wait.thenApply(over -> take(tokens));
    }

    private Taken take(long tokens) {
        long before = left.getAndUpdate(now -> now >= tokens ? now - tokens : now);
        return before >= tokens
                ? new Taken(true, before - tokens, null)
                : new Taken(false, before, Duration.ofMillis(1500));
    }

    @Override
    public CompletionStage<Void> charge(String client, long tokens) {
        left.addAndGet(-tokens);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Long> remaining(String client) {
        return CompletableFuture.completedFuture(left.get());
    }
}
