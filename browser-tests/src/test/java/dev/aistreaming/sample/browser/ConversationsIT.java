package dev.aistreaming.sample.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Earlier conversations, and the list of them. */
@ExtendWith(InBrowser.class)
class ConversationsIT {

    private static final String OPEN = "#chat-list .open";

    private static void ask(ChatPage page, Provider provider, String question, String answer) {
        provider.says(answer);
        page.ask(question);
        page.awaitAnswer(answer);
        page.awaitEnd();
    }

    private static void begin(ChatPage page) {
        page.click("#reset");
        page.soon().until(() -> page.text(".turn").isEmpty());
    }

    /** The titles in the list. */
    private static Object titles(ChatPage page) {
        return page.run(
                "return [...document.querySelectorAll('#chat-list .open span')].map((title) => title.textContent)");
    }

    private static void awaitTitles(ChatPage page, String... titles) {
        page.soon().untilAsserted(() -> assertThat(titles(page)).isEqualTo(List.of(titles)));
    }

    private static void open(ChatPage page, String title) {
        page.run("""
                [...document.querySelectorAll('#chat-list .open')]
                    .find((row) => row.firstElementChild.textContent === arguments[0]).click()""", title);
    }

    private static List<String> questions(ChatPage page) {
        return page.browser().driver().findElements(By.cssSelector(".question")).stream()
                .map(WebElement::getText)
                .toList();
    }

    private static String sentLast(Provider provider) {
        return provider.asked().get(provider.asked().size() - 1).request().body();
    }

    @Test
    void anEarlierConversationIsShownAndGoneOnWith(ChatPage page, Provider provider) {
        page.open();
        ask(page, provider, "first", "One.");
        begin(page);
        ask(page, provider, "second", "Two.");
        awaitTitles(page, "second", "first");
        open(page, "first");
        page.awaitAnswer("One.");
        assertThat(questions(page)).containsExactly("first");

        ask(page, provider, "third", "Three.");
        assertThat(sentLast(provider)).contains("first", "One.", "third").doesNotContain("second");
        awaitTitles(page, "first", "second");
    }

    @Test
    void theConversationOnThePageIsMarkedInTheList(ChatPage page, Provider provider) {
        page.open();
        ask(page, provider, "first", "One.");
        awaitTitles(page, "first");

        assertThat(page.text("#chat-list [aria-current] span")).isEqualTo("first");
        begin(page);
        page.soon().until(() -> page.text("#chat-list [aria-current]").isEmpty());
    }

    @Test
    void oneThatIsDeletedIsGone(ChatPage page, Provider provider) {
        page.open();
        ask(page, provider, "first", "One.");
        begin(page);
        ask(page, provider, "second", "Two.");
        awaitTitles(page, "second", "first");
        page.run("document.querySelectorAll('#chat-list .delete')[1].click()");
        assertThat(page.text("#chat-list form")).contains("Delete “first”?");
        page.click("#chat-list [type=submit]");
        awaitTitles(page, "second");

        page.reload();
        awaitTitles(page, "second");
        page.run("document.querySelector('#chat-list .delete').click()");
        page.press(Keys.chord(Keys.SHIFT, Keys.TAB), Keys.ENTER);
        page.soon().until(() -> page.text(".turn").isEmpty());
        awaitTitles(page);
    }

    @Test
    void oneThatIsNotDeletedAfterAllStays(ChatPage page, Provider provider) {
        page.open();
        ask(page, provider, "first", "One.");
        awaitTitles(page, "first");
        page.run("document.querySelector('#chat-list .delete').click()");
        page.press(Keys.ESCAPE);

        awaitTitles(page, "first");
        assertThat(page.is("return document.activeElement.matches('.delete')")).isTrue();
    }

    @Test
    void oneIsRenamed(ChatPage page, Provider provider) {
        page.open();
        ask(page, provider, "first", "One.");
        awaitTitles(page, "first");
        page.run("document.querySelector('#chat-list .rename').click()");
        page.press("<b>Numbers</b>", Keys.ENTER);

        awaitTitles(page, "<b>Numbers</b>");
        page.reload();
        awaitTitles(page, "<b>Numbers</b>");
    }

    @Test
    void twoBrowsersDoNotShare(ChatPage page, Provider provider) {
        page.open();
        ask(page, provider, "first", "One.");
        awaitTitles(page, "first");
        try (Chromium other = new Chromium()) {
            ChatPage theirs = page.in(other).open();
            theirs.soon().until(() -> theirs.find("#no-chats").isDisplayed());
            assertThat(titles(theirs)).isEqualTo(List.of());
        }
    }

    @Test
    void anEditedQuestionTakesThePlaceOfWhatFollowed(ChatPage page, Provider provider) {
        page.open();
        ask(page, provider, "first", "One.");
        ask(page, provider, "second", "Two.");
        ask(page, provider, "third", "Three.");
        page.run("document.querySelectorAll('.edit')[1].click()");
        page.run("document.getElementById('question').value = ''");
        ask(page, provider, "changed", "Changed.");

        assertThat(sentLast(provider)).contains("One.", "changed").doesNotContain("second", "third");
        begin(page);
        awaitTitles(page, "first");
        open(page, "first");
        page.awaitAnswer("Changed.");
        assertThat(questions(page)).containsExactly("first", "changed");
    }

    @Test
    void anAnswerThatIsAskedForAgainTakesThePlaceOfTheFirst(ChatPage page, Provider provider) {
        page.open();
        ask(page, provider, "first", "One.");
        ask(page, provider, "second", "Two.");
        provider.says("Better.");
        page.click(".retry");
        page.awaitAnswer("Better.");
        page.awaitEnd();
        assertThat(sentLast(provider)).contains("One.").doesNotContain("Two.").containsOnlyOnce("second");

        begin(page);
        open(page, "first");
        page.awaitAnswer("Better.");
        assertThat(questions(page)).containsExactly("first", "second");
    }

    @Test
    void anAnswerThatWasStoppedIsMarkedAndGoneOnFrom(ChatPage page, Provider provider) {
        Dictation answer = provider.dictated();
        page.open().ask("first");
        answer.says("One ");
        page.awaitAnswer("One");
        page.click("#stop");
        page.awaitEnd();
        ask(page, provider, "second", "Two.");
        assertThat(sentLast(provider)).contains("One", "was interrupted here", "second");

        begin(page);
        open(page, "first");
        page.awaitText(".turn:first-child .note", "This answer was interrupted.");
        page.awaitAnswer("Two.");
    }

    @Test
    void anAnswerThatIsBeingWrittenIsReadOnByWhoComesBack(ChatPage page, Provider provider) {
        page.open();
        ask(page, provider, "first", "One.");
        begin(page);
        Dictation answer = provider.dictated();
        page.ask("second");
        answer.says("Two ");
        page.awaitAnswer("Two");
        awaitTitles(page, "second", "first");
        open(page, "first");
        page.awaitAnswer("One.");
        open(page, "second");
        page.awaitAnswer("Two");
        answer.says("three.").ends();
        page.awaitAnswer("Two three.");
        page.awaitEnd();

        assertThat(provider.asked()).as("questions to the provider").hasSize(1);
    }

    @Test
    void aReloadGoesOnWithTheSameConversation(ChatPage page, Provider provider) {
        page.open();
        ask(page, provider, "first", "One.");
        page.reload();
        page.awaitAnswer("One.");
        ask(page, provider, "second", "Two.");

        assertThat(sentLast(provider)).contains("first", "One.", "second");
        awaitTitles(page, "first");
    }

    @Test
    void onAPhoneTheListIsADrawer(ChatPage page, Provider provider) {
        page.browser().driver().manage().window().setSize(new Dimension(500, 900));
        page.open();
        ask(page, provider, "first", "One.");
        begin(page);
        assertThat(page.find("#chats").isDisplayed()).isFalse();
        page.click("#open-chats");
        awaitTitles(page, "first");
        page.click(OPEN);

        page.awaitAnswer("One.");
        page.soon().until(() -> !page.find("#chats").isDisplayed());
    }

    @Test
    void escapeClosesTheDrawerAndStopsNothing(ChatPage page, Provider provider) {
        page.browser().driver().manage().window().setSize(new Dimension(500, 900));
        Dictation answer = provider.dictated();
        page.open().ask("first");
        answer.says("One ");
        page.awaitAnswer("One");
        page.click("#open-chats");
        page.press(Keys.ESCAPE);
        page.soon().until(() -> !page.find("#chats").isDisplayed());
        answer.says("two.").ends();
        page.awaitEnd();

        page.awaitAnswer("One two.");
    }

    @Test
    void whatTheServerHasForgottenIsToldAndANewOneBegins(ChatPage page, Provider provider) {
        page.expectsError("404");
        page.open();
        ask(page, provider, "first", "One.");
        awaitTitles(page, "first");
        page.runAsync("""
                const done = arguments[0];
                const {id} = document.querySelector('#chat-list li').dataset;
                fetch(`api/conversations/${id}`, {method: 'DELETE'}).then(() => done(''));""");
        page.reload();
        page.awaitText(".note", "no longer has this conversation");
        ask(page, provider, "second", "Two.");

        assertThat(sentLast(provider)).contains("second").doesNotContain("first");
        awaitTitles(page, "second");
    }

    @Test
    void aQuestionThatNeverReachedTheServerIsNotInTheWayOfTheNext(ChatPage page, Provider provider) {
        page.expectsError("ERR_INTERNET_DISCONNECTED");
        page.open();
        ask(page, provider, "first", "One.");
        page.browser().goOffline();
        page.ask("lost");
        page.awaitText(".failure", ".");
        page.browser().goOnline();
        ask(page, provider, "second", "Two.");
        ask(page, provider, "third", "Three.");

        assertThat(sentLast(provider)).contains("One.", "Two.", "third").doesNotContain("lost");
    }
}
