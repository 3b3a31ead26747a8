package dev.aistreaming.sample;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.spring.TaskBuilder;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

@RestController
@RequestMapping("/api/chat")
class ChatController {

    private static final int MAX_FILES = 5;

    private final AiService ai;
    private final Set<String> models;

    /** @param models the models that a request may name; without one, the provider's configured model is used */
    ChatController(AiService ai, @Value("${sample.models:}") Set<String> models) {
        this.ai = ai;
        this.models = models;
    }

    @PostMapping("/stream")
    SseEmitter stream(@Valid @RequestBody ChatQuestion question) {
        return stream(task(question), question);
    }

    /** For questions with images and files. */
    @PostMapping(path = "/stream", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    SseEmitter stream(
            @Valid @RequestPart ChatQuestion question, @RequestPart @Size(max = MAX_FILES) List<MultipartFile> files) {
        TaskBuilder task = task(question);
        Attachments.addTo(task, files);
        return stream(task, question);
    }

    private static SseEmitter stream(TaskBuilder task, ChatQuestion question) {
        return task.resumable(Boolean.TRUE.equals(question.resumable())).stream();
    }

    /** For {@code EventSource}, which can only send GET requests, and reconnects here by itself when its connection breaks. */
    @GetMapping("/stream")
    SseEmitter stream(
            @RequestParam @NotBlank @Size(max = ChatQuestion.MAX_LENGTH) String question,
            @RequestParam(required = false) @Nullable @Size(max = ChatQuestion.MAX_NAME) String provider) {
        return service(provider).stream(question);
    }

    @PostMapping
    Map<String, String> answer(@Valid @RequestBody ChatQuestion question) {
        return Map.of("content", task(question).run().content());
    }

    private TaskBuilder task(ChatQuestion question) {
        TaskBuilder task = service(question.provider())
                .task()
                .system(question.system())
                .model(offered(question.model()))
                .temperature(question.temperature())
                .maxTokens(question.maxTokens())
                .conversation(question.conversation())
                .key(question.conversation())
                .prompt(question.question());
        List<ChatQuestion.Turn> history = question.history();
        if (history != null) {
            history.forEach(turn -> task.message(turn.role(), turn.content()));
        }
        List<String> tools = question.tools();
        if (tools != null) {
            task.tools(tools.toArray(String[]::new));
        }
        return task;
    }

    private @Nullable String offered(@Nullable String model) {
        if (model != null && !models.contains(model)) {
            throw AiException.invalidRequest("model must be one that this application offers");
        }
        return model;
    }

    private AiService service(@Nullable String provider) {
        return provider == null || provider.isBlank() ? ai : ai.provider(provider);
    }
}
