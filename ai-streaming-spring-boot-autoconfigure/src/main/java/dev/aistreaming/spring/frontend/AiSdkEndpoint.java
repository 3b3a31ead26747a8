package dev.aistreaming.spring.frontend;

import dev.aistreaming.format.AiSdkChat;
import dev.aistreaming.spring.AiStreams;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The endpoint for {@code useChat} of the AI SDK: asks, resumes the current answer of a chat, and stops it. The transport's {@code body}
 * may contain {@code provider}, {@code model} and {@code resumable}.
 */
@RestController
@RequestMapping("${ai.streaming.endpoints.ai-sdk.path}")
public final class AiSdkEndpoint extends PlainRefusals {

    private final OfferedProviders providers;
    private final AiStreams streams;

    /**
     * Creates an endpoint.
     *
     * @param providers the providers that its clients may use
     * @param streams finds the answers of chats
     */
    public AiSdkEndpoint(OfferedProviders providers, AiStreams streams) {
        this.providers = providers;
        this.streams = streams;
    }

    @PostMapping
    SseEmitter answer(
            @RequestBody AiSdkChat chat,
            @RequestHeader(name = "X-AI-Reset-Step", defaultValue = "false") boolean knowsResetStep) {
        return providers
                .service(chat.setting("provider"))
                .task(knowsResetStep ? chat.withResetStep() : chat)
                .model(providers.model(chat.setting("model")))
                .resumable(chat.key() != null && Boolean.parseBoolean(chat.setting("resumable")))
                .stream();
    }

    @GetMapping("/{chatId}/stream")
    SseEmitter resume(@PathVariable String chatId) {
        return streams.resumeByKey(chatId);
    }

    /** Responds in the same way if there is nothing to stop. */
    @PostMapping("/{chatId}/stop")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void stop(@PathVariable String chatId) {
        streams.stopByKey(chatId);
    }
}
