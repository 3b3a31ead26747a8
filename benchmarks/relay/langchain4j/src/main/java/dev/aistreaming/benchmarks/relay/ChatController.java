package dev.aistreaming.benchmarks.relay;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.io.IOException;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** LangChain4j's streaming model, each token sent from its callback, as tutorials show it. */
@RestController
class ChatController {

    private final OpenAiStreamingChatModel model;

    ChatController(@Value("${provider.url}") String providerUrl) {
        this.model = OpenAiStreamingChatModel.builder()
                .baseUrl(providerUrl)
                .apiKey("none")
                .modelName("scripted")
                .build();
    }

    @GetMapping("/chat")
    SseEmitter chat(@RequestParam String question) {
        SseEmitter emitter = new SseEmitter(0L);
        model.chat(question, new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(String token) {
                send(emitter, Map.of("content", token));
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                send(emitter, "[DONE]");
                emitter.complete();
            }

            @Override
            public void onError(Throwable error) {
                emitter.completeWithError(error);
            }
        });
        return emitter;
    }

    private static void send(SseEmitter emitter, Object data) {
        try {
            emitter.send(SseEmitter.event().data(data));
        } catch (IOException e) {
            emitter.completeWithError(e);
        }
    }
}
