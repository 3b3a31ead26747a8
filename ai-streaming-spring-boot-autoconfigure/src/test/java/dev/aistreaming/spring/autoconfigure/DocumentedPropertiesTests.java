package dev.aistreaming.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

/** What the documentation sets in YAML can be set: the keys exist, and the values are of the right types. */
class DocumentedPropertiesTests {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\n(.*?)^```");
    private static final Pattern INDEX = Pattern.compile("\\[\\d+]");
    private static final List<String> OURS =
            List.of("ai.streaming", "management.health.ai-streaming", "management.endpoint.aistreams");

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(docs, Stream.of(ROOT.resolve("README.md")))
                    .filter(page -> page.toString().endsWith(".md"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyKeyInYamlExists(Path page) throws IOException {
        assertThat(examples(page)
                        .flatMap(DocumentedPropertiesTests::keys)
                        .filter(key -> OURS.stream().anyMatch(key::startsWith)))
                .as(ROOT.relativize(page).toString())
                .allSatisfy(key -> assertThat(ConfigurationKey.all()).anyMatch(known -> isNamed(known, key)));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyValueInYamlIsOfTheTypeOfItsKey(Path page) throws IOException {
        assertThat(examples(page))
                .as(ROOT.relativize(page).toString())
                .allSatisfy(example -> binder(example).bind("ai.streaming", AiStreamingProperties.class));
    }

    @Test
    void anApplicationStartsWithTheCompleteExample() throws IOException {
        PropertySource<?> example =
                examples(ROOT.resolve("docs/configuration.md")).findFirst().orElseThrow();

        new WebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(AiStreamingAutoConfiguration.class))
                .withPropertyValues("OPENAI_API_KEY=sk-1", "ANTHROPIC_API_KEY=sk-2")
                .withInitializer(
                        context -> context.getEnvironment().getPropertySources().addLast(example))
                .run(context -> assertThat(context).hasNotFailed().hasBean("claudeAiService"));
    }

    private static Binder binder(PropertySource<?> example) {
        return new Binder(
                List.of(Objects.requireNonNull(ConfigurationPropertySource.from(example))),
                null,
                ApplicationConversionService.getSharedInstance());
    }

    private static Stream<PropertySource<?>> examples(Path page) throws IOException {
        List<String> blocks = YAML.matcher(Files.readString(page))
                .results()
                .map(block -> block.group(1))
                .toList();
        Stream.Builder<PropertySource<?>> examples = Stream.builder();
        for (String block : blocks) {
            new YamlPropertySourceLoader()
                    .load(block, new ByteArrayResource(block.getBytes(StandardCharsets.UTF_8)))
                    .forEach(examples);
        }
        return examples.build();
    }

    private static Stream<String> keys(PropertySource<?> example) {
        return Stream.of(((EnumerablePropertySource<?>) example).getPropertyNames())
                .map(name -> INDEX.matcher(name).replaceAll(""));
    }

    /** Names that the application chooses, and a map's own keys, may be any. */
    private static boolean isNamed(ConfigurationKey known, String key) {
        String further = known.isMap() ? known.hasSettingsByName() ? "(\\.[^.]+)?" : "(\\..+)?" : "";
        return key.matches(Pattern.quote(known.name()).replace("<name>", "\\E[^.]+\\Q") + further);
    }
}
