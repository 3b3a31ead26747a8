package dev.aistreaming.spring.provider;

import dev.aistreaming.pipeline.TokenBudget;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Counts in the memory of this application. Of clients that have all their tokens nothing is kept; of too many others, those are
 * forgotten that were not seen for the longest time.
 */
public final class InMemoryTokenBudget implements TokenBudget {

    /** Some hundred bytes each. */
    private static final int MAX_CLIENTS = 50_000;

    /** More than come with one client, so that what is full goes sooner or later. */
    private static final int LOOKS = 2;

    private final TokenWindow window;
    private final TimeMeter clock;
    private final int maxClients;

    /** Those seen last come last. Guarded by this. */
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    /** Nobody has used anything yet. */
    public InMemoryTokenBudget(TokenWindow window) {
        this(window, TimeMeter.SYSTEM_NANOTIME, MAX_CLIENTS);
    }

    /**
     * Nobody has used anything yet.
     *
     * @param clock tells when windows are over
     * @param maxClients of how many clients it is known what they have left
     */
    public InMemoryTokenBudget(TokenWindow window, TimeMeter clock, int maxClients) {
        this.window = window;
        this.clock = clock;
        this.maxClients = maxClients;
    }

    @Override
    public CompletionStage<Taken> tryTake(String client, long tokens) {
        return CompletableFuture.completedFuture(
                TokenWindow.taken(bucket(client).tryConsumeAndReturnRemaining(tokens)));
    }

    @Override
    public CompletionStage<Void> charge(String client, long tokens) {
        Bucket bucket = bucket(client);
        if (tokens > 0) {
            bucket.consumeIgnoringRateLimits(tokens);
        } else if (tokens < 0) {
            bucket.addTokens(-tokens);
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Long> remaining(String client) {
        return CompletableFuture.completedFuture(bucket(client).getAvailableTokens());
    }

    /** Of how many clients something is kept. */
    synchronized int clients() {
        return buckets.size();
    }

    private synchronized Bucket bucket(String client) {
        Bucket known = buckets.get(client);
        if (known != null) {
            return known;
        }
        forget();
        Bucket bucket = Bucket.builder()
                .addLimit(window.bucket().getBandwidths()[0])
                .withCustomTimePrecision(clock)
                .build();
        buckets.put(client, bucket);
        return bucket;
    }

    private void forget() {
        Iterator<Bucket> eldest = buckets.values().iterator();
        for (int i = 0; i < LOOKS && eldest.hasNext(); i++) {
            boolean full = eldest.next().getAvailableTokens() >= window.tokens();
            if (full || buckets.size() >= maxClients) {
                eldest.remove();
            }
        }
    }
}
