package dev.aistreaming.observation;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Restart;
import dev.aistreaming.pipeline.Stage;
import dev.aistreaming.pipeline.StagedProvider;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts how often another provider takes over. */
public final class FallbackMeter extends StagedProvider {

    private final CallMeters meters;

    /**
     * Creates the decorator.
     *
     * @param delegate the provider with its fallbacks
     * @param convention names the meter and its tags
     * @param registry holds the meter
     */
    public FallbackMeter(ChatProvider delegate, GenAiConvention convention, MeterRegistry registry) {
        super(delegate);
        this.meters = new CallMeters(convention, registry);
    }

    @Override
    protected ChatCall around(ChatCall call, ChatRequest request) {
        return new Stage(call) {
            @Override
            protected boolean needsEvents() {
                return false;
            }

            @Override
            protected void restarted(Restart restart) {
                if (restart.isFallback()) {
                    meters.fallbacks(restart).increment();
                }
            }
        };
    }
}
