package dev.aistreaming.sample.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.testing.OpenAiWire;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An answer while it is being written. */
@ExtendWith(InBrowser.class)
class AnswerIT {

    @Test
    void growsOnThePageBeforeItIsComplete(ChatPage page, Provider provider) {
        Dictation answer = provider.dictated();
        page.open();
        page.run("""
                window.painted = [];
                const look = () => {
                    const shown = document.querySelector('.answer .body')?.textContent ?? '';
                    if (shown !== (painted.at(-1) ?? '')) painted.push(shown);
                    requestAnimationFrame(look);
                };
                look();""");
        page.ask("hi");
        answer.says("One ");
        page.awaitAnswer("One");
        answer.says("two ");
        page.awaitAnswer("One two");
        answer.says("three.");
        page.awaitAnswer("One two three.");

        assertThat(page.run("return painted.map((text) => text.trim())"))
                .isEqualTo(List.of("One", "One two", "One two three."));
        answer.ends();
        page.awaitEnd();
        assertThat(page.answer()).isEqualToIgnoringNewLines("One two three.");
    }

    @Test
    void endsAtTheProviderWhenItIsStopped(ChatPage page, Provider provider) throws Exception {
        provider.answers(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("One two"));
            connection.waitForClientToLeave();
        });
        page.open().ask("hi");
        page.awaitAnswer("One two");
        page.click("#stop");

        assertThat(provider.asked()).hasSize(1);
        assertThat(provider.asked().get(0).clientLeft(60)).isTrue();
        page.awaitEnd();
        assertThat(page.text(".failure")).isEmpty();
        assertThat(page.answer()).isEqualToIgnoringNewLines("One two");
    }

    @Test
    void leavesThePageResponsiveWhileTwentyThousandTokensArrive(ChatPage page, Provider provider) {
        CountDownLatch clicked = new CountDownLatch(1);
        provider.answers(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening());
            for (int i = 0; i < 20_000; i++) {
                connection.chunk(Wire.text(i % 50 == 49 ? ".\n\n" : i % 25 == 0 ? "- `t" + i + "` " : "t" + i + " "));
                if (i == 19_000) {
                    clicked.await();
                }
            }
            connection.chunk(OpenAiWire.ending());
            connection.end();
        });
        page.open().ask("hi");
        page.awaitAnswer("t1 ");
        for (int i = 0; i < 10; i++) {
            boolean offered = i % 2 == 0;
            page.click("#tools");
            page.soon()
                    .until(() -> page.is(
                            "return document.getElementById('tools').ariaPressed === String(arguments[0])", offered));
        }
        clicked.countDown();
        page.awaitAnswer("t19998");
        page.awaitEnd();
        assertThat(page.text(".failure")).isEmpty();
    }

    @Test
    void isWrittenFromRightToLeftWhereItsLanguageIs(ChatPage page, Provider provider) {
        provider.says("שלום ", "עולם\n\n", "```java\nint i = 1;\n```\n\n", "And in English.");
        page.open().ask("שלום?");
        page.awaitAnswer("And in English.");
        page.awaitEnd();

        assertThat(direction(page, ".question")).isEqualTo("rtl");
        assertThat(direction(page, ".answer .body p")).isEqualTo("rtl");
        assertThat(direction(page, ".answer pre")).isEqualTo("ltr");
        assertThat(direction(page, ".answer .body p:last-of-type")).isEqualTo("ltr");
    }

    private static Object direction(ChatPage page, String selector) {
        return page.run("return getComputedStyle(document.querySelector(arguments[0])).direction", selector);
    }
}
