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
 * Counts tokens in the memory of this instance. Clients that have all their tokens take no memory. If there are too many others, the
 * least recently seen clients are forgotten.
 */
public final class InMemoryTokenBudget implements TokenBudget {

    /** Each takes a few hundred bytes. */
    private static final int MAX_CLIENTS = 50_000;

    /** More than one per new client, so that full buckets are removed eventually. */
    private static final int LOOKS = 2;

    private final TokenWindow window;
    private final TimeMeter clock;
    private final int maxClients;

    /** In access order. Guarded by this. */
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    /** Creates a budget of which nothing has been used. */
    public InMemoryTokenBudget(TokenWindow window) {
        this(window, TimeMeter.SYSTEM_NANOTIME, MAX_CLIENTS);
    }

    /**
     * Creates a budget of which nothing has been used.
     *
     * @param clock tells when windows end
     * @param maxClients the number of clients that are remembered
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

    /** Returns the number of clients that take memory. */
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
