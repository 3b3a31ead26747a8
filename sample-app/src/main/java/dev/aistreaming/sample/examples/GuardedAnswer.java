package dev.aistreaming.sample.examples;

import dev.aistreaming.spring.AiService;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** 13. A guard: names of internal machines are never sent, no matter how the model's text is split. */
@RestController
class GuardedAnswer {

    private final AiService ai;

    GuardedAnswer(AiService ai) {
        this.ai = ai;
    }

    @GetMapping("/api/examples/guard")
    SseEmitter ask(@RequestParam String question) {
        return ai.task().request(request -> request.attribute(InternalHosts.HIDDEN, true)).prompt(question).stream();
    }
}
