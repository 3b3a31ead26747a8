package dev.aistreaming.spring.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecentCallsTests {

    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

    private final RecentCalls calls = new RecentCalls();

    private static Instant minute(int minutes) {
        return START.plus(Duration.ofMinutes(minutes));
    }

    @Test
    void tellsNothingWithoutACall() {
        assertThat(calls.summary(START, WINDOW)).isEqualTo(new RecentCalls.Summary(0, 0, 0, null, null, null));
    }

    @Test
    void countsFailuresSinceTheLastAnswer() {
        calls.failed(minute(0), ErrorCode.TIMEOUT);
        calls.answered(minute(1));
        calls.failed(minute(2), ErrorCode.NETWORK);
        calls.failed(minute(3), ErrorCode.OVERLOADED);

        assertThat(calls.summary(minute(4), WINDOW))
                .isEqualTo(new RecentCalls.Summary(4, 3, 2, ErrorCode.OVERLOADED, minute(3), minute(2)));
    }

    @Test
    void remembersTheLastErrorOfOneThatAnswersAgain() {
        calls.failed(minute(0), ErrorCode.TIMEOUT);
        calls.answered(minute(1));

        assertThat(calls.summary(minute(2), WINDOW))
                .isEqualTo(new RecentCalls.Summary(2, 1, 0, ErrorCode.TIMEOUT, minute(0), null));
    }

    @Test
    void forgetsWhatIsOlderThanTheWindowButNotSinceWhenItFails() {
        calls.failed(minute(0), ErrorCode.TIMEOUT);
        calls.failed(minute(7), ErrorCode.NETWORK);

        assertThat(calls.summary(minute(8), WINDOW))
                .isEqualTo(new RecentCalls.Summary(1, 1, 1, ErrorCode.NETWORK, minute(7), minute(0)));
        assertThat(calls.summary(minute(13), WINDOW)).isEqualTo(new RecentCalls.Summary(0, 0, 0, null, null, null));
    }

    @Test
    void keepsNoMoreThanItHasTo() {
        for (int i = 0; i < 10 * RecentCalls.MOST; i++) {
            calls.failed(START, ErrorCode.TIMEOUT);
        }

        assertThat(calls.summary(START, WINDOW).calls()).isEqualTo(RecentCalls.MOST);
        assertThat(calls.summary(START, WINDOW).failingSince()).isEqualTo(START);
    }
}
