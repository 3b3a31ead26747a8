package dev.aistreaming.benchmarks.relay;

import com.openai.client.OpenAIClientAsync;
import com.openai.client.okhttp.OpenAIOkHttpClientAsync;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** OpenAI's SDK, its asynchronous stream sent on token by token. */
@RestController
class ChatController {

    private final OpenAIClientAsync client;

    ChatController(@Value("${provider.url}") String providerUrl) {
        this.client = OpenAIOkHttpClientAsync.builder()
                .baseUrl(providerUrl)
                .apiKey("none")
                .build();
    }

    @GetMapping("/chat")
    SseEmitter chat(@RequestParam String question) {
        ChatCompletionCreateParams request = ChatCompletionCreateParams.builder()
                .model("scripted")
                .addUserMessage(question)
                .build();
        SseEmitter emitter = new SseEmitter(0L);
        client.chat().completions().createStreaming(request).subscribe(new AsyncStreamResponse.Handler<>() {
            @Override
            public void onNext(ChatCompletionChunk chunk) {
                chunk.choices().stream()
                        .flatMap(choice -> choice.delta().content().stream())
                        .filter(token -> !token.isEmpty())
                        .forEach(token -> send(emitter, Map.of("content", token)));
            }

            @Override
            public void onComplete(Optional<Throwable> error) {
                if (error.isPresent()) {
                    emitter.completeWithError(error.get());
                } else {
                    send(emitter, "[DONE]");
                    emitter.complete();
                }
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
