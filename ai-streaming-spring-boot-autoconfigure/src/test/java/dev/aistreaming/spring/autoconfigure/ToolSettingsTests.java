package dev.aistreaming.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.spring.AiTool;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

class ToolSettingsTests {

    private final WebApplicationContextRunner openai = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(AiStreamingAutoConfiguration.class))
            .withPropertyValues("ai.streaming.providers.openai.api-key=k", "ai.streaming.providers.openai.model=m");

    @ParameterizedTest
    @ValueSource(strings = {"max-steps=0", "timeout=0s", "max-result-characters=0", "max-calls-per-step=-1"})
    void settingsOutOfRangeAreNamed(String setting) {
        openai.withPropertyValues("ai.streaming.tools." + setting)
                .run(context -> assertThat(FailedStart.fault(context.getStartupFailure()))
                        .hasMessageContaining("ai.streaming.tools." + setting.split("=", -1)[0]));
    }

    static class Hidden {
        @AiTool("Not for proxies")
        String hidden() {
            return "";
        }
    }

    @Test
    void aMethodThatCannotBeAToolIsToldWithTheRemedy() {
        openai.withBean("hiddenTool", Hidden.class).run(context -> {
            FailureAnalysis analysis =
                    new ToolDeclarationFailureAnalyzer().analyze(Objects.requireNonNull(context.getStartupFailure()));
            assertThat(Objects.requireNonNull(analysis).getDescription())
                    .contains("Hidden.hidden of the bean 'hiddenTool'");
            assertThat(analysis.getAction()).contains("public");
        });
    }
}
