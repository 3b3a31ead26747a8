package dev.aistreaming.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.pipeline.FallbackPipeline;
import dev.aistreaming.provider.ProviderType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConfigurationMetadataTests {

    @Test
    void everyKeyHasADescription() {
        assertThat(ConfigurationKey.all())
                .extracting(ConfigurationKey::name)
                .contains(
                        "ai.streaming.default-provider",
                        "ai.streaming.timeouts.first-token",
                        "ai.streaming.providers.<name>.ssl.bundle",
                        "ai.streaming.guards.rules.<name>.pattern",
                        "ai.streaming.mcp.servers.<name>.url");
        assertThat(ConfigurationKey.all())
                .allSatisfy(key -> assertThat(key.description()).as(key.name()).matches("[A-Z].*\\."));
    }

    @Test
    void everyKeyHasAType() {
        assertThat(ConfigurationKey.all())
                .allSatisfy(key -> assertThat(key.type()).as(key.name()).isNotEmpty())
                .extracting(ConfigurationKey::name, ConfigurationKey::type)
                .contains(
                        tuple("ai.streaming.timeouts.idle", "java.time.Duration"),
                        tuple("ai.streaming.retry.max-attempts", "java.lang.Integer"),
                        tuple("ai.streaming.proxy.non-proxy-hosts", "java.util.List<java.lang.String>"),
                        tuple("ai.streaming.providers.<name>.base-url", "java.lang.String"));
    }

    @Test
    void everyKeyHasADefaultOrSaysWhatHoldsWithoutIt() {
        assertThat(ConfigurationKey.all())
                .allSatisfy(key -> assertThat(key.defaultValue().isEmpty())
                        .as(key.name())
                        .isEqualTo(key.description().contains("Default: ")))
                .extracting(ConfigurationKey::name, ConfigurationKey::defaultValue)
                .contains(tuple("ai.streaming.timeouts.first-token", "60s"), tuple("ai.streaming.enabled", "true"));
    }

    @Test
    void hintsNameAllProvidersAndCodes() {
        assertThat(hints("ai.streaming.providers.keys")).isEqualTo(ProviderType.names());
        assertThat(hints("ai.streaming.default-provider")).isEqualTo(ProviderType.names());
        List<String> codes =
                Stream.of(ErrorCode.values()).map(ErrorCode::wireName).toList();
        assertThat(hints("ai.streaming.fallback-codes"))
                .isSubsetOf(codes)
                .containsAll(FallbackPipeline.DEFAULT_CODES.stream()
                        .map(ErrorCode::wireName)
                        .toList());
    }

    private static List<String> hints(String name) {
        return ConfigurationKey.metadata()
                .get("hints")
                .valueStream()
                .filter(hint -> hint.get("name").asString().equals(name))
                .flatMap(hint -> hint.get("values").valueStream())
                .map(value -> value.get("value").asString())
                .toList();
    }
}
