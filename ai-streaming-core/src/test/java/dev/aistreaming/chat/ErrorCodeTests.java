package dev.aistreaming.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

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
                        ErrorCode.TOOL_FAILED,
                        ErrorCode.INTERNAL);
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_REQUEST, 400",
        "STREAM_EXPIRED, 404",
        "BUSY, 429",
        "TOOL_FAILED, 500",
        "INTERNAL, 500",
        "AUTHENTICATION, 502",
        "OVERLOADED, 503",
        "TIMEOUT, 504"
    })
    void hasAStatusForTheClientsOfAnApplication(ErrorCode code, int status) {
        assertThat(code.httpStatus()).isEqualTo(status);
    }

    @ParameterizedTest
    @EnumSource
    void blamesNoClientForAFaultOfTheProvider(ErrorCode code) {
        assertThat(code.httpStatus() < 500 && code.providerFault()).isFalse();
    }
}
