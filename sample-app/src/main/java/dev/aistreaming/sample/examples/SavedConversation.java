package dev.aistreaming.sample.examples;

import dev.aistreaming.conversation.StoredMessage;
import dev.aistreaming.spring.AiConversations;
import dev.aistreaming.spring.AiService;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** 9. A conversation that is saved in a database: the browser sends only the question and the conversation's id. */
@RestController
class SavedConversation {

    record Question(String question) {}

    record Line(String role, String text) {}

    private final AiService ai;
    private final AiConversations conversations;

    SavedConversation(AiService ai, AiConversations conversations) {
        this.ai = ai;
        this.conversations = conversations;
    }

    @PostMapping("/api/examples/saved/{id}")
    SseEmitter ask(@PathVariable String id, @RequestBody Question body) {
        return ai.task().conversation(id).prompt(body.question()).stream();
    }

    @GetMapping("/api/examples/saved/{id}")
    List<Line> read(@PathVariable String id) {
        return conversations.messages(id).stream()
                .map(StoredMessage::message)
                .map(message -> new Line(message.role().wireName(), message.text()))
                .toList();
    }
}
