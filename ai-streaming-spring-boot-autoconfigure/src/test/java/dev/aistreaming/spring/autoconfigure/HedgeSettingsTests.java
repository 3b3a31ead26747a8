package dev.aistreaming.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

class HedgeSettingsTests {

    private final WebApplicationContextRunner application = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(AiStreamingAutoConfiguration.class))
            .withPropertyValues(
                    "ai.streaming.default-provider=openai",
                    "ai.streaming.providers.openai.api-key=k",
                    "ai.streaming.providers.openai.model=m",
                    "ai.streaming.providers.groq.api-key=k",
                    "ai.streaming.providers.groq.model=m");

    @ParameterizedTest
    @ValueSource(strings = {"2s", "1500", "PT2S", "p95", "P95", ""})
    void aTimeAndThePercentileAreTaken(String after) {
        application
                .withPropertyValues("ai.streaming.fallback=groq", "ai.streaming.hedge.after=" + after)
                .run(context -> assertThat(context).hasNotFailed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "-2s", "366d", "p99", "soon"})
    void whatIsNoTimeStopsTheStart(String after) {
        application
                .withPropertyValues("ai.streaming.fallback=groq", "ai.streaming.hedge.after=" + after)
                .run(context -> {
                    InvalidSettingException fault = FailedStart.fault(context.getStartupFailure());
                    assertThat(fault).hasMessageContaining("ai.streaming.hedge.after is '" + after + "'");
                    assertThat(fault.remedy()).contains("2s", "p95");
                });
    }

    @Test
    void nobodyToBeAskedStopsTheStart() {
        application.withPropertyValues("ai.streaming.hedge.after=2s").run(context -> {
            InvalidSettingException fault = FailedStart.fault(context.getStartupFailure());
            assertThat(fault).hasMessageContaining("nobody else to be asked");
            assertThat(fault.remedy()).contains("ai.streaming.fallback");
        });
    }
}
