package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.spring.ScriptedApplication.Server;
import dev.aistreaming.testing.OpenAiWire;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.stereotype.Component;

/** What an application learns of the tokens of an answer that does not come to its end. */
@Tag("integration")
@Timeout(60)
class EstimatedUsageTests {

    private static final String QUESTION = "x".repeat(40);
    private static final String TEXT = "y".repeat(100);

    private final List<AiException> errors = new CopyOnWriteArrayList<>();
    private ScriptedApplication application;

    @Component
    static class Observer implements StreamObserver {
        private final List<Ended> ended = new CopyOnWriteArrayList<>();

        @Override
        public void ended(String provider, StreamOutcome outcome, @Nullable ChatResponse answer) {
            ended.add(new Ended(provider, outcome, answer));
        }
    }

    record Ended(
            String provider,
            StreamOutcome outcome,
            @Nullable ChatResponse answer) {}

    @BeforeEach
    void start() {
        application = new ScriptedApplication(
                Server.TOMCAT,
                false,
                List.of(Observer.class),
                "ai.streaming.heartbeat-interval=50ms",
                "ai.streaming.sse.include-metadata=true",
                "ai.streaming.limits.max-answer-characters=5000");
        application.controller().onError = errors::add;
    }

    @AfterEach
    void stop() {
        application.close();
    }

    private void playAndStall(String text) {
        application.play(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text(text));
            connection.waitForClientToLeave();
        });
    }

    private void playAndBreakOff() {
        application.play(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text(TEXT));
            connection.end();
        });
    }

    private String ask() throws Exception {
        return application.get("/callbacks?question=" + QUESTION).body();
    }

    private static Usage estimate(int input, int output) {
        return new Usage(input, output, null, null, null, true);
    }

    private Ended ended() {
        List<Ended> ended = application.bean(Observer.class).ended;
        await().until(() -> !ended.isEmpty());
        assertThat(ended).hasSize(1);
        return ended.get(0);
    }

    private ChatResponse answer() {
        return Objects.requireNonNull(ended().answer());
    }

    @Test
    void anObserverSeesWhatThereWasWhenTheBrowserLeft() throws Exception {
        playAndStall(TEXT);
        try (ScriptedApplication.Browser browser = application.browser("/callbacks?question=" + QUESTION)) {
            browser.readUntil(TEXT);
        }

        assertThat(ended().provider()).isEqualTo("openai");
        assertThat(ended().outcome()).isEqualTo(StreamOutcome.CANCELLED);
        assertThat(answer().content()).isEqualTo(TEXT);
        assertThat(answer().usage()).isEqualTo(estimate(10, 25));
    }

    @Test
    void theErrorOfAnAnswerThatBreaksOffHasAnEstimate() throws Exception {
        playAndBreakOff();
        ask();

        assertThat(ended().outcome()).isEqualTo(StreamOutcome.TRUNCATED);
        assertThat(answer().usage()).isEqualTo(estimate(10, 25));
        assertThat(errors)
                .singleElement()
                .satisfies(error -> assertThat(
                                Objects.requireNonNull(error.partial()).usage())
                        .isEqualTo(estimate(10, 25)));
    }

    @Test
    void theEstimateFollowsWhatWholeAnswersTook() throws Exception {
        application.play(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("z".repeat(400)) + OpenAiWire.ending());
            connection.end();
        });
        for (int i = 0; i < 20; i++) {
            ask(); // 400 characters are 40 tokens
        }
        await().until(() -> application.bean(Observer.class).ended.size() == 20);
        application.bean(Observer.class).ended.clear();
        playAndBreakOff();
        ask();

        assertThat(answer().usage().outputTokens()).isBetween(10, 15);
        assertThat(answer().usage().estimated()).isTrue();
    }

    @Test
    void anObserverSeesAWholeAnswerToo() throws Exception {
        application.play(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text(TEXT) + OpenAiWire.ending());
            connection.end();
        });
        assertThat(ask()).contains("\"usage\":{\"inputTokens\":12,\"outputTokens\":40},");

        assertThat(ended().outcome()).isEqualTo(StreamOutcome.COMPLETED);
        assertThat(answer().usage()).isEqualTo(new Usage(12, 40, null, null, null));
    }

    @Test
    void anObserverSeesTheAnswerThatTheApplicationCouldNotTake() throws Exception {
        application.controller().onComplete = response -> {
            throw new IllegalStateException("thrown by a test");
        };
        application.play(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text(TEXT) + OpenAiWire.ending());
            connection.end();
        });
        ask();

        assertThat(ended().outcome()).isEqualTo(StreamOutcome.ERROR);
        assertThat(answer().usage()).isEqualTo(new Usage(12, 40, null, null, null));
    }

    @Test
    void anObserverSeesNothingWhereNothingHadArrived() throws Exception {
        application.play(connection -> {
            connection.head(401, "application/json");
            connection.chunk("{\"error\":{\"message\":\"no\"}}");
            connection.end();
        });
        ask();

        assertThat(ended().answer()).isNull();
    }

    @Test
    void theBrowserIsToldThatItIsAnEstimate() throws Exception {
        playAndStall("y".repeat(6_000));

        assertThat(ask())
                .contains("{\"finishReason\":\"length\",\"usage\":{\"inputTokens\":10,\"outputTokens\":1500,"
                        + "\"estimated\":true},\"model\":\"gpt-test\",\"provider\":\"openai\"}");
    }
}
