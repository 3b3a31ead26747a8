package dev.aistreaming.sample.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.testing.OpenAiWire;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What axe-core has to say of the page. */
@ExtendWith(InBrowser.class)
class AccessibilityIT {

    private static final String MARKDOWN = """
            # A heading

            A text with **bold**, `code` and [a link](https://example.com/).

            - one
            - two

            | a | b |
            |---|---|
            | 1 | 2 |

            > quoted

            ```java
            int i = 1;
            ```
            """;

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void nothingSeriousIsWrongWithTheEmptyPage(String scheme, ChatPage page) throws IOException {
        page.browser().prefer("prefers-color-scheme", scheme);
        page.open();

        assertThatNothingSeriousIsWrong(page);
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void nothingSeriousIsWrongWithAnAnswer(String scheme, ChatPage page, Provider provider) throws IOException {
        page.browser().prefer("prefers-color-scheme", scheme);
        provider.says(MARKDOWN);
        page.open().ask("hi");
        page.awaitAnswer("int i = 1;");
        page.awaitEnd();

        assertThatNothingSeriousIsWrong(page);
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void nothingSeriousIsWrongWithAnAnswerThatIsWritten(String scheme, ChatPage page, Provider provider)
            throws IOException {
        page.browser().prefer("prefers-color-scheme", scheme);
        Dictation answer = provider.dictated();
        page.open().ask("hi");
        answer.says("One two");
        page.awaitAnswer("One two");

        assertThatNothingSeriousIsWrong(page);
        answer.ends();
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void nothingSeriousIsWrongWithAFailure(String scheme, ChatPage page, Provider provider) throws IOException {
        page.browser().prefer("prefers-color-scheme", scheme);
        provider.answers(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("Half"));
            connection.close();
        });
        page.open().ask("hi");
        page.awaitText(".failure", ".");
        page.awaitEnd();

        assertThatNothingSeriousIsWrong(page);
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void nothingSeriousIsWrongWithAToolThatAsksFirst(String scheme, ChatPage page, Provider provider)
            throws IOException {
        page.browser().prefer("prefers-color-scheme", scheme);
        provider.calls("write_note", "{\"text\":\"read about tools\"}");
        page.open();
        page.click("#tools");
        page.ask("Note: read about tools");
        page.awaitText(".approval", "write_note");
        page.run("document.querySelectorAll('details').forEach((box) => (box.open = true))");

        assertThatNothingSeriousIsWrong(page);
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void nothingSeriousIsWrongWithTheListOfConversations(String scheme, ChatPage page, Provider provider)
            throws IOException {
        page.browser().prefer("prefers-color-scheme", scheme);
        provider.says("One.");
        page.open().ask("hi");
        page.awaitEnd();
        page.awaitText("#chat-list [aria-current]", "hi");
        page.click("#reset");
        page.ask("and then?");
        page.awaitText("#chat-list [aria-current]", "and then?");
        page.run("document.querySelector('#chat-list .delete').click()");

        assertThatNothingSeriousIsWrong(page);
    }

    private static void assertThatNothingSeriousIsWrong(ChatPage page) throws IOException {
        try (InputStream axe = Objects.requireNonNull(AccessibilityIT.class.getResourceAsStream("/axe.min.js"))) {
            page.run(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
        }
        assertThat(page.runAsync("""
                const done = arguments[0];
                const said = ({id, nodes}) => nodes.map(({html, failureSummary}) => `${id}: ${html} ${failureSummary}`);
                axe.run(document, {resultTypes: ['violations']}).then(
                    ({violations}) => done(violations.filter(({impact}) => /serious|critical/.test(impact)).flatMap(said)),
                    (error) => done([String(error)]));""")).isEqualTo(List.of());
    }
}
