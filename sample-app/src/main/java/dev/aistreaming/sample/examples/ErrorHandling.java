package dev.aistreaming.sample.examples;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.spring.AiService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** 6. Errors. A stream reports them with an event; a complete answer throws an exception. */
@RestController
class ErrorHandling {

    private static final Logger log = LoggerFactory.getLogger(ErrorHandling.class);

    private final AiService ai;

    ErrorHandling(AiService ai) {
        this.ai = ai;
    }

    @GetMapping("/api/examples/errors")
    SseEmitter stream(@RequestParam String question) {
        return ai
                .task()
                .prompt(question)
                .onComplete(answer ->
                        log.info("Answered with {} characters", answer.content().length()))
                .onError(error -> {
                    ChatResponse half = error.partial(); // null where nothing had arrived
                    int length = half == null ? 0 : half.content().length();
                    log.info("Ended with {} after {} characters", error.code().wireName(), length);
                })
                .stream();
    }

    @GetMapping("/api/examples/errors/whole")
    ResponseEntity<String> whole(@RequestParam String question) {
        try {
            return ResponseEntity.ok(ai.ask(question));
        } catch (AiException error) {
            return switch (error.code()) {
                case INVALID_REQUEST -> ResponseEntity.badRequest().body(error.userMessage());
                case CONTENT_FILTERED -> ResponseEntity.ok("I may not talk about that.");
                case RATE_LIMITED, OVERLOADED, TIMEOUT ->
                    ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body("Please try again in a minute.");
                default -> throw error; // becomes problem details with a fitting status
            };
        }
    }
}
