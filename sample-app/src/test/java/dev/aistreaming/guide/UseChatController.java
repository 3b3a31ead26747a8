package dev.aistreaming.guide;

import dev.aistreaming.format.AiSdkChat;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.spring.AiStreams;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

@RestController
class UseChatController {

    private final AiService ai;
    private final AiStreams streams;

    UseChatController(AiService ai, AiStreams streams) {
        this.ai = ai;
        this.streams = streams;
    }

    @PostMapping("/api/chat") // useChat of the AI SDK, assistant-ui
    SseEmitter chat(@RequestBody AiSdkChat chat) {
        return ai.task(chat).system("You answer in one sentence.").stream();
    }

    @GetMapping("/api/chat/{chatId}/stream") // useChat({ resume: true })
    SseEmitter resume(@PathVariable String chatId) {
        return streams.resumeByKey(chatId);
    }

    @PostMapping("/api/chat/{chatId}/stop")
    void stop(@PathVariable String chatId) {
        streams.stopByKey(chatId);
    }
}
