package dev.aistreaming.applications.jetty;

import dev.aistreaming.spring.AiService;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

@RestController
class ChatController {

    record Question(String question) {}

    private final AiService ai;

    ChatController(AiService ai) {
        this.ai = ai;
    }

    @PostMapping("/chat")
    SseEmitter chat(@RequestBody Question body) {
        return ai.stream(body.question());
    }
}
