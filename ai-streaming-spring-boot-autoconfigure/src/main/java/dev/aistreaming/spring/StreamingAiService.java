package dev.aistreaming.spring;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.pipeline.Timer;
import dev.aistreaming.pipeline.WholeAnswer;
import java.util.List;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The {@link AiService} of one provider. */
public final class StreamingAiService implements AiService {

    private final String name;
    private final ChatProvider provider;
    private final ProviderDirectory directory;
    private final ActiveStreams streams;
    private final StreamSettings settings;
    private final Timer timer;

    /**
     * A service.
     *
     * @param name the provider that answers
     * @param directory knows all providers
     * @param streams the open streams
     * @param settings how answers go to the browser
     * @param timer times heart-beats; not closed here
     */
    public StreamingAiService(
            String name, ProviderDirectory directory, ActiveStreams streams, StreamSettings settings, Timer timer) {
        this(name, directory.get(name), directory, streams, settings, timer);
    }

    private StreamingAiService(
            String name,
            ChatProvider provider,
            ProviderDirectory directory,
            ActiveStreams streams,
            StreamSettings settings,
            Timer timer) {
        this.name = name;
        this.provider = provider;
        this.directory = directory;
        this.streams = streams;
        this.settings = settings;
        this.timer = timer;
    }

    @Override
    public SseEmitter stream(String prompt) {
        return stream(ChatRequest.of(prompt));
    }

    @Override
    public SseEmitter stream(ChatRequest request) {
        return stream(request, new BrowserStream.Callbacks(response -> {}, error -> {}, () -> {}));
    }

    SseEmitter stream(ChatRequest request, BrowserStream.Callbacks callbacks) {
        ActiveStreams.Slot slot = streams.acquire();
        try {
            ChatCall call = provider.newCall(request);
            BrowserStream stream = new BrowserStream(
                    call,
                    settings,
                    timer,
                    new StreamRecord(name, request.model()),
                    new BrowserStream.Callbacks(callbacks.onComplete(), callbacks.onError(), slot::release));
            slot.occupy(stream);
            return stream.start();
        } catch (RuntimeException e) {
            slot.release();
            throw e;
        }
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
        return new StreamingAiService(name, directory, streams, settings, timer);
    }

    StreamingAiService withFallbacks(List<String> fallbacks) {
        return new StreamingAiService(name, directory.get(name, fallbacks), directory, streams, settings, timer);
    }
}
