package dev.aistreaming.spring;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.pipeline.Timer;
import dev.aistreaming.pipeline.WholeAnswer;
import java.util.function.Consumer;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The {@link AiService} of one provider. */
public final class StreamingAiService implements AiService {

    private final ChatProvider provider;
    private final ProviderDirectory directory;
    private final StreamSettings settings;
    private final Timer timer;

    /**
     * A service.
     *
     * @param provider answers
     * @param directory knows the other providers
     * @param settings how answers go to the browser
     * @param timer times heart-beats; not closed here
     */
    public StreamingAiService(
            ChatProvider provider, ProviderDirectory directory, StreamSettings settings, Timer timer) {
        this.provider = provider;
        this.directory = directory;
        this.settings = settings;
        this.timer = timer;
    }

    @Override
    public SseEmitter stream(String prompt) {
        return stream(ChatRequest.of(prompt));
    }

    @Override
    public SseEmitter stream(ChatRequest request) {
        return stream(request, response -> {}, error -> {});
    }

    SseEmitter stream(ChatRequest request, Consumer<ChatResponse> onComplete, Consumer<AiException> onError) {
        ChatCall call = provider.newCall(request);
        BrowserStream stream = new BrowserStream(provider.name(), call, settings, timer, onComplete, onError);
        return stream.start();
    }

    @Override
    public String ask(String prompt) {
        return generate(ChatRequest.of(prompt)).content();
    }

    @Override
    public ChatResponse generate(ChatRequest request) {
        return WholeAnswer.await(provider, request);
    }

    @Override
    public TaskBuilder task() {
        return new TaskBuilder(this);
    }

    @Override
    public AiService provider(String name) {
        return new StreamingAiService(directory.get(name), directory, settings, timer);
    }
}
