package dev.aistreaming.sample.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

class DocumentationSearchTests {

    private static final Pattern CHIPS =
            Pattern.compile("<ul class=\"chips\" id=\"demo-chips\"(.*?)</ul>", Pattern.DOTALL);
    private static final Pattern CHIP = Pattern.compile("<button type=\"button\">(.*?)</button>");

    /** What the page suggests to ask the demo, and the section that is the answer. */
    private static final Map<String, String> MEANT = Map.of(
            "How do I add the starter?", "README.md ai-streaming: Add the starter",
            "What happens when a client disconnects?",
                    "docs/reliability.md Timeouts, retries, fallback and failover: Client disconnect");

    private final DocumentationSearch search;

    DocumentationSearchTests() throws IOException {
        search = new DocumentationSearch(new PathMatchingResourcePatternResolver());
    }

    static List<String> chips() throws IOException {
        Matcher list = CHIPS.matcher(Files.readString(Path.of("src/main/resources/static/index.html")));
        assertThat(list.find()).isTrue();
        return CHIP.matcher(list.group(1)).results().map(chip -> chip.group(1)).toList();
    }

    @Test
    void hasAnAnswerForEachSuggestionOfThePage() throws IOException {
        assertThat(MEANT).containsOnlyKeys(chips().toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource("chips")
    void answersASuggestionWithTheSectionThatIsMeant(String chip) {
        assertThat(found(chip)).isEqualTo(MEANT.get(chip));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            How do I configure Anthropic?            | docs/providers.md Providers: Anthropic
            Which error codes are there?             | docs/errors.md Error codes
            Can I use Gradle?                        | docs/getting-started.md Getting started: With Maven, with Gradle
            Hello, how do I add the starter, please? | README.md ai-streaming: Add the starter
            How do I test my application?            | docs/testing.md Testing your application
            What does the health endpoint say?       | docs/actuator.md Actuator: Health
            """)
    void wordsOfTalkWeighNothing(String question, String section) {
        assertThat(found(question)).isEqualTo(section);
    }

    private String found(String question) {
        return search.find(question)
                .map(passage -> passage.file() + " " + passage.title())
                .orElse("nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "Hi!", "How are you?", "Thank you", "?", "What can you do?"})
    void talkHasNoSubject(String question) {
        assertThat(search.hasSubject(question)).isFalse();
    }

    @Test
    void findsNothingWhereNoWordIsKnown() {
        assertThat(search.hasSubject("zyzzyva")).isTrue();
        assertThat(search.find("zyzzyva")).isEmpty();
    }
}
