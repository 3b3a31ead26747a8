package dev.aistreaming.sample.examples;

import dev.aistreaming.spring.AiService;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** 7. Several providers, from which the request chooses. An unknown name leads to status 400. */
@RestController
class ChosenProvider {

    private final AiService ai;

    ChosenProvider(AiService ai) {
        this.ai = ai;
    }

    @GetMapping("/api/examples/providers/{provider}")
    SseEmitter ask(@PathVariable String provider, @RequestParam String question) {
        return ai.provider(provider).stream(question);
    }
}
