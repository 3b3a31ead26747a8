package dev.aistreaming.spring.frontend;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.spring.web.AiExceptionHandler;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** Refuses a request with a plain sentence, because clients without support for problem details show the body as it is. */
abstract class PlainRefusals {

    private static final String NO_JSON = "The body of the request must be a JSON object.";

    private final AiExceptionHandler problems = new AiExceptionHandler();

    @ExceptionHandler
    ResponseEntity<String> refused(AiException error) {
        ResponseEntity<ProblemDetail> problem = problems.handle(error);
        ProblemDetail body = problem.getBody();
        return sentence(problem, body == null || body.getDetail() == null ? error.userMessage() : body.getDetail());
    }

    @ExceptionHandler
    ResponseEntity<String> unreadable(HttpMessageNotReadableException failure) {
        return sentence(ResponseEntity.status(HttpStatus.BAD_REQUEST).build(), NO_JSON);
    }

    private static ResponseEntity<String> sentence(ResponseEntity<?> response, String text) {
        return ResponseEntity.status(response.getStatusCode())
                .headers(headers -> headers.addAll(response.getHeaders()))
                .contentType(MediaType.TEXT_PLAIN)
                .body(text);
    }
}
