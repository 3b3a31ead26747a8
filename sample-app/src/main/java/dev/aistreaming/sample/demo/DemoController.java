package dev.aistreaming.sample.demo;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The endpoint of OpenAI's chat completions, as far as this demonstration needs it. */
@RestController
class DemoController {

    record Completion(
            String model,
            @Nullable Boolean stream,
            @Nullable List<Message> messages) {}

    record Message(String role, String content) {}

    private final DemoAnswer answer;
    private final WordStreams streams;

    DemoController(DemoAnswer answer, WordStreams streams) {
        this.answer = answer;
        this.streams = streams;
    }

    @PostMapping("/demo/v1/chat/completions")
    Object complete(@RequestBody Completion request) {
        List<Message> messages = request.messages();
        if (messages == null || messages.isEmpty()) {
            return ResponseEntity.badRequest()
                    .body(Map.of("error", Map.of("message", "no messages", "type", "invalid_request_error")));
        }
        String question = messages.get(messages.size() - 1).content();
        String text = answer.to(question);
        String id = "demo-" + UUID.randomUUID();
        List<String> words = DemoAnswer.words(text);
        Map<String, Integer> usage = usage(messages, words.size());
        if (Boolean.TRUE.equals(request.stream())) {
            return streams.start(id, request.model(), words, usage);
        }
        return Map.of(
                "id",
                id,
                "object",
                "chat.completion",
                "created",
                Instant.now().getEpochSecond(),
                "model",
                request.model(),
                "choices",
                List.of(Map.of(
                        "index", 0, "message", Map.of("role", "assistant", "content", text), "finish_reason", "stop")),
                "usage",
                usage);
    }

    /** A word is what this demonstration takes for a token. */
    private static Map<String, Integer> usage(List<Message> messages, int words) {
        int asked = messages.stream()
                .mapToInt(message -> DemoAnswer.words(message.content()).size())
                .sum();
        return Map.of("prompt_tokens", asked, "completion_tokens", words, "total_tokens", asked + words);
    }
}
