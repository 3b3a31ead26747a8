package dev.aistreaming.pipeline;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.thread.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides when a second provider is called because the first one is slow. At most one extra call is made. The first of the two to
 * deliver anything beyond its start event is used, and the other one is cancelled, although the provider still bills for the part
 * of the request it has processed.
 *
 * <p>Response times are remembered by provider name, so all pipelines of an application should share one instance. Thread-safe.
 */
public final class Hedging {

    private static final Logger log = LoggerFactory.getLogger(Hedging.class);

    private final @Nullable Duration fixed;
    private final List<HedgeObserver> observers;
    private final Map<String, FirstContentTimes> times;

    private Hedging(@Nullable Duration fixed, List<HedgeObserver> observers, Map<String, FirstContentTimes> times) {
        this.fixed = fixed;
        this.observers = List.copyOf(observers);
        this.times = times;
    }

    /**
     * Calls the second provider if there is no content after this time.
     *
     * @throws IllegalArgumentException if the time is not positive
     */
    public static Hedging after(Duration time) {
        if (time.isZero() || time.isNegative()) {
            throw new IllegalArgumentException("the time after which another provider is asked must be longer than 0");
        }
        return new Hedging(time, List.of(), Map.of());
    }

    /**
     * Calls the second provider if the first is slower than in 95 % of its last 100 calls. No second provider is called until there
     * have been at least 20.
     */
    public static Hedging afterP95() {
        return new Hedging(null, List.of(), new ConcurrentHashMap<>());
    }

    /** Returns a copy that shares the recorded times and also notifies this observer. */
    public Hedging observedBy(HedgeObserver observer) {
        List<HedgeObserver> all = new ArrayList<>(observers);
        all.add(observer);
        return new Hedging(fixed, all, times);
    }

    ChatCall around(String provider, ChatCall call, HedgedCall.Spares spares, Threads threads) {
        return new HedgedCall(provider, call, spares, this, threads);
    }

    /** How long to wait for this provider at the moment, or {@code null} to wait without a limit. */
    @Nullable
    Duration after(String provider) {
        return fixed == null ? times(provider).p95() : fixed;
    }

    /** Records the time to first content of a provider that was called first, or a lower bound if it was abandoned. */
    void took(String provider, long nanos) {
        if (fixed == null) {
            times(provider).add(nanos);
        }
    }

    private FirstContentTimes times(String provider) {
        return times.computeIfAbsent(provider, name -> new FirstContentTimes());
    }

    void settled(HedgeObserver.Hedge hedge) {
        for (HedgeObserver observer : observers) {
            try {
                observer.settled(hedge);
            } catch (Throwable e) {
                log.error("{} could not be recorded", hedge, e);
            }
        }
    }
}
