package dev.aistreaming.sample.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.testing.OpenAiWire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What goes wrong is said in words, and the page goes on. */
@ExtendWith(InBrowser.class)
class FailureIT {

    @Test
    void aRefusalOfTheProvidersIsToldInWords(ChatPage page, Provider provider) {
        provider.answers(connection -> connection.whole(
                401, "application/json", "{\"error\":{\"message\":\"Incorrect API key provided: sk-secret\"}}"));
        page.open().ask("hi");

        assertThatWordsAreShown(page);
    }

    @Test
    void anAnswerThatIsCutKeepsItsBeginningAndSaysSo(ChatPage page, Provider provider) {
        provider.answers(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("One two"));
            connection.close();
        });
        page.open().ask("hi");

        assertThatWordsAreShown(page);
        assertThat(page.answer()).isEqualToIgnoringNewLines("One two");
    }

    @Test
    void aServerThatIsAwayIsToldInWords(ChatPage page, Provider provider) {
        page.expectsError("ERR_INTERNET_DISCONNECTED");
        page.open();
        page.browser().goOffline();
        page.ask("hi");

        assertThatWordsAreShown(page);
        assertThat(provider.asked()).isEmpty();
    }

    @Test
    void askingAgainAfterAFailureGivesTheAnswer(ChatPage page, Provider provider) {
        provider.answers(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("Half"));
            connection.close();
        });
        page.open().ask("hi");
        assertThatWordsAreShown(page);
        provider.says("Whole.");
        page.click(".retry");
        page.awaitAnswer("Whole.");
        page.awaitEnd();

        assertThat(page.answer()).isEqualToIgnoringNewLines("Whole.");
        assertThat(page.text(".failure")).isEmpty();
    }

    private static void assertThatWordsAreShown(ChatPage page) {
        page.awaitText(".failure", ".");
        page.awaitEnd();
        assertThat(page.text(".failure"))
                .matches("(?s)[A-Z]\\w+ .*")
                .doesNotContain("{", "sk-secret", "Exception", "undefined", "[object");
        assertThat(page.text("#status")).as("what is read out").isNotBlank();
    }
}
