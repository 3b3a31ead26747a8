package dev.aistreaming.observation;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.Usage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is known of one call: at its start who is asked what, in the end everything. Read while callbacks of the call run. */
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

    /** Who is asked. */
    public ProviderIdentity provider() {
        return provider;
    }

    /** What is asked. Holds what users have written: nothing for a meter. */
    public ChatRequest request() {
        return request;
    }

    /** The model that is asked; {@code null}: neither the request nor the configuration names one. Nothing for a meter. */
    public @Nullable String requestModel() {
        return request.model() != null ? request.model() : provider.model();
    }

    /** The same for a meter: one of a bounded number of models that have answered, or {@code other}. */
    public @Nullable String meteredRequestModel() {
        return models.bounded(requestModel());
    }

    /** The model that answers, as the provider names it; {@code null}: not known, or not yet. Nothing for a meter. */
    public @Nullable String responseModel() {
        return responseModel;
    }

    /** The same for a meter: one of a bounded number of models that have answered, or {@code other}. */
    public @Nullable String meteredResponseModel() {
        return models.bounded(responseModel);
    }

    /** From the start of the call to the first piece of the answer; {@code null}: there is none, or not yet. */
    public @Nullable Duration timeToFirstChunk() {
        return timeToFirstChunk;
    }

    /** The whole answer; {@code null} before the end, and where the call failed. Nothing for a meter. */
    public @Nullable ChatResponse response() {
        return response;
    }

    /** Why the call failed; {@code null} before the end, and where it did not. */
    public @Nullable AiException error() {
        return error;
    }

    /** The tokens of the whole answer, or of what had arrived of it, as far as they are known. */
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
