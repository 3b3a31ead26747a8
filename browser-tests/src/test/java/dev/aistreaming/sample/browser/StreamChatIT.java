package dev.aistreaming.sample.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.testing.OpenAiWire;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The component of React's that docs/getting-started.md shows. */
@ExtendWith(InBrowser.class)
class StreamChatIT {

    @BeforeAll
    static void build() throws Exception {
        ReactBuild.run();
    }

    @BeforeEach
    void open(ChatPage page) {
        page.open("/stream-chat.html");
        page.soon().until(() -> page.is("return document.querySelector('#question') !== null"));
    }

    @Test
    void showsAnAnswerAsItGrows(ChatPage page, Provider provider) {
        Dictation answer = provider.dictated();
        page.ask("hi");
        answer.says("One ");
        page.awaitText(".assistant", "One");
        answer.says("two.").ends();
        page.awaitText(".assistant", "One two.");

        assertThat(page.text(".user")).isEqualTo("hi");
    }

    @Test
    void showsAnErrorInWords(ChatPage page, Provider provider) {
        provider.answers(connection -> connection.whole(401, "application/json", "{\"error\":{\"message\":\"no\"}}"));
        page.ask("hi");

        page.awaitText("[role=alert]", ".");
    }

    @Test
    void stopsTheProvider(ChatPage page, Provider provider) throws Exception {
        provider.answers(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("One two"));
            connection.waitForClientToLeave();
        });
        page.ask("hi");
        page.awaitText(".assistant", "One two");
        page.click("#stop");

        assertThat(provider.asked().get(0).clientLeft(60)).isTrue();
    }
}
