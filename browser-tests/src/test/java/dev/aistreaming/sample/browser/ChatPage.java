package dev.aistreaming.sample.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.sample.PackagedSample;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.awaitility.core.ConditionFactory;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The sample's page, as one who chats sees it. */
final class ChatPage {

    /** Of a machine that is busy with other things. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final PackagedSample sample;
    private final Chromium browser;
    private final List<String> expectedErrors = new ArrayList<>();

    ChatPage(PackagedSample sample, Chromium browser) {
        this.sample = sample;
        this.browser = browser;
    }

    Chromium browser() {
        return browser;
    }

    /** The same application in another browser. */
    ChatPage in(Chromium other) {
        return new ChatPage(sample, other);
    }

    ConditionFactory soon() {
        return await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50));
    }

    ChatPage open() {
        open("/");
        awaitReady();
        return this;
    }

    void open(String path) {
        browser.driver().get(sample.uri(path).toString());
    }

    /** In place of {@link #open()}. */
    Cable openByCable() throws IOException {
        Cable cable = new Cable(sample.uri("/"));
        browser.driver().get(cable.uri().toString());
        awaitReady();
        return cable;
    }

    String tab() {
        return browser.driver().getWindowHandle();
    }

    /** As the browser's own menu does it: what the tab remembers is remembered in the other, too. */
    void duplicateTab() {
        String tab = tab();
        run("window.open(location.href)");
        Set<String> tabs = browser.driver().getWindowHandles();
        goTo(tabs.stream().filter(other -> !other.equals(tab)).findAny().orElseThrow());
        awaitReady();
    }

    void goTo(String tab) {
        browser.driver().switchTo().window(tab);
    }

    void reload() {
        browser.driver().navigate().refresh();
        awaitReady();
    }

    /** Until the page knows its providers, which is the last that it loads. */
    private void awaitReady() {
        soon().until(() -> is("return document.querySelectorAll('#provider option').length > 0"));
    }

    void ask(String question) {
        type(question, Keys.ENTER);
    }

    void type(CharSequence... keys) {
        find("#question").sendKeys(keys);
    }

    /** Presses a key where the focus is. */
    void press(CharSequence... keys) {
        browser.driver().switchTo().activeElement().sendKeys(keys);
    }

    void click(String selector) {
        find(selector).click();
    }

    WebElement find(String selector) {
        return browser.driver().findElement(By.cssSelector(selector));
    }

    void awaitAnswer(String part) {
        awaitText(".turn:last-child .answer", part);
    }

    void awaitText(String selector, String part) {
        soon().untilAsserted(() -> assertThat(text(selector)).contains(part));
    }

    /** Until nothing is written any more. */
    void awaitEnd() {
        soon().until(() -> is("return document.getElementById('stop').hidden"));
    }

    String answer() {
        return text(".turn:last-child .answer .body");
    }

    /** The text of the first element that this selects; empty where there is none. */
    String text(String selector) {
        return Objects.toString(run("return document.querySelector(arguments[0])?.textContent", selector), "");
    }

    boolean is(String script, Object... arguments) {
        return Boolean.TRUE.equals(run(script, arguments));
    }

    Object run(String script, Object... arguments) {
        return Objects.requireNonNullElse(browser.driver().executeScript(script, arguments), "");
    }

    /** The last argument of the script is a function to call with what comes of it. */
    Object runAsync(String script, Object... arguments) {
        return Objects.requireNonNullElse(browser.driver().executeAsyncScript(script, arguments), "");
    }

    /** An error on the console that is as it should be: the browser reports failed requests there. */
    void expectsError(String part) {
        expectedErrors.add(part);
    }

    List<String> unexpectedErrors() {
        return browser.errors().stream()
                .filter(error -> expectedErrors.stream().noneMatch(error::contains))
                .toList();
    }
}
