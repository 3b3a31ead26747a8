package dev.aistreaming.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.pipeline.FallbackPipeline;
import dev.aistreaming.provider.ProviderType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ConfigurationMetadataTests {

    private static final String PREFIX = "ai.streaming.";
    private static final Path GUIDE = Path.of("..", "docs", "configuration.md");

    @Test
    void everyKeyHasADescription() throws IOException {
        assertThat(keys()).contains("ai.streaming.default-provider", "ai.streaming.timeouts.first-token", "ssl.bundle");
        assertThat(properties())
                .allSatisfy(property -> assertThat(text(property, "description"))
                        .as(key(property))
                        .matches("[A-Z].*\\."));
    }

    @Test
    void everyKeyHasAType() throws IOException {
        assertThat(properties())
                .allSatisfy(property ->
                        assertThat(text(property, "type")).as(key(property)).isNotEmpty());
        Map<String, String> some = Map.of(
                "ai.streaming.timeouts.idle", "java.time.Duration",
                "ai.streaming.retry.max-attempts", "java.lang.Integer",
                "ai.streaming.proxy.non-proxy-hosts", "java.util.List<java.lang.String>",
                "base-url", "java.lang.String");
        for (Map.Entry<String, String> one : some.entrySet()) {
            assertThat(text(property(one.getKey()), "type")).isEqualTo(one.getValue());
        }
    }

    @Test
    void everyKeyHasADefaultOrSaysWhatHoldsWithoutIt() throws IOException {
        assertThat(properties())
                .allSatisfy(property -> assertThat(property.has("defaultValue")
                                || text(property, "description").contains("Default: "))
                        .as(key(property))
                        .isTrue());
        assertThat(text(property("ai.streaming.timeouts.first-token"), "defaultValue"))
                .isEqualTo("60s");
        assertThat(text(property("ai.streaming.enabled"), "defaultValue")).isEqualTo("true");
    }

    @Test
    void everyKeyIsInTheGuideWithItsDefault() throws IOException {
        List<String> guide = Files.readAllLines(GUIDE);
        assertThat(properties()).allSatisfy(property -> {
            String key = key(property);
            String name = key.startsWith(PREFIX) ? key.substring(PREFIX.length()) : key;
            String group = name.contains(".") ? name.substring(0, name.indexOf('.')) + ".*" : name + ".*";
            List<String> rows = guide.stream()
                    .filter(line -> line.startsWith("| `" + name + "` |") || line.startsWith("| `" + group + "` |"))
                    .toList();
            assertThat(rows)
                    .as("row of `%s` with %s in docs/configuration.md", name, defaults(property))
                    .anyMatch(row -> defaults(property).stream().allMatch(row::contains));
        });
    }

    @Test
    void hintsNameAllProvidersAndCodes() throws IOException {
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

    private static List<String> hints(String name) throws IOException {
        for (JsonNode hint :
                read("/META-INF/spring-configuration-metadata.json").get("hints")) {
            if (text(hint, "name").equals(name)) {
                return hint.get("values")
                        .valueStream()
                        .map(value -> text(value, "value"))
                        .toList();
            }
        }
        throw new AssertionError("no hint " + name);
    }

    /** Each default in the way the guide writes it; those of a list one by one. */
    private static List<String> defaults(JsonNode property) {
        String written = text(property, "defaultValue");
        boolean list = written.startsWith("[") && written.endsWith("]");
        String[] values = list ? written.substring(1, written.length() - 1).split(", ") : new String[] {written};
        return Stream.of(values)
                .filter(value -> !value.isEmpty())
                .map(value -> "`" + value + "`")
                .toList();
    }

    private static JsonNode property(String key) throws IOException {
        return properties().stream()
                .filter(property -> key(property).equals(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no key " + key));
    }

    private static List<String> keys() throws IOException {
        return properties().stream().map(ConfigurationMetadataTests::key).toList();
    }

    private static String key(JsonNode property) {
        return text(property, "name");
    }

    private static String text(JsonNode node, String member) {
        JsonNode value = node.get(member);
        return value == null ? "" : value.asString();
    }

    /** Those of a provider without the prefix, which has the provider's name in it. */
    private static List<JsonNode> properties() throws IOException {
        return Stream.of(
                        read("/META-INF/spring-configuration-metadata.json"),
                        read("/META-INF/spring/configuration-metadata/" + ProviderProperties.class.getName() + ".json"),
                        read("/META-INF/spring/configuration-metadata/" + McpServerProperties.class.getName()
                                + ".json"))
                .flatMap(metadata -> metadata.get("properties").valueStream())
                .toList();
    }

    private static JsonNode read(String path) throws IOException {
        // other libraries on the class path have a file of this name too: ours is where our classes are
        try (InputStream json = AiStreamingProperties.class.getResourceAsStream(path)) {
            assertThat(json).as(path).isNotNull();
            return JsonMapper.shared().readTree(json);
        }
    }
}
