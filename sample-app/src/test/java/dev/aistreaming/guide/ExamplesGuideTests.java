package dev.aistreaming.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/examples.md shows the whole source of each example, but for its imports. */
class ExamplesGuideTests {

    private static final Path SOURCES = Path.of("src/main/java/dev/aistreaming/sample/examples");
    private static final String COMMENT = "\n/** ";

    static Stream<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            return files.filter(file -> !file.endsWith("package-info.java")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theGuideShowsTheVerySource(Path example) throws IOException {
        String source = Files.readString(example);
        String afterImports = source.substring(source.indexOf(COMMENT) + COMMENT.length());
        String shown = afterImports.substring(afterImports.indexOf("*/\n") + 3);

        assertThat(Files.readString(Path.of("../docs/examples.md"))).contains("```java\n" + shown + "```");
    }
}
