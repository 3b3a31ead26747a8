package dev.aistreaming.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AiExceptionTests {

    @Test
    void saysWhatItsCodeSaysWhereNothingElseIsKnown() {
        AiException error = AiException.of(ErrorCode.OVERLOADED).build();
        assertThat(error.retryable()).isTrue();
        assertThat(error.userMessage()).isEqualTo("The AI provider is overloaded.");
        assertThat(error)
                .hasMessage("overloaded: The AI provider is overloaded.")
                .hasNoCause();
        assertThat(error.provider()).isNull();
        assertThat(error.status()).isNull();
        assertThat(error.requestId()).isNull();
        assertThat(error.providerMessage()).isNull();
        assertThat(error.retryAfter()).isNull();
    }

    @Test
    void hasEverythingForTheLog() {
        AiException error = AiException.of(ErrorCode.RATE_LIMITED)
                .provider("openai")
                .status(429)
                .requestId("req_1")
                .providerMessage("slow down")
                .retryAfter(Duration.ofSeconds(2))
                .cause(new IOException("x"))
                .build();
        assertThat(error)
                .hasMessage("rate_limited: The AI provider takes no more requests just now. [provider: openai]"
                        + " [status: 429] [request id: req_1] [it said: slow down]")
                .hasCauseInstanceOf(IOException.class);
        assertThat(error.userMessage()).doesNotContain("openai", "slow down", "req_1");
    }

    @Test
    void cutsTheProvidersWordsWhereTheyAreVeryLong() {
        assertThat(AiException.of(ErrorCode.INTERNAL)
                        .providerMessage("x".repeat(1000))
                        .build()
                        .providerMessage())
                .hasSize(1000);
        assertThat(AiException.of(ErrorCode.INTERNAL)
                        .providerMessage("x".repeat(1001))
                        .build()
                        .providerMessage())
                .hasSize(1003)
                .endsWith("...");
    }

    @Test
    void canBeSerialized() throws Exception {
        AiException error = AiException.of(ErrorCode.TIMEOUT)
                .provider("openai")
                .retryAfter(Duration.ofSeconds(2))
                .build();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(error);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            AiException read = (AiException) in.readObject();
            assertThat(read.code()).isEqualTo(ErrorCode.TIMEOUT);
            assertThat(read.provider()).isEqualTo("openai");
        }
    }

    private static final ChatResponse HALF =
            new ChatResponse("1", "openai", "m", "Hel", "", List.of(), FinishReason.OTHER, Usage.UNKNOWN);

    @Test
    void isTheSameWithWhatHadArrived() {
        AiException error = AiException.of(ErrorCode.RATE_LIMITED)
                .retryable(false)
                .userMessage("Later.")
                .provider("openai")
                .status(429)
                .requestId("req_1")
                .providerMessage("slow down")
                .retryAfter(Duration.ofSeconds(2))
                .cause(new IOException("x"))
                .build();
        error.addSuppressed(new IOException("y"));
        AiException copy = error.withPartial(HALF);

        assertThat(copy.partial()).isSameAs(HALF);
        assertThat(copy).usingRecursiveComparison().ignoringFields("partial").isEqualTo(error);
        assertThat(copy.getStackTrace()).isEqualTo(error.getStackTrace());
        assertThat(copy.getSuppressed()).isEqualTo(error.getSuppressed());
        assertThat(copy.toString()).isEqualTo(error.toString()).doesNotContain("Hel");
    }

    @Test
    void forgetsWhatHadArrivedWhereItIsKept() {
        AiException error = AiException.of(ErrorCode.TIMEOUT).partial(HALF).build();

        assertThat(error.withPartial(null).partial()).isNull();
        assertThat(error.withPartial(HALF)).isSameAs(error);
    }

    /** The names are on the wire: none may ever change. */
    @Test
    void codesHaveTheirNamesOnTheWire() {
        assertThat(Arrays.stream(ErrorCode.values()).map(ErrorCode::wireName))
                .containsExactlyInAnyOrder(
                        "authentication",
                        "permission_denied",
                        "invalid_request",
                        "context_length_exceeded",
                        "model_not_found",
                        "content_filtered",
                        "rate_limited",
                        "quota_exceeded",
                        "overloaded",
                        "provider_error",
                        "timeout",
                        "network",
                        "truncated",
                        "malformed_response",
                        "cancelled",
                        "busy",
                        "shutting_down",
                        "interrupted",
                        "stream_expired",
                        "tool_failed",
                        "internal");
    }

    @Test
    void theMessageForTheLogIsOneLineWhateverTheProviderSays() {
        AiException error = AiException.of(ErrorCode.PROVIDER_ERROR)
                .providerMessage("sorry\r\n  WARN forged\u2028line\u0000")
                .build();

        assertThat(error.getMessage()).contains("[it said: sorry WARN forged line]");
        assertThat(error.providerMessage()).isEqualTo("sorry\r\n  WARN forged\u2028line\u0000");
    }

    @Test
    void aRateLimitOfOursIsTheClientsAndOneOfAProvidersIsNot() {
        assertThat(AiException.of(ErrorCode.RATE_LIMITED).build().httpStatus()).isEqualTo(429);
        assertThat(AiException.of(ErrorCode.RATE_LIMITED)
                        .provider("openai")
                        .build()
                        .httpStatus())
                .isEqualTo(503);
        assertThat(AiException.of(ErrorCode.NETWORK).build().httpStatus()).isEqualTo(502);
    }
}
