package dev.aistreaming.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every example in Java of these guides is a part of a test that has run, however its lines are broken. */
class GuideTests {

    private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @ParameterizedTest
    @CsvSource({
        "testing.md, 'sample/ScriptedAnswersTests sample/ScriptedSequenceTests sample/ScriptedAnswersMockMvcTests"
                + " sample/ScriptedAnswersSliceTests sample/MockedServiceTests sample/ReplayedAnswerTests'",
        "getting-started.md, 'guide/GettingStartedTests guide/WithoutSpringTests'",
        "images-and-files.md, guide/ImagesAndFilesTests",
        "tools.md, 'guide/ToolsTests guide/SpringToolsTests guide/ApprovalTests'",
        "structured-output.md, guide/StructuredOutputTests",
        "guards.md, guide/GuardsTests"
    })
    void everyExampleIsPartOfATest(String guide, String tests) throws IOException {
        StringBuilder sources = new StringBuilder();
        for (String test : tests.split(" ", -1)) {
            sources.append(Files.readString(Path.of("src/test/java/dev/aistreaming", test + ".java")));
        }
        String code = withoutSpace(sources.toString());
        List<String> examples = EXAMPLE.matcher(Files.readString(Path.of("../docs", guide)))
                .results()
                .map((MatchResult example) -> withoutSpace(example.group(1)))
                .toList();

        assertThat(examples)
                .hasSizeGreaterThan(4)
                .allSatisfy(example -> assertThat(code).contains(example));
    }

    private static String withoutSpace(String code) {
        return code.replaceAll("\\s+", "");
    }
}
