package dev.aistreaming.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.context.servlet.AnnotationConfigServletWebApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.web.MockServletContext;

/** Names of settings that do not exist. */
@ExtendWith(OutputCaptureExtension.class)
class UnknownSettingTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ai.streaming.heartbeat-intervall",
                "ai.streaming.timeout.total",
                "ai.streaming.timeouts.first-tokens",
                "ai.streaming.limits.max-concurrent-stream",
                "ai.streaming.resume.retentions",
                "ai.streaming.providers.openai.modle",
                "ai.streaming.providers.openai.timeouts.totl",
                "ai.streaming.providers.openai.ssl.bundles",
                "ai.streaming.mcp.server.weather.url",
                "ai.streaming.mcp.servers.weather.urls"
            })
    void stopsTheStartAndIsNamed(String name, CapturedOutput output) {
        Throwable failure = catchThrowable(() -> start(name + "=17").close());

        assertThat(failure).hasRootCauseInstanceOf(UnboundConfigurationPropertiesException.class);
        assertThat(output)
                .contains(name + " is not a setting of AI streaming (\"" + name + "\" from property source")
                .contains("Correct the name, or remove it.");
    }

    @Test
    void keepsTheValueOfAMisspeltKeyToItself(CapturedOutput output) {
        Throwable failure = catchThrowable(() ->
                start("ai.streaming.providers.openai.api-keey=sk-SECRET-4711").close());

        assertThat(failure).isNotNull();
        assertThat(output).contains("ai.streaming.providers.openai.api-keey").doesNotContain("4711");
    }

    @Test
    void areNoneWhereNamesAreTheProvidersOwn() {
        try (ConfigurableApplicationContext context = start(
                "ai.streaming.providers.openai.options.thinking.type=enabled",
                "ai.streaming.providers.openai.options.stream_options.include_obfuscation=false",
                "ai.streaming.providers.openai.options.modalities[0]=text",
                "ai.streaming.providers.openai.headers.X-Team=blue")) {
            ProviderProperties openai = Objects.requireNonNull(
                    context.getBean(AiStreamingProperties.class).providers().get("openai"));
            assertThat(openai.options())
                    .containsEntry("thinking", Map.of("type", "enabled"))
                    .containsKeys("stream_options", "modalities");
            assertThat(openai.headers()).containsEntry("X-Team", "blue");
        }
    }

    @Test
    void leavesOtherPrefixesToSpringBoot() {
        UnboundConfigurationPropertiesException others = new UnboundConfigurationPropertiesException(
                Set.of(new ConfigurationProperty(ConfigurationPropertyName.of("other.thing"), "x", null)));

        assertThat(new UnknownSettingFailureAnalyzer().analyze(others)).isNull();
    }

    private static ConfigurableApplicationContext start(String... properties) {
        List<String> arguments = new ArrayList<>(
                List.of("--ai.streaming.providers.openai.api-key=k", "--ai.streaming.providers.openai.model=gpt-test"));
        for (String property : properties) {
            arguments.add("--" + property);
        }
        return new SpringApplicationBuilder(Application.class)
                .contextFactory(type -> {
                    AnnotationConfigServletWebApplicationContext context =
                            new AnnotationConfigServletWebApplicationContext();
                    context.setServletContext(new MockServletContext());
                    return context;
                })
                .run(arguments.toArray(String[]::new));
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(AiStreamingAutoConfiguration.class)
    static class Application {}
}
