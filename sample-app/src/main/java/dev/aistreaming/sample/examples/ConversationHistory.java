package dev.aistreaming.sample.examples;

import dev.aistreaming.spring.AiService;
import dev.aistreaming.spring.TaskBuilder;
import java.util.List;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** 4. A conversation whose earlier turns the browser sends along. */
@RestController
class ConversationHistory {

    record Turn(String role, String content) {}

    record Question(List<Turn> history, String question) {}

    private final AiService ai;

    ConversationHistory(AiService ai) {
        this.ai = ai;
    }

    @PostMapping("/api/examples/conversation")
    SseEmitter ask(@RequestBody Question body) {
        TaskBuilder task = ai.task();
        body.history().forEach(turn -> task.message(turn.role(), turn.content()));
        return task.prompt(body.question()).stream();
    }
}
