package dev.aistreaming.observation;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import io.micrometer.core.instrument.MeterRegistry;

/** Records how long calls take and how many tokens they cost: each call once, whatever was retried inside. */
public final class MeteredProvider implements ChatProvider {

    private final ChatProvider delegate;
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
        this.delegate = delegate;
        this.identity = identity;
        this.meters = new CallMeters(convention, registry);
        this.models = new ModelNames(identity.model());
    }

    @Override
    public String name() {
        return delegate.name();
    }

    @Override
    public ChatCall newCall(ChatRequest request) {
        return new MeteredCall(delegate.newCall(request), new ChatOperation(identity, request, models), meters);
    }

    @Override
    public String toString() {
        return delegate.toString();
    }
}
