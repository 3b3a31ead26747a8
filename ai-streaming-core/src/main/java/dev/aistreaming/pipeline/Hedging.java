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
 * When a second provider is asked because the first one is slow. At most one more is asked per call; the first of the two that delivers
 * anything but its beginning answers, and the other is cancelled. What it has read of the request is paid for all the same.
 *
 * <p>Remembers times by the names of providers, so it is to be shared by all pipelines of an application. Safe for use by many
 * threads.
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
     * The second provider is asked after this time without content.
     *
     * @throws IllegalArgumentException unless the time is positive
     */
    public static Hedging after(Duration time) {
        if (time.isZero() || time.isNegative()) {
            throw new IllegalArgumentException("the time after which another provider is asked must be longer than 0");
        }
        return new Hedging(time, List.of(), Map.of());
    }

    /**
     * The second provider is asked where the first takes longer than in 95 of 100 cases, by its last 100 calls; as long as fewer than
     * 20 are known, none is.
     */
    public static Hedging afterP95() {
        return new Hedging(null, List.of(), new ConcurrentHashMap<>());
    }

    /** The same, with the same times, where one more is told. */
    public Hedging observedBy(HedgeObserver observer) {
        List<HedgeObserver> all = new ArrayList<>(observers);
        all.add(observer);
        return new Hedging(fixed, all, times);
    }

    ChatCall around(String provider, ChatCall call, HedgedCall.Spares spares, Threads threads) {
        return new HedgedCall(provider, call, spares, this, threads);
    }

    /** How long this provider has time now; {@code null}: as long as it takes. */
    @Nullable
    Duration after(String provider) {
        return fixed == null ? times(provider).p95() : fixed;
    }

    /** This provider, asked first, took so long to its first content, or at least so long, where it was not waited for. */
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
                log.error("{} could not be noted", hedge, e);
            }
        }
    }
}
