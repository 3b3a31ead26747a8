package dev.aistreaming.sample.examples;

import dev.aistreaming.spring.AiService;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** 8. System prompts by role. The browser names a role; the prompt stays on the server. */
@RestController
class PromptsByRole {

    enum Assistant {
        TEACHER("You are a patient teacher. Explain step by step, and end with a question that checks understanding."),
        REVIEWER("You review code. Name the most important problem first, and give a corrected version."),
        TRANSLATOR("You translate into English. Answer with the translation only.");

        private final String prompt;

        Assistant(String prompt) {
            this.prompt = prompt;
        }
    }

    private final AiService ai;

    PromptsByRole(AiService ai) {
        this.ai = ai;
    }

    @GetMapping("/api/examples/roles/{assistant}")
    SseEmitter ask(@PathVariable Assistant assistant, @RequestParam String question) {
        return ai.task().system(assistant.prompt).prompt(question).stream();
    }
}
