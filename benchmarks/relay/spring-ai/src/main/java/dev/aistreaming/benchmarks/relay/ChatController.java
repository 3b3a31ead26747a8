package dev.aistreaming.benchmarks.relay;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/** Spring AI's way in Spring MVC: a Flux as the return value. Tokens in JSON, for a bare one would lose its leading space. */
@RestController
class ChatController {

    record Token(String content) {}

    private final ChatClient client;

    ChatController(ChatClient.Builder builder) {
        this.client = builder.build();
    }

    @GetMapping(path = "/chat", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Flux<ServerSentEvent<Object>> chat(@RequestParam String question) {
        Flux<Object> tokens = client.prompt(question).stream().content().map(Token::new);
        return tokens.concatWithValues("[DONE]")
                .map(data -> ServerSentEvent.builder(data).build());
    }
}
