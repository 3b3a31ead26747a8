package dev.aistreaming.sample.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A page with the {@code useChat} of the AI SDK, which knows nothing of this project. */
@ExtendWith(InBrowser.class)
class UseChatIT {

    private static final ScriptedServer.Script BEGINS = connection -> {
        connection.head(200, "text/event-stream");
        connection.chunk(OpenAiWire.opening() + OpenAiWire.text("One two"));
        connection.waitForClientToLeave();
    };

    @BeforeAll
    static void build() throws Exception {
        ReactBuild.run();
    }

    @Test
    void showsAnAnswerAsItGrows(ChatPage page, Provider provider) {
        Dictation answer = provider.dictated();
        open(page, "?chat=grows");
        ask(page);
        answer.says("One ");
        page.awaitText(".streaming .assistant", "One");
        answer.says("two.").ends();
        page.awaitText(".ready .assistant", "One two.");

        assertThat(page.text(".user")).isEqualTo("hi");
        assertThat(page.text(".assistant")).isEqualTo("One two.");
    }

    @Test
    void showsTheCallOfATool(ChatPage page, Provider provider) {
        provider.calls("weather", "{\"city\":\"Lisbon\"}");
        open(page, "?chat=tool");
        ask(page);

        page.awaitText(".ready .assistant code", "tool-weather input-available {\"city\":\"Lisbon\"}");
    }

    @Test
    void showsAnErrorInWords(ChatPage page, Provider provider) {
        provider.answers(connection -> connection.whole(401, "application/json", "{\"error\":{\"message\":\"no\"}}"));
        open(page, "?chat=error");
        ask(page);
        page.awaitText(".error em", ".");

        assertThat(page.text("em")).matches("[A-Z]\\w+ .*");
    }

    @Test
    void stopsTheProviderByLeaving(ChatPage page, Provider provider) throws Exception {
        provider.answers(BEGINS);
        open(page, "?chat=leaving");
        ask(page);
        page.awaitText(".assistant", "One two");
        page.click("#stop");

        assertThat(provider.asked().get(0).clientLeft(60)).isTrue();
        page.awaitText(".ready .assistant", "One two");
    }

    @Test
    void stopsTheProviderOfAnAnswerThatIsKept(ChatPage page, Provider provider) throws Exception {
        provider.answers(BEGINS);
        open(page, "?kept&chat=stopped");
        ask(page);
        page.awaitText(".assistant", "One two");
        page.click("#stop");

        assertThat(provider.asked().get(0).clientLeft(60)).isTrue();
        page.awaitText(".ready .assistant", "One two");
    }

    @Test
    void goesOnWithTheAnswerAfterAReload(ChatPage page, Provider provider) {
        Dictation answer = provider.dictated();
        open(page, "?kept&chat=reload");
        ask(page);
        answer.says("One ");
        page.awaitText(".assistant", "One");
        open(page, "?kept&chat=reload");
        page.awaitText(".assistant", "One");
        answer.says("two.").ends();
        page.awaitText(".ready .assistant", "One two.");

        assertThat(page.text(".assistant")).isEqualTo("One two.");
        assertThat(provider.asked()).as("questions to the provider").hasSize(1);
    }

    private static void open(ChatPage page, String query) {
        page.expectsError("requires 'TrustedScript'"); // zod, of the AI SDK, tries whether it may make code of text
        page.open("/use-chat.html" + query);
    }

    private static void ask(ChatPage page) {
        page.soon().until(() -> page.is("return document.querySelector('.ready #question') !== null"));
        page.ask("hi");
    }
}
