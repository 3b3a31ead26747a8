package dev.aistreaming.observation;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.pipeline.StagedProvider;
import io.micrometer.core.instrument.MeterRegistry;

/** Records how long calls take and how many tokens they cost: each call once, whatever was retried inside. */
public final class MeteredProvider extends StagedProvider {

    private final ProviderIdentity identity;
    private final CallMeters meters;
    private final ModelNames models;

    /**
     * A decorator.
     *
     * @param delegate makes the calls
     * @param identity who that is
     * @param convention names meters and their tags
     * @param registry where they are
     */
    public MeteredProvider(
            ChatProvider delegate, ProviderIdentity identity, GenAiConvention convention, MeterRegistry registry) {
        super(delegate);
        this.identity = identity;
        this.meters = new CallMeters(convention, registry);
        this.models = new ModelNames(identity.model());
    }

    @Override
    protected ChatCall around(ChatCall call, ChatRequest request) {
        return new MeteredCall(call, new ChatOperation(identity, request, models), meters);
    }
}
