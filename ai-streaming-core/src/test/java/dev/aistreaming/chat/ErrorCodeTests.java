package dev.aistreaming.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ErrorCodeTests {

    @Test
    void tellsFaultsOfTheProviderFromThoseOfARequestAndOfThisApplication() {
        assertThat(Stream.of(ErrorCode.values()).filter(code -> !code.providerFault()))
                .containsExactlyInAnyOrder(
                        ErrorCode.INVALID_REQUEST,
                        ErrorCode.CONTEXT_LENGTH_EXCEEDED,
                        ErrorCode.CONTENT_FILTERED,
                        ErrorCode.CANCELLED,
                        ErrorCode.BUSY,
                        ErrorCode.SHUTTING_DOWN,
                        ErrorCode.INTERRUPTED,
                        ErrorCode.STREAM_EXPIRED,
                        ErrorCode.INTERNAL);
    }
}
