package dev.aistreaming.spring.provider;

import dev.aistreaming.chat.ErrorCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** How the last calls of each provider ended. */
public final class ProviderCalls {

    private final Map<String, RecentCalls> byProvider = new ConcurrentHashMap<>();
    private final Clock clock;

    /**
     * No call yet.
     *
     * @param clock tells when calls ended
     */
    public ProviderCalls(Clock clock) {
        this.clock = clock;
    }

    /** There is a provider of this name. */
    public void add(String provider) {
        of(provider);
    }

    /** A call was answered. */
    public void answered(String provider) {
        of(provider).answered(clock.instant());
    }

    /** A call has failed, after all that was tried. */
    public void failed(String provider, ErrorCode error) {
        of(provider).failed(clock.instant(), error);
    }

    private RecentCalls of(String provider) {
        return byProvider.computeIfAbsent(provider, name -> new RecentCalls());
    }

    /** What those tell that ended within the window, by the name of the provider. */
    public Map<String, RecentCalls.Summary> summaries(Duration window) {
        Instant now = clock.instant();
        Map<String, RecentCalls.Summary> summaries = new TreeMap<>();
        byProvider.forEach((name, calls) -> summaries.put(name, calls.summary(now, window)));
        return summaries;
    }
}
