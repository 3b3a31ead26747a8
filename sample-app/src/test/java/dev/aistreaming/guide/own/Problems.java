package dev.aistreaming.guide.own;

import dev.aistreaming.chat.AiException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What a failure of an answer looks like to clients of this application. */
@RestControllerAdvice
class Problems {

    record Problem(String code, String message, boolean retryable) {}

    @ExceptionHandler(AiException.class)
    ResponseEntity<Problem> handle(AiException error) {
        return ResponseEntity.status(error.httpStatus())
                .contentType(MediaType.APPLICATION_JSON) // whatever the request accepts
                .body(new Problem(error.code().wireName(), error.userMessage(), error.retryable()));
    }
}
