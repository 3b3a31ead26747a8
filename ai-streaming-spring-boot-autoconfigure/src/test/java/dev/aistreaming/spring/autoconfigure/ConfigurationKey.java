package dev.aistreaming.spring.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A key of the configuration, as the metadata for editors has it.
 *
 * @param name with {@code <name>} in place of a name that the application chooses, such as that of a provider
 * @param type name of a Java type
 * @param defaultValue empty where there is no constant; values of a list in brackets
 * @param description from the Javadoc, with "Default: ..." at its end where there is no constant
 */
record ConfigurationKey(String name, String type, String defaultValue, String description) {

    private static final String METADATA = "/META-INF/spring-configuration-metadata.json";
    private static final Pattern SETTINGS_BY_NAME =
            Pattern.compile("java\\.util\\.Map<java\\.lang\\.String,(dev\\.aistreaming\\..*)>");

    /** Those that are written once, and below each map those of its values. */
    static Stream<ConfigurationKey> all() {
        return in(METADATA, "").flatMap(ConfigurationKey::withThoseOfItsValues);
    }

    private Stream<ConfigurationKey> withThoseOfItsValues() {
        Matcher map = SETTINGS_BY_NAME.matcher(type);
        return map.matches()
                ? Stream.concat(
                        Stream.of(this),
                        in("/META-INF/spring/configuration-metadata/" + map.group(1) + ".json", name + ".<name>."))
                : Stream.of(this);
    }

    private static Stream<ConfigurationKey> in(String path, String prefix) {
        return read(path).get("properties").valueStream().map(property -> {
            String name = prefix + property.get("name").asString();
            return new ConfigurationKey(
                    name,
                    property.get("type").asString(),
                    property.has("defaultValue") ? property.get("defaultValue").asString() : "",
                    property.has("description") ? property.get("description").asString() : "");
        });
    }

    /** The metadata of this module. */
    static JsonNode metadata() {
        return read(METADATA);
    }

    private static JsonNode read(String path) {
        // other libraries on the class path have a file of this name too: ours is where our classes are
        try (InputStream json = AiStreamingProperties.class.getResourceAsStream(path)) {
            return JsonMapper.shared().readTree(Objects.requireNonNull(json, path));
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }

    boolean isMap() {
        return type.startsWith("java.util.Map<");
    }

    /** Whether it is a map with a table of keys for each value, such as that of the providers. */
    boolean hasSettingsByName() {
        return SETTINGS_BY_NAME.matcher(type).matches();
    }

    /** Whether this key is the prefix, or below it. */
    boolean isUnder(String prefix) {
        return name.equals(prefix) || name.startsWith(prefix + ".");
    }
}
