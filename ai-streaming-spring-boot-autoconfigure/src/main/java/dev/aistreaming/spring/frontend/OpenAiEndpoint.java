package dev.aistreaming.spring.frontend;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.format.OpenAiChat;
import dev.aistreaming.format.OpenAiFormat;
import dev.aistreaming.format.StreamInfo;
import dev.aistreaming.spring.TaskBuilder;
import dev.aistreaming.spring.web.AiExceptionHandler;
import dev.aistreaming.store.StreamIds;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The endpoint for OpenAI's SDKs: chat completions and models. A model is named {@code provider/model}. The name of a provider alone
 * stands for its configured model, and any other name is a model of the default provider.
 */
@RestController
@RequestMapping("${ai.streaming.endpoints.openai.path}")
public final class OpenAiEndpoint {

    private final OfferedProviders providers;
    private final OpenAiFormat format;
    private final AiExceptionHandler problems = new AiExceptionHandler();
    private final StreamIds ids = new StreamIds();
    private final long created = Instant.now().getEpochSecond();

    /**
     * Creates an endpoint.
     *
     * @param providers the providers that its clients may use
     * @param format writes whole answers and errors
     */
    public OpenAiEndpoint(OfferedProviders providers, OpenAiFormat format) {
        this.providers = providers;
        this.format = format;
    }

    /** An emitter or JSON. */
    @PostMapping("/chat/completions")
    Object complete(@RequestBody OpenAiChat chat) {
        TaskBuilder task = task(chat);
        return chat.stream() ? task.resumable(false).stream() : whole(task.run(), chat);
    }

    private TaskBuilder task(OpenAiChat chat) {
        String model = chat.model();
        if (model == null) {
            return providers.service(null).task(chat);
        }
        int slash = model.indexOf('/');
        String provider = slash < 0 ? model : model.substring(0, slash);
        boolean named = providers.has(provider);
        String rest = slash < 0 ? null : model.substring(slash + 1);
        return providers.service(named ? provider : null).task(chat).model(providers.model(named ? rest : model));
    }

    private ResponseEntity<String> whole(ChatResponse answer, OpenAiChat chat) {
        StreamInfo named = new StreamInfo(ids.create(), chat.model(), Instant.now(), chat.ids());
        return json(200).body(format.completion(answer, named));
    }

    @GetMapping("/models")
    ResponseEntity<Models> models() {
        Stream<Model> configured = providers.all().stream().map(provider -> model(provider.modelId(), provider.name()));
        Stream<Model> others = providers.models().stream().map(model -> model(model, "application"));
        return json(200)
                .body(new Models("list", Stream.concat(configured, others).toList()));
    }

    private Model model(String id, String owner) {
        return new Model(id, "model", created, owner);
    }

    @ExceptionHandler
    ResponseEntity<String> refused(AiException error) {
        return json(OpenAiFormat.status(error.code()))
                .headers(headers -> headers.addAll(problems.handle(error).getHeaders()))
                .header("x-should-retry", Boolean.toString(error.retryable()))
                .contentType(MediaType.APPLICATION_JSON)
                .body(format.error(error));
    }

    @ExceptionHandler
    ResponseEntity<String> unreadable(HttpMessageNotReadableException failure) {
        return refused(AiException.invalidRequest("the body of the request must be a JSON object"));
    }

    private static ResponseEntity.BodyBuilder json(int status) {
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON);
    }

    record Models(String object, List<Model> data) {}

    record Model(String id, String object, long created, String owned_by) {}
}
