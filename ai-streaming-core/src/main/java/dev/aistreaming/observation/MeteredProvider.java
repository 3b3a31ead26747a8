package dev.aistreaming.observation;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.pipeline.StagedProvider;
import io.micrometer.core.instrument.MeterRegistry;

/** Records the duration and token usage of calls: each call once, including any retries inside. */
public final class MeteredProvider extends StagedProvider {

    private final ProviderIdentity identity;
    private final CallMeters meters;
    private final ModelNames models;

    /**
     * Creates the decorator.
     *
     * @param delegate makes the calls
     * @param identity identifies the provider
     * @param convention names meters and their tags
     * @param registry holds the meters
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
