package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
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
 * Answers with problem details (RFC 9457) where an {@link AiException} leaves a controller: a request that makes no sense is a
 * 400, a provider's failure a 502, 503 or 504. Nothing of the provider's is shown. An advice of the application's own comes
 * first.
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
public class AiExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(AiExceptionHandler.class);

    @ExceptionHandler(AiException.class)
    ResponseEntity<ProblemDetail> handle(AiException error) {
        HttpStatus status = status(error.code());
        if (status.is5xxServerError()) {
            log.warn("A request failed: {}", error.getMessage(), error.code() == ErrorCode.INTERNAL ? error : null);
        }
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, error.userMessage());
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

    private static HttpStatus status(ErrorCode code) {
        return switch (code) {
            case INVALID_REQUEST, CONTEXT_LENGTH_EXCEEDED, CONTENT_FILTERED -> HttpStatus.BAD_REQUEST;
            case BUSY -> HttpStatus.TOO_MANY_REQUESTS;
            case STREAM_EXPIRED -> HttpStatus.NOT_FOUND;
            case RATE_LIMITED, QUOTA_EXCEEDED, OVERLOADED, SHUTTING_DOWN, CANCELLED, INTERRUPTED ->
                HttpStatus.SERVICE_UNAVAILABLE;
            case TIMEOUT -> HttpStatus.GATEWAY_TIMEOUT;
            case AUTHENTICATION,
                    PERMISSION_DENIED,
                    MODEL_NOT_FOUND,
                    PROVIDER_ERROR,
                    NETWORK,
                    TRUNCATED,
                    MALFORMED_RESPONSE -> HttpStatus.BAD_GATEWAY;
            case INTERNAL -> HttpStatus.INTERNAL_SERVER_ERROR;
        };
    }
}
