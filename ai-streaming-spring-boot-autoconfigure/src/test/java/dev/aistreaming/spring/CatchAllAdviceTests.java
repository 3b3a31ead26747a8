package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.spring.web.AiExceptionHandler;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** An advice of the application's own that catches every exception. */
@Timeout(60)
class CatchAllAdviceTests {

    @Test
    void canLetOursAnswerForAnAiException() throws Exception {
        try (ScriptedApplication application =
                new ScriptedApplication(ScriptedApplication.Server.TOMCAT, false, List.of(Problems.class))) {
            application.play(connection -> connection.whole(429, "application/json", "{}", "retry-after: 3"));
            HttpResponse<String> blank = application.get("/chat?question=%20");
            HttpResponse<String> limited = application.get("/ask?question=hi");

            assertThat(blank.statusCode()).isEqualTo(400);
            assertThat(blank.body()).contains("prompt must not be blank", "\"code\":\"invalid_request\"");
            assertThat(limited.statusCode()).isEqualTo(503);
            assertThat(limited.headers().firstValue("Retry-After")).hasValue("3");
        }
    }

    @RestControllerAdvice
    static class Problems {

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
}
