package dev.aistreaming.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every example of docs/testing.md is a part of a test that has run. */
class TestingGuideTests {

    private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    private static String source(Class<?> test) throws IOException {
        return Files.readString(Path.of("src/test/java", test.getName().replace('.', '/') + ".java"));
    }

    @Test
    void everyExampleIsPartOfATest() throws IOException {
        String tests = unindented(source(ScriptedAnswersTests.class) + source(ScriptedAnswersMockMvcTests.class));
        List<String> examples = EXAMPLE.matcher(Files.readString(Path.of("../docs/testing.md")))
                .results()
                .map((MatchResult example) -> unindented(example.group(1)))
                .toList();

        assertThat(examples)
                .hasSizeGreaterThan(5)
                .allSatisfy(example -> assertThat(tests).contains(example));
    }

    private static String unindented(String code) {
        return code.replaceAll("(?m)^ +", "");
    }
}
