package dev.aistreaming.observation;

import dev.aistreaming.guard.Guard;
import dev.aistreaming.guard.GuardAction;
import dev.aistreaming.guard.GuardObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;

/** Counts the findings of guards by guard, place and action. */
public final class GuardMeter implements GuardObserver {

    private final GenAiConvention convention;
    private final MeterRegistry registry;

    /**
     * Creates the observer.
     *
     * @param convention names the meter and its tags
     * @param registry holds the meter
     */
    public GuardMeter(GenAiConvention convention, MeterRegistry registry) {
        this.convention = convention;
        this.registry = registry;
    }

    @Override
    public void found(String guard, Guard.Place place, GuardAction action) {
        Counter.builder(convention.guardsMeter())
                .description("Findings of guards in requests, answers and tool results")
                .tags(convention.guardAttributes(guard, place, action).stream()
                        .map(attribute -> Tag.of(attribute.getKey(), attribute.getValue()))
                        .toList())
                .register(registry)
                .increment();
    }
}
