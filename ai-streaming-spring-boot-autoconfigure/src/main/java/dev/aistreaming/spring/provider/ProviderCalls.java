package dev.aistreaming.spring.provider;

import dev.aistreaming.chat.ErrorCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers how the last calls of each provider ended. */
public final class ProviderCalls {

    private final Map<String, RecentCalls> byProvider = new ConcurrentHashMap<>();
    private final Clock clock;

    /**
     * Creates an empty record.
     *
     * @param clock tells when calls ended
     */
    public ProviderCalls(Clock clock) {
        this.clock = clock;
    }

    /** Adds a provider. */
    public void add(String provider) {
        of(provider);
    }

    /** A call was answered. */
    public void answered(String provider) {
        of(provider).answered(clock.instant());
    }

    /** A call has failed, after all retries. */
    public void failed(String provider, ErrorCode error) {
        of(provider).failed(clock.instant(), error);
    }

    private RecentCalls of(String provider) {
        return byProvider.computeIfAbsent(provider, name -> new RecentCalls());
    }

    /** Returns a summary of the calls that ended within the window, by the name of the provider. */
    public Map<String, RecentCalls.Summary> summaries(Duration window) {
        Instant now = clock.instant();
        Map<String, RecentCalls.Summary> summaries = new TreeMap<>();
        byProvider.forEach((name, calls) -> summaries.put(name, calls.summary(now, window)));
        return summaries;
    }
}
