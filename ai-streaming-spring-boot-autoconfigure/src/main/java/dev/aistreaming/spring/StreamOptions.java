package dev.aistreaming.spring;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import java.util.function.Consumer;

/**
 * What the application wants of one stream besides the answer.
 *
 * @param onComplete told of a whole answer
 * @param onError told of one that failed
 * @param resumable whether it is kept for those who come back, where streams are
 */
record StreamOptions(Consumer<ChatResponse> onComplete, Consumer<AiException> onError, boolean resumable) {

    static final StreamOptions DEFAULTS = new StreamOptions(response -> {}, error -> {}, true);

    /** The same, where somebody else is told before the application is. */
    StreamOptions after(Consumer<ChatResponse> completed, Consumer<AiException> failed) {
        return new StreamOptions(completed.andThen(onComplete), failed.andThen(onError), resumable);
    }
}
