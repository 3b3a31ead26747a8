package dev.aistreaming.sample.examples;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.spring.AiService;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** 2. Options: model, temperature and maximum length. Unset options are taken from application.yml. */
@RestController
class OptionsPerRequest {

    private final AiService ai;
    private final Set<String> models;

    /** @param models those that a request may name, because they differ in price by a factor of a hundred */
    OptionsPerRequest(AiService ai, @Value("${sample.models:}") Set<String> models) {
        this.ai = ai;
        this.models = models;
    }

    @GetMapping("/api/examples/options")
    SseEmitter ask(@RequestParam String question, @RequestParam(required = false) @Nullable String model) {
        if (model != null && !models.contains(model)) {
            throw AiException.invalidRequest("model must be one of " + models);
        }
        ChatRequest request = ChatRequest.builder()
                .prompt(question)
                .model(model)
                .temperature(0.2)
                .maxTokens(500)
                .build();
        return ai.stream(request);
    }
}
