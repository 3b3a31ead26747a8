package dev.aistreaming.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.AnswerSoFar;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.StreamEvent;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignErrorsTests {

    private final ForeignErrors errors = new ForeignErrors("theirs", List.of("plain1234567890key"));

    @Test
    void readsTheProvidersOwnWordsBehindAStatus() {
        AiException error = errors.response(
                429,
                Map.of("retry-after", "7", "x-request-id", "req-1"),
                "429 - {\"error\":{\"message\":\"Slow down\",\"type\":\"rate_limit_error\"}}",
                null);

        assertThat(error.code()).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(error.retryAfter()).isEqualTo(Duration.ofSeconds(7));
        assertThat(error.requestId()).isEqualTo("req-1");
        assertThat(error.providerMessage()).isEqualTo("Slow down");
        assertThat(error.provider()).isEqualTo("theirs");
    }

    @Test
    void tellsAnOverdrawnAccountFromAHurry() {
        assertThat(errors.response(429, Map.of(), "{\"error\":{\"code\":\"insufficient_quota\"}}", null)
                        .code())
                .isEqualTo(ErrorCode.QUOTA_EXCEEDED);
    }

    @Test
    void goesByTheStatusWhereThereAreNoWords() {
        assertThat(errors.response(401, Map.of(), null, null).code()).isEqualTo(ErrorCode.AUTHENTICATION);
        assertThat(errors.response(503, Map.of(), "", null).code()).isEqualTo(ErrorCode.OVERLOADED);
    }

    @Test
    void findsTheCauseOfAFailure() {
        assertThat(errors.failure(new IllegalStateException(new ConnectException("refused")))
                        .code())
                .isEqualTo(ErrorCode.NETWORK);
        assertThat(errors.failure(new RuntimeException(new InterruptedIOException("timeout")))
                        .code())
                .isEqualTo(ErrorCode.TIMEOUT);
        assertThat(errors.failure(new RuntimeException(new IOException("reset")))
                        .code())
                .isEqualTo(ErrorCode.NETWORK);
        assertThat(errors.failure(new NullPointerException()).code()).isEqualTo(ErrorCode.INTERNAL);
    }

    @Test
    void anErrorOfOursStaysWhatItIs() {
        AiException ours = AiException.invalidRequest("no");

        assertThat(errors.failure(new RuntimeException(ours))).isSameAs(ours);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Incorrect key: sk-abcd1234abcd1234.",
                "Incorrect key: plain1234567890key.",
                "GET /models?key=AIzaSyA1234567890abcdefghij failed",
                "Authorization: Bearer abcdef",
                "the header 'x-api-key: 12345678' is wrong"
            })
    void showsNoKey(String words) {
        AiException error = errors.response(401, Map.of(), words, new IllegalStateException(words));

        assertThat(String.valueOf(error.providerMessage())).contains("***").doesNotContain("1234", "abcdef");
        assertThat(String.valueOf(error.getCause())).doesNotContain("1234", "abcdef");
    }

    private static @Nullable ChatResponse ofAnother() {
        AnswerSoFar answer = new AnswerSoFar("another");
        answer.content(new StreamEvent.Content("of another answer"));
        return answer.partial();
    }

    @Test
    void whatAnotherAnswerHadSaidIsNotOfThisOne() {
        AiException inner = AiException.of(ErrorCode.RATE_LIMITED)
                .provider("another")
                .partial(ofAnother())
                .build();

        AiException error = errors.failure(new RuntimeException(inner));
        assertThat(error.code()).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(error.partial()).isNull();
    }

    @Test
    void nobodyHasCancelledThisCallWhereAnotherWas() {
        AiException inner = AiException.of(ErrorCode.CANCELLED).build();

        assertThat(errors.failure(inner).code()).isEqualTo(ErrorCode.INTERNAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"key sk-abcd1234abcd1234", "key plain1234567890key"})
    void showsNoKeyOfWhatWasSuppressed(String words) {
        IOException cause = new IOException("reset");
        cause.addSuppressed(new IOException(words));
        IllegalStateException failure = new IllegalStateException("no", cause);

        StringWriter shown = new StringWriter();
        errors.failure(failure).printStackTrace(new PrintWriter(shown));
        assertThat(shown.toString()).contains("AiException").doesNotContain("1234");
    }
}
