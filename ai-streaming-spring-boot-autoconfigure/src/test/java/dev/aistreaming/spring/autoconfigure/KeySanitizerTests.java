package dev.aistreaming.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.core.env.MapPropertySource;
import org.springframework.mock.env.MockEnvironment;

class KeySanitizerTests {

    private final KeySanitizer sanitizer = new KeySanitizer(
            new MockEnvironment()
                    .withProperty("ai.streaming.providers.openai.api-key", "sk-configured-4711")
                    .withProperty("ai.streaming.providers.openai.headers.X-Team", "token-of-a-team")
                    .withProperty("ai.streaming.providers.openai.headers.X-Version", "1")
                    .withProperty("ai.streaming.mcp.servers.weather.headers.Authorization", "Bearer of-a-server")
                    .withProperty("ai.streaming.providers.ollama.api-key", "ollama"),
            new IssuedKeys());

    private boolean hides(String name, Object value) {
        SanitizableData data = new SanitizableData(new MapPropertySource("test", Map.of()), name, value);
        return SanitizableData.SANITIZED_VALUE.equals(sanitizer.apply(data).getValue());
    }

    @Test
    void hidesKeysAndHeadersWhateverTheyAreCalled() {
        assertThat(hides("OPENAI_KEY", "sk-configured-4711")).isTrue();
        assertThat(hides("command.line", "--key=sk-configured-4711")).isTrue();
        assertThat(hides("team", "token-of-a-team")).isTrue();
        assertThat(hides("weather", "Bearer of-a-server")).isTrue();
    }

    @Test
    void aShortHeaderHidesNoOtherProperty() {
        assertThat(hides("server.port", "8081")).isFalse();
        assertThat(hides("some.number", 1)).isFalse();
        assertThat(hides("ai.streaming.providers.ollama.model", "ollama/llama3.1"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ai.streaming.providers.openai.headers.X-Version",
                "AI_STREAMING_PROVIDERS_OPENAI_HEADERS_XVERSION",
                "ai.streaming.providers.openai.headers[X-Version]"
            })
    void aShortHeaderIsHiddenUnderItsOwnName(String name) {
        assertThat(hides(name, "1")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ai.streaming.mcp.servers.weather.url",
                "ai.streaming.mcp.servers.weather.args[0]",
                "AI_STREAMING_MCP_SERVERS_WEATHER_ENV_TOKEN"
            })
    void whatOnlyAToolServerMayKnowIsHidden(String name) {
        assertThat(hides(name, "1")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ai.streaming.providers.ollama.api-key",
                "ai.streaming.providers.ollama.apiKey",
                "AI_STREAMING_PROVIDERS_OLLAMA_APIKEY",
                "AI_STREAMING_PROVIDERS_OLLAMA_API_KEY"
            })
    void aShortKeyIsHiddenUnderItsOwnName(String name) {
        assertThat(hides(name, "ollama")).isTrue();
    }
}
