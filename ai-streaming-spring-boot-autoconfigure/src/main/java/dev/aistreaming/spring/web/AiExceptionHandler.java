package dev.aistreaming.spring.web;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.OneLine;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Turns an {@link AiException} of a controller into problem details (RFC 9457): an invalid request becomes a 400, a failure of the provider a
 * 502, 503 or 504. The provider's own words are not shown. An advice of the application takes precedence.
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
public class AiExceptionHandler {

    /** The application's own messages may be longer than the names that others have chosen. */
    private static final int MAX_DETAIL = 1000;

    private static final Logger log = LoggerFactory.getLogger(AiExceptionHandler.class);

    /**
     * Returns the response to a failed request. An advice of the application that catches all exceptions can delegate to this method.
     *
     * @param error the failure
     * @return problem details with the status of the error code, and {@code Retry-After} if the error says when to retry
     */
    @ExceptionHandler(AiException.class)
    public ResponseEntity<ProblemDetail> handle(AiException error) {
        HttpStatus status = HttpStatus.valueOf(error.httpStatus());
        if (status.is5xxServerError()) {
            log.warn("A request failed: {}", error.getMessage(), error.code() == ErrorCode.INTERNAL ? error : null);
        }
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, OneLine.of(error.userMessage(), MAX_DETAIL));
        problem.setProperty("code", error.code().wireName());
        problem.setProperty("retryable", error.retryable());
        ResponseEntity.BodyBuilder response =
                ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        Duration retryAfter = error.retryAfter();
        if (retryAfter != null) {
            response.header(
                    HttpHeaders.RETRY_AFTER,
                    Long.toString(retryAfter.plusMillis(999).toSeconds()));
        }
        return response.body(problem);
    }
}
