package dev.aistreaming.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.spring.test.ScriptedAi;
import dev.aistreaming.testing.ScriptedProvider;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What docs/testing.md shows: every example there is a part of this class or of the one with MockMvc. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "ai.streaming.resume.enabled=false",
            "ai.streaming.retry.max-attempts=1",
            "ai.streaming.timeouts.first-token=1s",
            "ai.streaming.heartbeat-interval=100ms"
        })
@ScriptedAi
class ScriptedAnswersTests {

    private final HttpClient browser = HttpClient.newHttpClient();
    private final ScriptedProvider provider;
    private final AiService ai;
    private final int port;

    @Autowired
    ScriptedAnswersTests(ScriptedProvider provider, AiService ai, @LocalServerPort int port) {
        this.provider = provider;
        this.ai = ai;
        this.port = port;
    }

    /** The events that the browser gets, one by one, as they come. */
    private Stream<String> events(String question) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/chat/stream"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"question\":\"" + question + "\"}"))
                .build();
        return browser.send(request, BodyHandlers.ofLines()).body().filter(line -> line.startsWith("data: "));
    }

    @Test
    void streamsTheAnswer() throws Exception {
        provider.answer("Hello", " world");

        try (Stream<String> events = events("Hi")) {
            assertThat(events)
                    .startsWith("data: {\"content\":\"Hello\"}", "data: {\"content\":\" world\"}")
                    .endsWith("data: [DONE]");
        }
    }

    @Test
    void showsReasoningAndUsage() throws Exception {
        provider.reasoning("Hm. ").answer("42").usage(12, 40);

        try (Stream<String> events = events("Hi")) {
            assertThat(events)
                    .containsExactly(
                            "data: {\"reasoning\":\"Hm. \"}",
                            "data: {\"content\":\"42\"}",
                            "data: {\"finishReason\":\"stop\",\"usage\":{\"inputTokens\":12,\"outputTokens\":40},"
                                    + "\"model\":\"scripted\",\"provider\":\"demo\"}",
                            "data: [DONE]");
        }
    }

    @Test
    void tellsTheProviderWhatTheBrowserAsked() throws Exception {
        provider.answer("Hello");
        try (Stream<String> events = events("Who are you?")) {
            assertThat(events).endsWith("data: [DONE]");
        }

        assertThat(provider.requests())
                .singleElement()
                .isEqualTo(ChatRequest.builder().prompt("Who are you?").build());
    }

    @Test
    void tellsTheBrowserOfAProviderThatRefuses() throws Exception {
        provider.failWith(ErrorCode.RATE_LIMITED);

        try (Stream<String> events = events("Hi")) {
            assertThat(events).first().asString().contains("\"code\":\"rate_limited\",\"retryable\":true");
        }
    }

    @Test
    void tellsTheBrowserOfAnAnswerThatBreaksOff() throws Exception {
        provider.answer("Hello", " world").cutAfter(1);

        try (Stream<String> events = events("Hi")) {
            assertThat(events)
                    .hasSize(3)
                    .startsWith("data: {\"content\":\"Hello\"}")
                    .element(1)
                    .asString()
                    .contains("\"code\":\"truncated\"");
        }
    }

    @Test
    void tellsTheBrowserOfAProviderThatSaysNothing() throws Exception {
        provider.stall();

        try (Stream<String> events = events("Hi")) {
            assertThat(events).first().asString().contains("\"code\":\"timeout\"");
        }
    }

    @Test
    void stopsTheProviderWhenTheClientDisconnects() throws Exception {
        provider.answer("Hello", " world").stallAfter(1);
        try (Stream<String> events = events("Hi")) {
            assertThat(events.iterator().next()).isEqualTo("data: {\"content\":\"Hello\"}");
        }

        await().until(() -> provider.cancelledCalls() == 1);
    }

    @Test
    void answersInOnePiece() {
        provider.answer("Hello", " world").usage(12, 40);

        assertThat(ai.ask("Hi")).isEqualTo("Hello world");
        ChatResponse response = ai.generate(ChatRequest.of("Hi"));
        assertThat(response.content()).isEqualTo("Hello world");
        assertThat(response.usage().outputTokens()).isEqualTo(40);
    }

    @Test
    void throwsWhereTheAnswerInOnePieceFails() {
        provider.failWith(ErrorCode.OVERLOADED);

        assertThatExceptionOfType(AiException.class)
                .isThrownBy(() -> ai.ask("Hi"))
                .extracting(AiException::code)
                .isEqualTo(ErrorCode.OVERLOADED);
    }
}
