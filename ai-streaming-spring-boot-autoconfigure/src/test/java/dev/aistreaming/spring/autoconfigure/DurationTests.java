package dev.aistreaming.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Times in the configuration. */
@ExtendWith(OutputCaptureExtension.class)
class DurationTests {

    private final WebApplicationContextRunner application = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    AiStreamingAutoConfiguration.class,
                    AiStreamingResumeAutoConfiguration.class,
                    AiStreamingHealthAutoConfiguration.class))
            .withPropertyValues(
                    "ai.streaming.resume.enabled=true",
                    "ai.streaming.providers.openai.api-key=k",
                    "ai.streaming.providers.openai.model=gpt-test");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ai.streaming.timeouts.connect",
                "ai.streaming.timeouts.first-token",
                "ai.streaming.timeouts.idle",
                "ai.streaming.timeouts.end",
                "ai.streaming.timeouts.total",
                "ai.streaming.providers.openai.timeouts.connect",
                "ai.streaming.providers.openai.timeouts.total",
                "ai.streaming.heartbeat-interval",
                "ai.streaming.write-timeout",
                "ai.streaming.resume.linger",
                "ai.streaming.resume.retention",
                "management.health.ai-streaming.window"
            })
    void areLongerThanNothingAndNotLongerThanAYear(String key) {
        assertRefused(key, "0s", "longer than 0");
        assertRefused(key, "-5s", "longer than 0");
        assertRefused(key, "366d", "365d");
        assertRefused(key, "PT2562047788015215H", "365d");
        assertStarts(key, "365d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ai.streaming.shutdown.drain-timeout",
                "ai.streaming.retry.initial-backoff",
                "ai.streaming.retry.max-backoff",
                "ai.streaming.providers.openai.retry.max-retry-after"
            })
    void mayBeZeroWhereThatMeansAtOnce(String key) {
        assertStarts(key, "0s");
        assertRefused(key, "-5s", "0 or more");
        assertRefused(key, "PT2562047788015215H", "365d");
    }

    @ParameterizedTest
    @CsvSource({
        "ai.streaming.timeouts.first-token, 60",
        "ai.streaming.providers.openai.timeouts.idle, 999",
        "ai.streaming.shutdown.drain-timeout, 20",
        "ai.streaming.heartbeat-interval, 10",
        "ai.streaming.retry.max-backoff, 8"
    })
    void saysThatNumbersAreMilliseconds(String key, String value, CapturedOutput output) {
        assertStarts(key, value);

        assertThat(output).containsOnlyOnce(key + " is " + value + " ms. A number without a unit means milliseconds");
    }

    @Test
    void keepsQuietAboutTimesWithAUnit(CapturedOutput output) {
        assertStarts("ai.streaming.timeouts.first-token", "1s");
        assertStarts("ai.streaming.timeouts.idle", "500ms");
        assertStarts("ai.streaming.timeouts.end", "PT0.5S");
        assertStarts("ai.streaming.timeouts.total", "60000");
        assertStarts("ai.streaming.shutdown.drain-timeout", "0");

        assertThat(output).doesNotContain("milliseconds");
    }

    private void assertStarts(String key, String value) {
        application
                .withPropertyValues(key + "=" + value)
                .run(context -> assertThat(context).hasNotFailed());
    }

    private void assertRefused(String key, String value, String remedy) {
        application.withPropertyValues(key + "=" + value).run(context -> {
            InvalidSettingException fault = FailedStart.fault(context.getStartupFailure());
            FailureAnalysis analysis = new InvalidSettingFailureAnalyzer().analyze(fault, fault);
            assertThat(analysis.getDescription()).startsWith(key + " is ");
            assertThat(analysis.getAction()).contains(remedy);
        });
    }
}
