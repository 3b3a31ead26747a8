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
 * Reports the health of the providers, based on recent calls. It makes no calls itself.
 *
 * <p>A provider is down if its last calls have all failed, and unknown while there are too few calls. The overall status is down if at least one
 * provider is down and none is up, because providers can stand in for each other.
 */
public final class AiStreamingHealthIndicator implements HealthIndicator {

    private final ProviderCalls calls;
    private final int failures;
    private final Duration window;

    /**
     * Creates an indicator.
     *
     * @param calls the results of recent calls
     * @param failures the number of consecutive failures after which a provider is down
     * @param window how long a call counts
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
