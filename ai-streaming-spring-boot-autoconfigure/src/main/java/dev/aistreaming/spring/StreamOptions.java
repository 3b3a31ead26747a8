package dev.aistreaming.spring;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import java.util.function.Consumer;

/**
 * What the application wants of one stream besides the answer.
 *
 * @param onComplete told of a whole answer, which is none where they throw
 * @param onError told of one that failed
 * @param onOutcome told once what became of the stream
 * @param resumable whether it is kept for those who come back, where streams are
 */
record StreamOptions(
        Consumer<ChatResponse> onComplete,
        Consumer<AiException> onError,
        Consumer<StreamOutcome> onOutcome,
        boolean resumable) {

    static final StreamOptions DEFAULTS = new StreamOptions(Callbacks.none(), Callbacks.none(), true);

    StreamOptions(Consumer<ChatResponse> onComplete, Consumer<AiException> onError, boolean resumable) {
        this(onComplete, onError, outcome -> {}, resumable);
    }

    /** The same, where somebody is told what became of the stream. */
    StreamOptions observed(Consumer<StreamOutcome> observer) {
        return new StreamOptions(onComplete, onError, observer, resumable);
    }
}
