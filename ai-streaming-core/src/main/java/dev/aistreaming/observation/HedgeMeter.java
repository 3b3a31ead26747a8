package dev.aistreaming.observation;

import dev.aistreaming.pipeline.HedgeObserver;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts the calls for which two providers were asked, by who answered and what became of the other. */
public final class HedgeMeter implements HedgeObserver {

    private final CallMeters meters;

    /**
     * An observer of hedges.
     *
     * @param convention names the meter and its tags
     * @param registry where it is
     */
    public HedgeMeter(GenAiConvention convention, MeterRegistry registry) {
        this.meters = new CallMeters(convention, registry);
    }

    @Override
    public void settled(Hedge hedge) {
        meters.hedges(hedge).increment();
    }
}
