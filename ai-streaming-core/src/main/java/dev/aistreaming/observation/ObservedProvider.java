package dev.aistreaming.observation;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.pipeline.StagedProvider;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;

/** Creates an observation, and thus a span, for each call: one per call, including any retries inside. */
public final class ObservedProvider extends StagedProvider {

    private final ProviderIdentity identity;
    private final GenAiConvention convention;
    private final ChatObservationConvention attributes;
    private final ObservationRegistry registry;
    private final ModelNames models;

    /**
     * Creates the decorator.
     *
     * @param delegate makes the calls
     * @param identity identifies the provider
     * @param convention names the observation and its attributes
     * @param includeContent whether spans contain the content of requests and answers
     * @param registry receives the observations
     */
    public ObservedProvider(
            ChatProvider delegate,
            ProviderIdentity identity,
            GenAiConvention convention,
            boolean includeContent,
            ObservationRegistry registry) {
        super(delegate);
        this.identity = identity;
        this.convention = convention;
        this.attributes = new ChatObservationConvention(convention, includeContent);
        this.registry = registry;
        this.models = new ModelNames(identity.model());
    }

    @Override
    protected ChatCall around(ChatCall call, ChatRequest request) {
        return registry.isNoop() ? call : new ObservedCall(call, new ChatOperation(identity, request, models), this);
    }

    Observation observe(ChatOperation operation) {
        return Observation.createNotStarted(null, attributes, () -> new ChatObservationContext(operation), registry);
    }

    boolean isFailure(ErrorCode code) {
        return convention.isFailure(code);
    }
}
