package dev.aistreaming.spring.actuate;

import dev.aistreaming.spring.provider.ProviderCalls;
import dev.aistreaming.spring.provider.RecentCalls;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * The health of the providers, as recent calls show it: none is made to find out.
 *
 * <p>A provider is down when its last calls have all failed, and unknown as long as there are too few to tell. The whole is
 * down when a provider is and none is up: what one provider cannot do, another may do in its place.
 */
public final class AiStreamingHealthIndicator implements HealthIndicator {

    private final ProviderCalls calls;
    private final int failures;
    private final Duration window;

    /**
     * An indicator.
     *
     * @param calls how calls ended
     * @param failures how many that failed in a row make a provider down
     * @param window for how long a call counts
     */
    public AiStreamingHealthIndicator(ProviderCalls calls, int failures, Duration window) {
        this.calls = calls;
        this.failures = failures;
        this.window = window;
    }

    @Override
    public Health health() {
        Map<String, RecentCalls.Summary> summaries = calls.summaries(window);
        Set<Status> all = summaries.values().stream().map(this::status).collect(Collectors.toSet());
        Health.Builder health =
                new Health.Builder(all.contains(Status.DOWN) && !all.contains(Status.UP) ? Status.DOWN : Status.UP);
        summaries.forEach((name, summary) -> health.withDetail(name, details(summary)));
        return health.build();
    }

    private Status status(RecentCalls.Summary summary) {
        if (summary.inARow() >= failures) {
            return Status.DOWN;
        }
        return summary.failures() < summary.calls() ? Status.UP : Status.UNKNOWN;
    }

    private Map<String, Object> details(RecentCalls.Summary summary) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("status", status(summary).getCode());
        details.put("calls", summary.calls());
        details.put("failures", summary.failures());
        if (summary.lastError() != null && summary.lastErrorAt() != null) {
            details.put("lastError", summary.lastError().wireName());
            details.put("lastErrorAt", summary.lastErrorAt());
        }
        if (summary.failingSince() != null) {
            details.put("failingSince", summary.failingSince());
        }
        return details;
    }
}
