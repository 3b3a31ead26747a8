package dev.aistreaming.observation;

import dev.aistreaming.chat.Restart;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.pipeline.HedgeObserver;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The meters of a registry, as named by the convention. */
final class CallMeters {

    private final GenAiConvention convention;
    private final MeterRegistry registry;

    CallMeters(GenAiConvention convention, MeterRegistry registry) {
        this.convention = convention;
        this.registry = registry;
    }

    Timer duration(ChatOperation operation) {
        return timer(
                convention.durationMeter(),
                "Time from the start of a call of an AI model to the end of its answer",
                convention.durationAttributes(operation));
    }

    Timer timeToFirstChunk(ChatOperation operation) {
        return timer(
                convention.timeToFirstChunkMeter(),
                "Time from the start of a call of an AI model to the first piece of its answer",
                convention.meterAttributes(operation));
    }

    Timer timePerOutputChunk(ChatOperation operation) {
        return timer(
                convention.timePerOutputChunkMeter(),
                "Time from one piece of an AI model's answer to the next",
                convention.meterAttributes(operation));
    }

    private Timer timer(String name, String description, KeyValues attributes) {
        return Timer.builder(name)
                .description(description)
                .serviceLevelObjectives(convention.durationBuckets().toArray(Duration[]::new))
                .tags(tags(attributes))
                .register(registry);
    }

    Counter retries(Restart restart) {
        return Counter.builder(convention.retriesMeter())
                .description("Calls of an AI model that failed before they delivered anything, and were retried")
                .tags(tags(convention.retryAttributes(restart)))
                .register(registry);
    }

    Counter fallbacks(Restart restart) {
        return Counter.builder(convention.fallbacksMeter())
                .description("Calls of an AI model that another provider took over")
                .tags(tags(convention.fallbackAttributes(restart)))
                .register(registry);
    }

    Counter hedges(HedgeObserver.Hedge hedge) {
        return Counter.builder(convention.hedgesMeter())
                .description("Calls of an AI model that were also sent to a second provider because the first was slow")
                .tags(tags(convention.hedgeAttributes(hedge)))
                .register(registry);
    }

    /**
     * Unknown values are not recorded. Estimates go into a meter of their own, because others rely on the one from the convention.
     */
    void recordTokens(ChatOperation operation) {
        Usage usage = operation.usage();
        record(usage.inputTokens(), usage.estimated(), convention.inputTokenAttributes(operation));
        record(usage.outputTokens(), usage.estimated(), convention.outputTokenAttributes(operation));
    }

    private void record(@Nullable Integer tokens, boolean estimated, KeyValues attributes) {
        if (tokens != null) {
            DistributionSummary.builder(estimated ? convention.estimatedTokensMeter() : convention.tokenUsageMeter())
                    .description(
                            estimated
                                    ? "Estimated tokens of requests and answers that were stopped or broke off"
                                    : "Tokens of requests and answers, as reported by the provider")
                    .serviceLevelObjectives(convention.tokenBuckets().stream()
                            .mapToDouble(Double::doubleValue)
                            .toArray())
                    .tags(tags(attributes))
                    .register(registry)
                    .record(tokens);
        }
    }

    private static List<Tag> tags(KeyValues attributes) {
        return attributes.stream()
                .map(attribute -> Tag.of(attribute.getKey(), attribute.getValue()))
                .toList();
    }
}
