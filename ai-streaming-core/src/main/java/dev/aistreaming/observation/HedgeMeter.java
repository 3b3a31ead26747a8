package dev.aistreaming.observation;

import dev.aistreaming.pipeline.HedgeObserver;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts the calls that were sent to two providers, by who answered and what happened to the other one. */
public final class HedgeMeter implements HedgeObserver {

    private final CallMeters meters;

    /**
     * Creates the observer.
     *
     * @param convention names the meter and its tags
     * @param registry holds the meter
     */
    public HedgeMeter(GenAiConvention convention, MeterRegistry registry) {
        this.meters = new CallMeters(convention, registry);
    }

    @Override
    public void settled(Hedge hedge) {
        meters.hedges(hedge).increment();
    }
}
