package dev.aistreaming.sample.examples;

import dev.aistreaming.spring.AiService;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** 3. The fluent builder, with a system prompt. */
@RestController
class SystemPrompt {

    private final AiService ai;

    SystemPrompt(AiService ai) {
        this.ai = ai;
    }

    @GetMapping("/api/examples/system-prompt")
    SseEmitter ask(@RequestParam String question) {
        return ai
                .task()
                .system("You explain things to a ten-year-old, in at most three sentences.")
                .prompt(question)
                .temperature(0.7)
                .stream();
    }
}
