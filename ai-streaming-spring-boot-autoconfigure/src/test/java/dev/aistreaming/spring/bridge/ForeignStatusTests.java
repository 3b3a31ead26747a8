package dev.aistreaming.spring.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.core.http.Headers;
import com.openai.errors.RateLimitException;
import com.openai.errors.SseException;
import com.openai.models.ErrorObject;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.client.HttpClientErrorException;

/** What is read of the exceptions of clients that nobody here depends on. */
class ForeignStatusTests {

    private static ForeignStatus read(Throwable failure) {
        return Objects.requireNonNull(ForeignStatus.of(failure));
    }

    private static ErrorObject overloaded() {
        return ErrorObject.builder()
                .message("Come back later")
                .type("overloaded_error")
                .code("busy")
                .param((String) null)
                .build();
    }

    @Test
    void readsSpringsOwnClient() {
        ForeignStatus response = read(new IllegalStateException(HttpClientErrorException.create(
                HttpStatus.TOO_MANY_REQUESTS,
                "Too Many Requests",
                HttpHeaders.EMPTY,
                "slow down".getBytes(StandardCharsets.UTF_8),
                null)));

        assertThat(response).isEqualTo(new ForeignStatus(429, "slow down"));
    }

    @Test
    void makesABodyOfWhatOpenAisClientHasReadOfIt() {
        ForeignStatus response = read(RateLimitException.builder()
                .headers(Headers.builder().build())
                .error(overloaded())
                .build());

        assertThat(response.status()).isEqualTo(429);
        assertThat(response.body()).contains("\"type\":\"overloaded_error\"", "\"code\":\"busy\"");
    }

    @Test
    void theStatusOfAnAnswerIsNotThatOfAnErrorInIt() {
        ForeignStatus response = read(SseException.builder()
                .statusCode(200)
                .headers(Headers.builder().build())
                .error(overloaded())
                .build());

        assertThat(response.status()).isNull();
        assertThat(response.body()).contains("overloaded_error");
    }

    /** By the name of Spring AI's, whose module is not here. */
    private static final class NonTransientAiException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NonTransientAiException(String message) {
            super(message);
        }
    }

    @Test
    void readsAStatusThatSpringAiWrites() {
        assertThat(read(new NonTransientAiException("HTTP 401 - wrong key")).status())
                .isEqualTo(401);
        assertThat(read(new NonTransientAiException("503 - {}")).status()).isEqualTo(503);
    }

    @Test
    void aNumberInWordsOfOthersIsNoStatus() {
        assertThat(ForeignStatus.of(new IllegalStateException("404 files"))).isNull();
    }

    @Test
    void aCauseThatLeadsBackHasAnEnd() {
        IllegalStateException one = new IllegalStateException();
        IllegalStateException other = new IllegalStateException(one);
        one.initCause(other);

        assertThat(ForeignStatus.of(one)).isNull();
    }
}
