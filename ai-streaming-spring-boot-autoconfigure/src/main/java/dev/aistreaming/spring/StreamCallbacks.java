package dev.aistreaming.spring;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import java.util.function.Consumer;

/** Who in the application wants to know how an answer ended. */
record StreamCallbacks(Consumer<ChatResponse> onComplete, Consumer<AiException> onError) {

    static final StreamCallbacks NONE = new StreamCallbacks(response -> {}, error -> {});
}
