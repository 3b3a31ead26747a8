package dev.aistreaming.guide;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.spring.web.AiExceptionHandler;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
class Problems {

    private final AiExceptionHandler ai;

    Problems(AiExceptionHandler ai) {
        this.ai = ai;
    }

    @ExceptionHandler(AiException.class)
    ResponseEntity<ProblemDetail> handle(AiException error) {
        return ai.handle(error);
    }

    @ExceptionHandler(Exception.class)
    ResponseEntity<ProblemDetail> handle(Exception error) {
        return ResponseEntity.of(ProblemDetail.forStatus(500)).build();
    }
}
