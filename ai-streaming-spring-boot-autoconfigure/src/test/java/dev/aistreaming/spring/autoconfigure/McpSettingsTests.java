package dev.aistreaming.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.spring.mcp.McpServerSettings;
import dev.aistreaming.spring.mcp.McpServers;
import dev.aistreaming.testing.ScriptedProvider;
import dev.aistreaming.tool.LocalTool;
import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

@Timeout(120)
class McpSettingsTests {

    private static final String SERVERS = "ai.streaming.mcp.servers.";
    /** Nobody listens there. */
    private static final String URL = "url=http://127.0.0.1:1/mcp?key=SECRET-4711";

    private final ScriptedProvider provider = ScriptedProvider.named("own").answer("Fine.");

    private final WebApplicationContextRunner application = new WebApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(AiStreamingAutoConfiguration.class, AiStreamingMcpAutoConfiguration.class))
            .withBean(ScriptedProvider.class, () -> provider);

    private static String[] of(String server, String... settings) {
        return List.of(settings).stream()
                .map(setting -> SERVERS + server + "." + setting)
                .toArray(String[]::new);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "weather | tools=forecast | ai.streaming.mcp.servers.weather has neither a url nor a command",
                "weather | url=http://a/mcp, command=b | ai.streaming.mcp.servers.weather has both a url and a command",
                "weather | url=ftp://SECRET/ | ai.streaming.mcp.servers.weather.url must begin with http:// or https://",
                "weather | url=http://u:SECRET@a/ | ai.streaming.mcp.servers.weather.url must begin with http://",
                "weather | url=http://SECRET { | ai.streaming.mcp.servers.weather.url is not a valid address",
                "weather | url=http://a/mcp, args=SECRET | ai.streaming.mcp.servers.weather has a url, and args or env",
                "weather | command=b, headers.A=SECRET | ai.streaming.mcp.servers.weather has a command, and headers",
                "weather | url=http://a/mcp, headers.Host=SECRET | ai.streaming.mcp.servers.weather.headers.Host is not",
                "weather | command=b, timeout=0s | ai.streaming.mcp.servers.weather.timeout is 0.",
                "weather | command=b, connect-timeout=-1s | ai.streaming.mcp.servers.weather.connect-timeout is negative.",
                "9 | command=b | The name of the MCP server under ai.streaming.mcp.servers.9",
            })
    void thatMakeNoSenseStopTheStart(String server, String settings, String fault) {
        application.withPropertyValues(of(server, settings.split(", ", -1))).run(context -> {
            InvalidSettingException failure = FailedStart.fault(context.getStartupFailure());
            assertThat(failure).hasMessageStartingWith(fault).hasMessageNotContaining("SECRET");
            assertThat(failure.remedy()).isNotBlank();
        });
    }

    @Test
    void stopTheStartWhereToolsOfTwoServersCouldHaveTheSameName() {
        application
                .withPropertyValues(of("a", "command=b"))
                .withPropertyValues(of("a_b", "command=b"))
                .run(context -> {
                    InvalidSettingException failure = FailedStart.fault(context.getStartupFailure());
                    assertThat(failure).hasMessageContaining("a_b begins with the name of another server, 'a_'");
                    assertThat(failure.remedy()).contains("a-b");
                });
    }

    @Test
    void stopTheStartWhereTheSdkIsMissing() {
        application
                .withClassLoader(new FilteredClassLoader("io.modelcontextprotocol"))
                .withPropertyValues(of("weather", "command=b"))
                .run(context -> assertThat(
                                FailedStart.fault(context.getStartupFailure()).remedy())
                        .contains("io.modelcontextprotocol.sdk:mcp"));
    }

    @Test
    void areNotNeededWhereTheSdkIsMissing() {
        application
                .withClassLoader(new FilteredClassLoader("io.modelcontextprotocol"))
                .withPropertyValues(of("weather", "command=b", "enabled=false"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("aiStreamingMcpServers"));
    }

    @Test
    void ofAServerThatIsAwayDoNotStopTheStart() {
        application
                .withPropertyValues(of("weather", URL, "headers.Authorization=Bearer SECRET-4711"))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    AiService ai = context.getBean(AiService.class);
                    assertThat(ai.ask("Hi")).isEqualTo("Fine.");
                    assertThatThrownBy(() -> ai.task().tools("weather_forecast"))
                            .isInstanceOfSatisfying(
                                    AiException.class,
                                    error -> assertThat(error.code()).isEqualTo(ErrorCode.TOOL_FAILED));
                    assertThat(context.getBean(McpServers.class).toString())
                            .contains("http://127.0.0.1:1/mcp")
                            .doesNotContain("4711");
                    assertThat(context.getBean(AiStreamingProperties.class).toString())
                            .doesNotContain("4711");
                });
    }

    @Test
    void ofADisabledServerAreNotLookedAt() {
        application.withPropertyValues(of("weather", "enabled=false")).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean(McpServers.class).toString()).isEqualTo("[]");
        });
    }

    @Test
    void leaveTheNamesOfBeansToBeans() {
        application
                .withPropertyValues(of("weather", URL))
                .withBean(
                        LocalTool.class,
                        () -> LocalTool.of("weather_bean", null, "{\"type\":\"object\"}", (a, c) -> ""))
                .run(context -> {
                    context.getBean(AiService.class)
                            .task()
                            .prompt("Hi")
                            .tools("weather_bean")
                            .run();
                    assertThat(provider.requests().get(0).tools()).hasSize(1);
                });
    }

    @Test
    void approvalIsForAllForSomeOrForNone() {
        assertThat(approval("true").always()).isTrue();
        assertThat(approval("false").always()).isFalse();
        assertThat(approval("pay", "refund").tools()).containsExactly("pay", "refund");
    }

    private static McpServerSettings.Approval approval(String... values) {
        McpServerProperties server = new McpServerProperties(
                true, null, Map.of(), "b", List.of(), Map.of(), null, List.of(values), Duration.ofSeconds(1), null);
        return new McpSettingsMapper(Duration.ofSeconds(1))
                .map(Map.of("weather", server))
                .get(0)
                .approval();
    }

    @Test
    void theProtocolsMessagesAreKnownToANativeImage() {
        RuntimeHints hints = new RuntimeHints();
        new McpHints().registerHints(hints, getClass().getClassLoader());

        for (Class<?> type : Set.of(
                McpSchema.Tool.class,
                McpSchema.CallToolResult.class,
                McpSchema.TextContent.class,
                McpSchema.InitializeResult.class)) {
            assertThat(RuntimeHintsPredicates.reflection().onType(type)).accepts(hints);
        }
    }
}
