package dev.aistreaming.spring.autoconfigure;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;

/**
 * The tables of docs/configuration.md are made of the metadata, and so of the Javadoc of the properties. Each stands between two
 * comments, of which the first names the prefixes whose keys it has.
 */
class ConfigurationReferenceTests {

    private static final Path PAGE = Path.of("..", "docs", "configuration.md");
    private static final String WRITE =
            "mvn -pl ai-streaming-spring-boot-autoconfigure -am test -Dtest=ConfigurationReferenceTests"
                    + " -Dsurefire.failIfNoSpecifiedTests=false -Dreference.write=true";
    private static final Pattern TABLE =
            Pattern.compile("(?s)(<!-- generated:begin ([^\n]*) -->\n).*?(<!-- generated:end -->)");
    private static final Pattern DEFAULT = Pattern.compile("(.*?)\\s*\\bDefault: (.*)\\.");
    private static final Pattern MAP = Pattern.compile("java\\.util\\.Map<java\\.lang\\.String,(.*)>");
    private static final Pattern MANY = Pattern.compile("java\\.util\\.(?:List|Set)<(.*)>");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
    private static final Map<String, String> WORDS = Map.of(
            String.class.getName(), "string",
            Object.class.getName(), "any",
            Boolean.class.getName(), "boolean",
            Integer.class.getName(), "integer",
            Double.class.getName(), "number",
            Duration.class.getName(), "duration",
            DataSize.class.getName(), "size",
            ErrorCode.class.getName(), "error code");

    @Test
    void theReferenceSaysWhatTheMetadataSays() throws IOException {
        String page = Files.readString(PAGE);
        String expected = TABLE.matcher(page)
                .replaceAll(table -> Matcher.quoteReplacement(table.group(1) + table(table.group(2)) + table.group(3)));
        if (Boolean.getBoolean("reference.write")) {
            Files.writeString(PAGE, expected);
        }

        assertThat(Files.readString(PAGE))
                .as("The tables of docs/configuration.md differ from the Javadoc of the properties. This writes them: "
                        + WRITE)
                .isEqualTo(expected);
    }

    @Test
    void eachKeyIsInOneTable() throws IOException {
        List<String> prefixes = TABLE.matcher(Files.readString(PAGE))
                .results()
                .flatMap(table -> Stream.of(table.group(2).split(" ")))
                .toList();

        assertThat(ConfigurationKey.all())
                .allSatisfy(key -> assertThat(prefixes.stream().filter(prefix -> covers(prefix, key)))
                        .as("<!-- generated:begin ... --> in docs/configuration.md with a prefix of " + key.name())
                        .hasSize(1));
    }

    private static String table(String prefixes) {
        String rows = Stream.of(prefixes.split(" "))
                .map(ConfigurationReferenceTests::rows)
                .collect(joining());
        return "\n| Key | Type | Default | Description |\n|---|---|---|---|\n" + rows + "\n";
    }

    private static String rows(String prefix) {
        return ConfigurationKey.all()
                .filter(key -> covers(prefix, key))
                .map(ConfigurationReferenceTests::row)
                .collect(joining());
    }

    /** The settings of what has a name have a table of their own. */
    private static boolean covers(String prefix, ConfigurationKey key) {
        return key.isUnder(prefix) && prefix.contains("<name>") == key.name().contains("<name>");
    }

    private static String row(ConfigurationKey key) {
        String name = key.name().replaceFirst("^ai\\.streaming\\.(?:.*<name>\\.)?", "");
        Matcher computed = DEFAULT.matcher(key.description());
        String description = computed.matches() ? computed.group(1) : key.description();
        String value = computed.matches() ? inMarkdown(computed.group(2)) : constant(key.defaultValue());
        return "| `" + name + (key.isMap() ? ".*" : "") + "` | "
                + (key.hasSettingsByName() ? "settings by name" : type(key.type())) + " | " + value + " | "
                + inMarkdown(description) + " |\n";
    }

    private static String constant(String value) {
        String values = value.startsWith("[") ? value.substring(1, value.length() - 1) : value;
        return Stream.of(values.split(", ")).map(one -> "`" + one + "`").collect(joining(", "));
    }

    /** What is in quotes is code. */
    private static String inMarkdown(String text) {
        return QUOTED.matcher(text).replaceAll("`$1`");
    }

    private static String type(String type) {
        Matcher map = MAP.matcher(type);
        Matcher many = MANY.matcher(type);
        if (map.matches()) {
            return type(map.group(1));
        }
        if (many.matches()) {
            return "list of " + type(many.group(1)) + (WORDS.containsKey(many.group(1)) ? "s" : "");
        }
        return WORDS.containsKey(type) ? WORDS.get(type) : constants(type);
    }

    private static String constants(String type) {
        Object[] constants = ClassUtils.resolveClassName(type, null).getEnumConstants();
        assertThat(constants).as(type).isNotNull();
        return Arrays.stream(constants)
                .map(constant ->
                        ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .map(constant -> "`" + constant + "`")
                .collect(joining(", "));
    }
}
