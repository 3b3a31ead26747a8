package dev.aistreaming.applications.mcp;

import dev.aistreaming.spring.AiService;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

@RestController
class ChatController {

    private final AiService ai;

    ChatController(AiService ai) {
        this.ai = ai;
    }

    @GetMapping("/chat")
    SseEmitter chat(@RequestParam String question) {
        return ai.task().prompt(question).tools("weather_*").stream();
    }
}
