package dev.aistreaming.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.StreamListener;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.http.HttpSettings;
import dev.aistreaming.http.HttpTransport;
import dev.aistreaming.provider.HttpChatProvider;
import dev.aistreaming.provider.ProviderSettings;
import dev.aistreaming.provider.ProviderType;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import dev.aistreaming.thread.Threads;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimeoutTests {

    private static final Duration SHORT = Duration.ofMillis(150);
    private static final Duration LONG = Duration.ofMinutes(5);

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final HttpTransport transport = new HttpTransport(HttpSettings.DEFAULTS, executor);
    private final Threads threads = new Threads(executor);
    private final AtomicReference<ScriptedConnection> connection = new AtomicReference<>();

    @AfterEach
    void close() {
        threads.close();
        transport.close();
        executor.shutdownNow();
    }

    private ChatCall call(ScriptedServer server, Timeouts timeouts) {
        HttpChatProvider plain = new HttpChatProvider(
                ProviderSettings.of("openai", ProviderType.OPENAI)
                        .withBaseUrl(server.url())
                        .withModel("gpt-test"),
                transport);
        return new TimeoutProvider(plain, timeouts, threads).newCall(ChatRequest.of("Hello?"));
    }

    private ScriptedServer silentAfter(ScriptedServer.Script script) {
        return new ScriptedServer(connection -> {
            this.connection.set(connection);
            script.play(connection);
            connection.waitForClientToLeave();
        });
    }

    private void assertTimeout(RecordingListener listener, String which) {
        assertThat(listener.error().code()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(listener.error().userMessage()).contains(which);
        assertThat(listener.error().retryable()).isTrue();
        await().until(() -> connection.get() != null && connection.get().clientLeft(0));
        await().until(() -> threads.pending() == 0);
    }

    @Test
    void endsACallWhoseHeadDoesNotCome() {
        try (ScriptedServer server = silentAfter(connection -> {})) {
            RecordingListener listener = new RecordingListener();
            call(server, new Timeouts(SHORT, LONG, LONG)).start(listener);

            assertTimeout(listener, "did not begin to answer within 150 ms");
        }
    }

    @Test
    void keepAlivesAreNoFirstToken() {
        try (ScriptedServer server = new ScriptedServer(connection -> {
            this.connection.set(connection);
            connection.head(200, "text/event-stream");
            while (!connection.clientLeft(0)) {
                connection.chunk(": keep-alive\n\n");
                Thread.sleep(10);
            }
        })) {
            RecordingListener listener = new RecordingListener();
            call(server, new Timeouts(SHORT, LONG, LONG)).start(listener);

            assertTimeout(listener, "did not begin");
        }
    }

    @Test
    void endsACallThatFallsSilentAndKeepsWhatHadCome() {
        try (ScriptedServer server = silentAfter(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("a"));
        })) {
            RecordingListener listener = new RecordingListener();
            call(server, new Timeouts(LONG, SHORT, LONG)).start(listener);

            assertTimeout(listener, "sent nothing for 150 ms");
            assertThat(listener.content()).isEqualTo("a");
        }
    }

    @Test
    void tellsWhatHadArrived() {
        try (ScriptedServer server = silentAfter(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("a"));
        })) {
            RecordingListener listener = new RecordingListener();
            call(server, new Timeouts(LONG, SHORT, LONG)).start(listener);

            assertThat(listener.error().code()).isEqualTo(ErrorCode.TIMEOUT);
            assertThat(listener.error().partial())
                    .extracting(ChatResponse::content)
                    .isEqualTo("a");
        }
    }

    @Test
    void keepAlivesAreSignsOfLifeInTheMiddleOfAnAnswer() {
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("a"));
            for (int i = 0; i < 40; i++) {
                connection.chunk(": keep-alive\n\n");
                Thread.sleep(20);
            }
            connection.chunk(OpenAiWire.text("b") + OpenAiWire.ending());
            connection.end();
        })) {
            RecordingListener listener = new RecordingListener();
            call(server, new Timeouts(LONG, Duration.ofMillis(400), LONG)).start(listener);

            assertThat(listener.response().content()).isEqualTo("ab");
        }
    }

    @Test
    void endsACallThatGoesOnForEver() {
        try (ScriptedServer server = new ScriptedServer(connection -> {
            this.connection.set(connection);
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening());
            while (!connection.clientLeft(0)) {
                connection.chunk(OpenAiWire.text("a"));
                Thread.sleep(10);
            }
        })) {
            RecordingListener listener = new RecordingListener();
            call(server, new Timeouts(LONG, LONG, Duration.ofSeconds(1))).start(listener);

            assertTimeout(listener, "longer than 1 s");
            assertThat(listener.content()).startsWith("a");
        }
    }

    @Test
    void aSlowListenerIsNoSilenceOfTheProvider() {
        try (ScriptedServer server =
                ScriptedServer.streaming(OpenAiWire.opening() + OpenAiWire.text("a"), OpenAiWire.ending())) {
            RecordingListener listener = new RecordingListener() {
                @Override
                protected void handle(StreamEvent event) {
                    if (event instanceof StreamEvent.Content) {
                        Awaitility.await().pollDelay(Duration.ofMillis(600)).until(() -> true);
                    }
                }
            };
            call(server, new Timeouts(LONG, SHORT, LONG)).start(listener);

            assertThat(listener.response().content()).isEqualTo("a");
        }
    }

    @Test
    void aPauseIsNoSilenceOfTheProvider() {
        try (ScriptedServer server =
                ScriptedServer.streaming(OpenAiWire.opening() + OpenAiWire.text("a") + OpenAiWire.ending())) {
            ChatCall call = call(server, new Timeouts(SHORT, SHORT, LONG));
            RecordingListener listener = new RecordingListener();
            call.pause();
            call.start(listener);
            await().during(Duration.ofMillis(500)).until(() -> !listener.hasEnded());

            call.resume();
            assertThat(listener.response().content()).isEqualTo("a");
        }
    }

    @Test
    void leavesNothingBehindAfterAGoodEnd() {
        try (ScriptedServer server = ScriptedServer.streaming(OpenAiWire.opening(), OpenAiWire.ending())) {
            RecordingListener listener = new RecordingListener();
            call(server, Timeouts.DEFAULTS).start(listener);
            listener.response();

            await().until(() -> threads.pending() == 0 && transport.openExchanges() == 0);
        }
    }

    @Test
    void refusesATimeThatIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Timeouts(Duration.ZERO, LONG, LONG))
                .withMessageContaining("first-token");
    }

    // ---- a provider of somebody else's

    private static final class DeafCall implements ChatCall {
        private volatile @Nullable StreamListener listener;

        @Override
        public void start(StreamListener listener) {
            this.listener = listener;
        }

        StreamListener listener() {
            return Objects.requireNonNull(listener);
        }

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void cancel() {}
    }

    private RecordingListener ask(DeafCall deaf) {
        RecordingListener listener = new RecordingListener();
        new TimeoutCall("own", deaf, Timeouts.ofTotal(SHORT), threads, System::nanoTime).start(listener);
        return listener;
    }

    /** Who is told may wait, and the timer has one thread for all streams. */
    @Test
    void tellsItOnAThreadOfItsOwn() {
        AtomicReference<String> thread = new AtomicReference<>();
        RecordingListener listener = new RecordingListener() {
            @Override
            public void onError(AiException error) {
                thread.set(Thread.currentThread().getName());
                super.onError(error);
            }
        };
        new TimeoutCall("own", new DeafCall(), Timeouts.ofTotal(SHORT), threads, System::nanoTime).start(listener);

        assertThat(listener.error().code()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(thread.get()).doesNotContain("ai-streaming-timer");
    }

    @Test
    void endsACallThatDoesNotAnswerToItsCancellation() {
        assertThat(ask(new DeafCall()).error().code()).isEqualTo(ErrorCode.TIMEOUT);
    }

    @Test
    void passesNothingOnAfterItHasGivenUp() {
        DeafCall deaf = new DeafCall();
        RecordingListener listener = ask(deaf);
        listener.error();
        deaf.listener().onEvent(new StreamEvent.Content("late"));
        deaf.listener().onFlush();
        deaf.listener().onError(AiException.of(ErrorCode.CANCELLED).build());
        assertThat(listener.await().events).isEmpty();
    }

    // ---- a process that stands still

    /** Moves only where a test moves it, and counts who looks at it. */
    private static final class Clock implements LongSupplier {
        private final AtomicLong nanos = new AtomicLong();
        private final AtomicInteger looks = new AtomicInteger();

        @Override
        public long getAsLong() {
            looks.incrementAndGet();
            return nanos.get();
        }

        void advance(Duration by) {
            nanos.addAndGet(by.toNanos());
        }

        /** Until the timer has looked at it. */
        void awaitLook() {
            int before = looks.get();
            await().until(() -> looks.get() > before);
        }
    }

    private RecordingListener standStill(Timeouts timeouts, DeafCall call, Clock clock) {
        RecordingListener listener = new RecordingListener();
        new TimeoutCall("own", call, timeouts, threads, clock).start(listener);
        clock.advance(Duration.ofMinutes(1));
        clock.awaitLook();
        return listener;
    }

    private static void answer(DeafCall call) {
        call.listener().onEvent(new StreamEvent.Content("a"));
        call.listener().onFlush();
        call.listener()
                .onComplete(new ChatResponse(null, "own", null, "a", "", List.of(), FinishReason.STOP, Usage.UNKNOWN));
    }

    @Test
    void givesTimeForTheFirstTokenOnceMoreAfterTheProcessStoodStill() {
        DeafCall call = new DeafCall();
        RecordingListener listener = standStill(new Timeouts(SHORT, LONG, LONG), call, new Clock());

        answer(call);
        assertThat(listener.response().content()).isEqualTo("a");
    }

    @Test
    void givesTheWholeItsTimeOnceMoreAfterTheProcessStoodStill() {
        DeafCall call = new DeafCall();
        RecordingListener listener = standStill(Timeouts.ofTotal(SHORT), call, new Clock());

        answer(call);
        assertThat(listener.response().content()).isEqualTo("a");
    }

    @Test
    void givesTimeForSilenceOnceMoreAfterTheProcessStoodStill() {
        Clock clock = new Clock();
        DeafCall call = new DeafCall();
        RecordingListener listener = new RecordingListener();
        new TimeoutCall("own", call, new Timeouts(LONG, SHORT, LONG), threads, clock).start(listener);
        call.listener().onEvent(new StreamEvent.Content("a"));
        call.listener().onFlush();
        clock.advance(Duration.ofMinutes(1));
        clock.awaitLook();

        answer(call);
        assertThat(listener.response().content()).isEqualTo("a");
    }

    @Test
    void givesNoMoreThanThat() {
        Clock clock = new Clock();
        RecordingListener listener = standStill(new Timeouts(SHORT, LONG, LONG), new DeafCall(), clock);

        clock.advance(SHORT);
        assertThat(listener.error().code()).isEqualTo(ErrorCode.TIMEOUT);
    }

    @Test
    void aTimerThatIsALittleLateGivesNothing() {
        Clock clock = new Clock();
        RecordingListener listener = new RecordingListener();
        new TimeoutCall("own", new DeafCall(), new Timeouts(SHORT, LONG, LONG), threads, clock).start(listener);
        clock.advance(SHORT.plusMillis(900));

        assertThat(listener.error().code()).isEqualTo(ErrorCode.TIMEOUT);
    }

    // ---- what is no piece of the answer

    private static final ToolCall PAY = new ToolCall("c1", "pay", "{}");

    @Test
    void onlyWhatTheModelSaysIsAFirstToken() {
        DeafCall call = new DeafCall();
        RecordingListener listener = new RecordingListener();
        new TimeoutCall("own", call, new Timeouts(SHORT, LONG, LONG), threads, System::nanoTime).start(listener);
        call.listener().onEvent(new StreamEvent.Started("1", "m"));
        call.listener().onEvent(new StreamEvent.Data("progress", null, "1"));
        call.listener().onEvent(StreamEvent.Source.url("https://example.com", null));
        call.listener().onFlush();

        assertThat(listener.error().userMessage()).contains("did not begin");
    }

    private static void ask(DeafCall call, ToolCall... calls) {
        for (ToolCall asked : calls) {
            call.listener().onEvent(new StreamEvent.ApprovalRequested("a-" + asked.id(), asked));
        }
        call.listener().onFlush();
    }

    private static void result(DeafCall call, ToolCall of) {
        call.listener()
                .onEvent(new StreamEvent.ToolResulted(
                        new Part.ToolResult(of.id(), of.name(), List.of(new Part.Text("done")), false)));
        call.listener().onFlush();
    }

    @Test
    void theTotalTimeStandsStillWhilePeopleDecide() {
        Clock clock = new Clock();
        DeafCall call = new DeafCall();
        RecordingListener listener = new RecordingListener();
        new TimeoutCall("own", call, Timeouts.ofTotal(SHORT), threads, clock).start(listener);
        ask(call, PAY);
        clock.advance(SHORT.plusMillis(500)); // less than what would be taken for a process that stood still
        clock.awaitLook();
        result(call, PAY);

        answer(call);
        assertThat(listener.response().content()).isEqualTo("a");
    }

    @Test
    void theTotalTimeGoesOnAfterTheResult() {
        Clock clock = new Clock();
        DeafCall call = new DeafCall();
        RecordingListener listener = new RecordingListener();
        new TimeoutCall("own", call, Timeouts.ofTotal(SHORT), threads, clock).start(listener);
        ask(call, PAY);
        clock.advance(SHORT.plusMillis(500));
        result(call, PAY);
        clock.advance(SHORT);

        assertThat(listener.error().userMessage()).contains("longer than 150 ms");
    }

    @Test
    void theTotalTimeStandsStillUntilTheLastDecision() {
        ApprovalTime time = new ApprovalTime();
        ToolCall other = new ToolCall("c2", "pay", "{}");
        time.asked(new StreamEvent.ApprovalRequested("a1", PAY), 100);
        time.asked(new StreamEvent.ApprovalRequested("a2", other), 110);
        time.resulted(new StreamEvent.ToolResulted(Part.ToolResult.failed("c1", "pay", "no")), 150);
        assertThat(time.isWaiting()).isTrue();
        assertThat(time.until(200)).isEqualTo(100);

        time.resulted(new StreamEvent.ToolResulted(Part.ToolResult.failed("c2", "pay", "no")), 250);
        time.resulted(new StreamEvent.ToolResulted(Part.ToolResult.failed("c3", "time", "no")), 300);
        assertThat(time.isWaiting()).isFalse();
        assertThat(time.until(400)).isEqualTo(150);

        time.asked(new StreamEvent.ApprovalRequested("a3", PAY), 400);
        time.over(410);
        time.over(500);
        assertThat(time.until(600)).isEqualTo(160);
    }
}
