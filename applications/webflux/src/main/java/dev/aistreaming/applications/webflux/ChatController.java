package dev.aistreaming.applications.webflux;

import dev.aistreaming.format.AiSdkChat;
import dev.aistreaming.spring.AiRequests;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.spring.StreamBytes;
import java.util.Map;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api")
class ChatController {

    private final AiService ai;
    private final AiRequests requests;

    ChatController(AiService ai, AiRequests requests) {
        this.ai = ai;
        this.requests = requests;
    }

    /** @param resumable whether the answer is kept for a client that reconnects */
    record Question(
            String question,
            @Nullable String provider,
            @Nullable Boolean resumable) {}

    @PostMapping("/chat/stream")
    Flow.Publisher<StreamBytes> stream(@RequestBody Question question) {
        return service(question.provider())
                .task()
                .prompt(question.question())
                .resumable(Boolean.TRUE.equals(question.resumable()))
                .publish();
    }

    /** For {@code EventSource}, which reconnects here by itself when its connection breaks. */
    @GetMapping("/chat/stream")
    Flow.Publisher<StreamBytes> stream(
            @RequestParam String question, @RequestParam(required = false) @Nullable String provider) {
        return service(provider).task().prompt(question).publish();
    }

    /** For {@code useChat}. */
    @PostMapping("/ai-sdk")
    Flow.Publisher<StreamBytes> stream(@RequestBody AiSdkChat chat) {
        return ai.task(chat).publish();
    }

    /** Waits for the complete answer, which must not happen on an event loop. */
    @PostMapping("/chat")
    Flow.Publisher<Map<String, String>> answer(@RequestBody Question question) {
        return requests.call(
                () -> Map.of("content", service(question.provider()).ask(question.question())));
    }

    private AiService service(@Nullable String provider) {
        return provider == null || provider.isBlank() ? ai : ai.provider(provider);
    }
}
