package dev.aistreaming.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.spring.provider.ProviderCalls;
import dev.aistreaming.spring.provider.SetClock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class AiStreamingHealthIndicatorTests {

    private final SetClock clock = new SetClock();
    private final ProviderCalls calls = new ProviderCalls(clock);
    private final AiStreamingHealthIndicator indicator =
            new AiStreamingHealthIndicator(calls, 2, Duration.ofMinutes(5));

    private Status status() {
        return indicator.health().getStatus();
    }

    private Object statusOf(String provider) {
        Map<?, ?> details = (Map<?, ?>)
                Objects.requireNonNull(indicator.health().getDetails().get(provider));
        return Objects.requireNonNull(details.get("status"));
    }

    private void fail(String provider, int times) {
        for (int i = 0; i < times; i++) {
            calls.failed(provider, ErrorCode.TIMEOUT);
        }
    }

    @Test
    void isUpWithoutAnyProvider() {
        assertThat(status()).isEqualTo(Status.UP);
    }

    @Test
    void oneFailureIsNoOutage() {
        calls.answered("openai");
        fail("openai", 1);

        assertThat(statusOf("openai")).isEqualTo("UP");
        assertThat(status()).isEqualTo(Status.UP);
    }

    @Test
    void aProviderThatHasNotAnsweredYetIsNotUpAndMakesUpForNone() {
        fail("spare", 1);
        assertThat(statusOf("spare")).isEqualTo("UNKNOWN");
        assertThat(status()).isEqualTo(Status.UP);

        fail("openai", 2);

        assertThat(status()).isEqualTo(Status.DOWN);
    }

    @Test
    void aProviderThatNobodyAsksDoesNotMakeUpForOneThatIsDown() {
        calls.add("spare");
        fail("openai", 2);

        assertThat(statusOf("spare")).isEqualTo("UNKNOWN");
        assertThat(status()).isEqualTo(Status.DOWN);
    }

    @Test
    void aProviderThatAnswersDoes() {
        calls.answered("spare");
        fail("openai", 2);

        assertThat(statusOf("openai")).isEqualTo("DOWN");
        assertThat(status()).isEqualTo(Status.UP);
    }

    @Test
    void aProviderThatNobodyAsksAnyMoreIsNotDownForEver() {
        fail("openai", 2);
        clock.advance(Duration.ofMinutes(6));

        assertThat(statusOf("openai")).isEqualTo("UNKNOWN");
        assertThat(status()).isEqualTo(Status.UP);
    }
}
