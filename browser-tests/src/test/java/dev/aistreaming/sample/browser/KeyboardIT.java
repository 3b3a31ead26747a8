package dev.aistreaming.sample.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.testing.OpenAiWire;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** The page without a mouse. */
@ExtendWith(InBrowser.class)
class KeyboardIT {

    private static final String FOCUSED =
            "const {id, className} = document.activeElement; return '#' + id + '.' + className";

    @Test
    void tabReachesWhatCanBeDoneInTheOrderOfThePage(ChatPage page, Provider provider) {
        page.open();
        page.run("document.activeElement.blur()");
        Set<Object> reached = new LinkedHashSet<>();
        for (boolean more = true; more; ) {
            page.press(Keys.TAB);
            assertThat(page.is("const e = document.activeElement; return e === document.body || e.checkVisibility()"))
                    .as("what has the focus is to be seen")
                    .isTrue();
            more = reached.add(page.run("return '#' + document.activeElement.id"));
            reached.removeIf("#"::equals); // the suggestions, and the page itself
            more &= !reached.contains("#provider");
        }

        assertThat(reached).containsSubsequence("#question", "#tools", "#send", "#provider");
    }

    @Test
    void enterSendsAndShiftWithEnterBeginsALine(ChatPage page, Provider provider) {
        provider.says("One.");
        page.open();
        page.type("first", Keys.chord(Keys.SHIFT, Keys.ENTER), "second");
        assertThat(page.run("return document.getElementById('question').value")).isEqualTo("first\nsecond");
        assertThat(provider.asked()).isEmpty();
        page.press(Keys.ENTER);
        page.awaitAnswer("One.");
        page.awaitEnd();

        assertThat(provider.asked()).hasSize(1);
        assertThat(provider.asked().get(0).request().body()).contains("first\\nsecond");
    }

    @Test
    void escapeStopsTheAnswerAndTheNextQuestionCanBeTyped(ChatPage page, Provider provider) throws Exception {
        provider.answers(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("One"));
            connection.waitForClientToLeave();
        });
        page.open().ask("hi");
        page.awaitAnswer("One");
        page.press(Keys.ESCAPE);
        page.awaitEnd();
        assertThat(provider.asked().get(0).clientLeft(60)).isTrue();

        provider.says("Another.");
        page.press("next", Keys.ENTER);
        page.awaitAnswer("Another.");
    }

    @Test
    void anAnswerThatFailedIsAskedForAgain(ChatPage page, Provider provider) {
        provider.answers(connection -> connection.whole(401, "application/json", "{\"error\":{\"message\":\"no\"}}"));
        page.open().ask("hi");
        page.awaitText(".failure", ".");
        page.awaitEnd();
        provider.says("Whole.");
        for (int i = 0; i < 20 && !String.valueOf(page.run(FOCUSED)).contains("retry"); i++) {
            page.press(Keys.chord(Keys.SHIFT, Keys.TAB));
        }
        page.press(Keys.ENTER);

        page.awaitAnswer("Whole.");
    }
}
