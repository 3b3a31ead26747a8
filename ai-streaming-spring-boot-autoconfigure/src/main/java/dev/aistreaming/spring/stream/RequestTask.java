package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.ReasoningEffort;
import dev.aistreaming.chat.Role;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.conversation.ConversationKey;
import dev.aistreaming.format.FrontEndRequest;
import dev.aistreaming.format.StreamFormat;
import dev.aistreaming.spring.AiStream;
import dev.aistreaming.spring.ExpectingTask;
import dev.aistreaming.spring.StreamBytes;
import dev.aistreaming.spring.TaskBuilder;
import dev.aistreaming.tool.LocalTool;
import dev.aistreaming.tool.Toolbox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.io.InputStreamSource;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.JsonNode;

/** Collects a request and the options of its answer. */
final class RequestTask implements TaskBuilder {

    private StreamingAiService service;
    private final ChatRequest.Builder request;
    private final Question question = new Question();
    private final List<LocalTool> tools = new ArrayList<>();
    private Callbacks<AiStream> onStart = Callbacks.none();
    private Callbacks<ChatResponse> onComplete = Callbacks.none();
    private Callbacks<AiException> onError = Callbacks.none();
    private boolean resumable = true;
    private @Nullable StreamFormat format;
    private @Nullable String key;
    private @Nullable ConversationKey conversation;
    private Map<String, String> ids = Map.of();

    RequestTask(StreamingAiService service) {
        this.service = service;
        this.request = ChatRequest.builder();
    }

    /** Creates a task from the wishes of a front end, which later calls override. */
    RequestTask(StreamingAiService service, FrontEndRequest wanted) {
        this.service = service;
        this.request = wanted.toChatRequest().toBuilder();
        this.format = service.format(wanted.format());
        key(wanted.key());
        this.ids = wanted.ids();
    }

    @Override
    public RequestTask system(@Nullable String system) {
        request.system(system);
        return this;
    }

    @Override
    public RequestTask prompt(String prompt) {
        question.prompt(prompt);
        return this;
    }

    @Override
    public RequestTask image(Media image) {
        question.image(image);
        return this;
    }

    @Override
    public RequestTask image(InputStreamSource image) {
        return image(UploadedMedia.read(image).media());
    }

    @Override
    public RequestTask file(InputStreamSource file) {
        UploadedMedia read = UploadedMedia.read(file);
        return file(read.media(), read.name());
    }

    @Override
    public RequestTask audio(InputStreamSource audio) {
        return audio(UploadedMedia.read(audio).media());
    }

    @Override
    public RequestTask file(Media file, @Nullable String filename) {
        question.file(file, filename);
        return this;
    }

    @Override
    public RequestTask audio(Media audio) {
        question.audio(audio);
        return this;
    }

    @Override
    public RequestTask reasoning(@Nullable ReasoningEffort reasoning) {
        request.reasoning(reasoning);
        return this;
    }

    @Override
    public RequestTask message(Role role, String text) {
        request.message(role, text);
        return this;
    }

    @Override
    public RequestTask messages(List<Message> messages) {
        request.messages(messages);
        return this;
    }

    @Override
    public RequestTask model(@Nullable String model) {
        request.model(model);
        return this;
    }

    @Override
    public RequestTask temperature(@Nullable Double temperature) {
        request.temperature(temperature);
        return this;
    }

    @Override
    public RequestTask topP(@Nullable Double topP) {
        request.topP(topP);
        return this;
    }

    @Override
    public RequestTask maxTokens(@Nullable Integer maxTokens) {
        request.maxTokens(maxTokens);
        return this;
    }

    @Override
    public RequestTask stop(String... stop) {
        request.stop(stop);
        return this;
    }

    @Override
    public RequestTask seed(@Nullable Long seed) {
        request.seed(seed);
        return this;
    }

    @Override
    public RequestTask tools(String... names) {
        for (String name : names) {
            tools.addAll(service.tools(name));
        }
        return this;
    }

    @Override
    public RequestTask tools(LocalTool... tools) {
        this.tools.addAll(List.of(tools));
        return this;
    }

    @Override
    public RequestTask tools(Tool... tools) {
        List.of(tools).forEach(request::tool);
        return this;
    }

    @Override
    public RequestTask request(Consumer<ChatRequest.Builder> settings) {
        settings.accept(request);
        return this;
    }

    @Override
    public RequestTask option(String key, Object value) {
        request.option(key, value);
        return this;
    }

    @Override
    public RequestTask fallback(String... providers) {
        service = service.withFallbacks(Arrays.asList(providers));
        return this;
    }

    @Override
    public RequestTask onComplete(Consumer<ChatResponse> onComplete) {
        this.onComplete = this.onComplete.and(onComplete);
        return this;
    }

    @Override
    public RequestTask onError(Consumer<AiException> onError) {
        this.onError = this.onError.and(onError);
        return this;
    }

    @Override
    public RequestTask onStart(Consumer<AiStream> onStart) {
        this.onStart = this.onStart.and(onStart);
        return this;
    }

    @Override
    public RequestTask resumable(boolean resumable) {
        this.resumable = resumable;
        return this;
    }

    @Override
    public RequestTask format(String name) {
        format = service.format(name);
        return this;
    }

    @Override
    public RequestTask key(@Nullable String key) {
        this.key = key == null ? null : StreamKey.checked(key);
        return this;
    }

    @Override
    public <T> ExpectingTask<T> expect(Class<T> type) {
        return new RequestForObject<>(this, service.expected().of(type));
    }

    @Override
    public <T> ExpectingTask<T> expect(ParameterizedTypeReference<T> type) {
        return new RequestForObject<>(this, service.expected().of(type.getType()));
    }

    @Override
    public ExpectingTask<JsonNode> expect(String schema) {
        return new RequestForObject<>(this, service.expected().ofSchema(schema));
    }

    @Override
    public ExpectingTask<JsonNode> json() {
        return new RequestForObject<>(this, service.expected().json());
    }

    @Override
    public RequestTask conversation(@Nullable String id) {
        conversation = id == null ? null : service.conversation(id);
        return this;
    }

    @Override
    public SseEmitter stream() {
        service.streams().emitters().require();
        Asking asking = asking(conversation);
        return asking.service().stream(request(), options(asking));
    }

    @Override
    public Flow.Publisher<StreamBytes> publish() {
        ChatRequest asked = request();
        String within = conversation == null ? null : conversation.id();
        return service.streams().publisher(responder -> {
            Asking asking =
                    asking(within == null ? null : service.conversations().key(within));
            asking.service().open(asked, options(asking), responder);
        });
    }

    private StreamOptions options(Asking asking) {
        return new StreamOptions(onStart, asking.onComplete(), asking.onError(), resumable, format, key, ids);
    }

    @Override
    public ChatResponse run() {
        return asking(conversation == null ? null : service.ownersNow(conversation))
                .run(request());
    }

    private Asking asking(@Nullable ConversationKey within) {
        return Asking.of(service, onComplete, onError, within);
    }

    private ChatRequest request() {
        question.addTo(request);
        if (!tools.isEmpty()) {
            Toolbox.of(tools).addTo(request);
        }
        return request.build();
    }
}
