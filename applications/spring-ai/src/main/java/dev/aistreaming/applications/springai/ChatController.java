package dev.aistreaming.applications.springai;

import dev.aistreaming.spring.AiService;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

@RestController
class ChatController {

    private final AiService ai;
    private final AiService model;

    ChatController(AiService ai, @Qualifier("model") AiService model) {
        this.ai = ai;
        this.model = model;
    }

    /** In a real application, the chat's id must be one that this user may read. */
    @GetMapping("/chat")
    SseEmitter chat(String question, String chatId) {
        return ai
                .task()
                .prompt(question)
                .request(request -> request.attribute(ChatMemory.CONVERSATION_ID, chatId))
                .stream();
    }

    @GetMapping("/model")
    SseEmitter model(String question) {
        return model.stream(question);
    }
}
