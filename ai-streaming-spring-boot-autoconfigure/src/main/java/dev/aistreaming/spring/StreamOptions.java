package dev.aistreaming.spring;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import java.util.function.Consumer;

/**
 * What the application wants of one stream besides the answer.
 *
 * @param onComplete told of a whole answer, which is none where they throw
 * @param onError told of one that failed
 * @param resumable whether it is kept for those who come back, where streams are
 */
record StreamOptions(Consumer<ChatResponse> onComplete, Consumer<AiException> onError, boolean resumable) {

    static final StreamOptions DEFAULTS = new StreamOptions(Callbacks.none(), Callbacks.none(), true);

    /** The same, where somebody is told what became of the stream. */
    StreamOptions observed(Consumer<StreamOutcome> observer) {
        return new StreamOptions(
                response -> {
                    onComplete.accept(response);
                    observer.accept(StreamOutcome.of(response.finishReason()));
                },
                error -> {
                    observer.accept(StreamOutcome.of(error.code()));
                    onError.accept(error);
                },
                resumable);
    }
}
