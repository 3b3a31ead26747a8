package dev.aistreaming.observation;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.Usage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is known about one call: at first the provider and the request, in the end everything. It is read from within callbacks of
 * the call.
 */
public final class ChatOperation {

    private final ProviderIdentity provider;
    private final ChatRequest request;
    private final ModelNames models;
    private @Nullable String responseModel;
    private @Nullable Duration timeToFirstChunk;
    private @Nullable ChatResponse response;
    private @Nullable AiException error;

    ChatOperation(ProviderIdentity provider, ChatRequest request, ModelNames models) {
        this.provider = provider;
        this.request = request;
        this.models = models;
    }

    /** The provider that is called. */
    public ProviderIdentity provider() {
        return provider;
    }

    /** The request. Contains user input, so it must not be used in metrics. */
    public ChatRequest request() {
        return request;
    }

    /**
     * The requested model, or {@code null} if neither the request nor the configuration names one. Must not be used in metrics.
     */
    public @Nullable String requestModel() {
        return request.model() != null ? request.model() : provider.model();
    }

    /** The requested model for use in metrics: one of a bounded number of models that have answered, or {@code other}. */
    public @Nullable String meteredRequestModel() {
        return models.bounded(requestModel());
    }

    /** The model that answers, by the provider's name, or {@code null} if it is not known (yet). Must not be used in metrics. */
    public @Nullable String responseModel() {
        return responseModel;
    }

    /** The model that answers for use in metrics: one of a bounded number of models that have answered, or {@code other}. */
    public @Nullable String meteredResponseModel() {
        return models.bounded(responseModel);
    }

    /** The time from the start of the call to the first piece of the answer, or {@code null} if there has been none. */
    public @Nullable Duration timeToFirstChunk() {
        return timeToFirstChunk;
    }

    /** The complete answer, or {@code null} before the end or if the call failed. Must not be used in metrics. */
    public @Nullable ChatResponse response() {
        return response;
    }

    /** Why the call failed, or {@code null} before the end or if it did not fail. */
    public @Nullable AiException error() {
        return error;
    }

    /** The token usage of the answer or of the part that arrived, as far as it is known. */
    public Usage usage() {
        ChatResponse answer = response != null || error == null ? response : error.partial();
        return answer == null ? Usage.UNKNOWN : answer.usage();
    }

    void answeredBy(@Nullable String model) {
        if (model != null) {
            responseModel = model;
        }
    }

    void firstChunkAfter(Duration time) {
        timeToFirstChunk = time;
        admitModels();
    }

    void completed(ChatResponse response) {
        this.response = response;
        answeredBy(response.model());
        admitModels();
    }

    void failed(AiException error) {
        this.error = error;
    }

    private void admitModels() {
        models.admit(requestModel());
        models.admit(responseModel);
    }
}
