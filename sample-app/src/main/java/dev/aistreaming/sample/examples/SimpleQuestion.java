package dev.aistreaming.sample.examples;

import dev.aistreaming.spring.AiService;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** 1. A simple question. */
@RestController
class SimpleQuestion {

    private final AiService ai;

    SimpleQuestion(AiService ai) {
        this.ai = ai;
    }

    @GetMapping("/api/examples/simple-question")
    SseEmitter ask(@RequestParam String question) {
        return ai.stream(question);
    }
}
