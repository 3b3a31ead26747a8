package dev.aistreaming.sample.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An answer that is read over more than one connection. */
@ExtendWith(InBrowser.class)
class ComingBackIT {

    @Test
    void aReloadGoesOnWithTheAnswer(ChatPage page, Provider provider) {
        Dictation answer = provider.dictated();
        page.open().ask("hi");
        answer.says("One ");
        page.awaitAnswer("One");
        page.reload();
        page.awaitAnswer("One");
        answer.says("two.").ends();
        page.awaitAnswer("One two.");
        page.awaitEnd();

        assertThat(page.answer()).isEqualToIgnoringNewLines("One two.");
        assertThat(page.text(".question")).isEqualTo("hi");
        assertThat(provider.asked()).as("questions to the provider").hasSize(1);
    }

    @Test
    void aReloadAfterTheEndShowsTheSame(ChatPage page, Provider provider) {
        provider.says("One ", "two.");
        page.open().ask("hi");
        page.awaitAnswer("One two.");
        page.awaitEnd();
        page.reload();

        page.awaitAnswer("One two.");
        assertThat(provider.asked()).as("questions to the provider").hasSize(1);
    }

    @Test
    void anAnswerGoesOnWhenTheNetworkIsBack(ChatPage page, Provider provider) throws IOException {
        page.expectsError("ERR_INTERNET_DISCONNECTED");
        page.expectsError("ERR_INCOMPLETE_CHUNKED_ENCODING");
        Dictation answer = provider.dictated();
        try (Cable cable = page.openByCable()) {
            page.ask("hi");
            answer.says("One ");
            page.awaitAnswer("One");
            page.browser().goOffline();
            cable.interrupt();
            page.soon().until(() -> streams(page).size() > 1); // the first is broken, and a second is tried
            answer.says("two ");
            page.browser().goOnline();
            page.awaitAnswer("One two");
            answer.says("three.").ends();
            page.awaitAnswer("One two three.");
            page.awaitEnd();
        }

        assertThat(page.answer()).isEqualToIgnoringNewLines("One two three.");
        assertThat(page.text(".failure")).isEmpty();
        assertThat(provider.asked()).as("questions to the provider").hasSize(1);
    }

    @Test
    void aSecondTabReadsAlong(ChatPage page, Provider provider) {
        Dictation answer = provider.dictated();
        page.open().ask("hi");
        answer.says("One ");
        page.awaitAnswer("One");
        String first = page.tab();
        page.duplicateTab();
        page.awaitAnswer("One");
        answer.says("two.").ends();
        page.awaitAnswer("One two.");
        page.awaitEnd();

        page.goTo(first);
        page.awaitAnswer("One two.");
        page.awaitEnd();
        assertThat(provider.asked()).as("questions to the provider").hasSize(1);
    }

    private static List<String> streams(ChatPage page) {
        return page.browser().requests().stream()
                .filter(url -> url.endsWith("/stream"))
                .toList();
    }
}
