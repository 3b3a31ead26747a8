package dev.aistreaming.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.http.HttpSettings;
import dev.aistreaming.http.HttpTransport;
import dev.aistreaming.sse.SseDecoder;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a call ends, and in which order. */
class EndOfAnswerTests {

    private static final String FINISH = "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final HttpTransport transport = new HttpTransport(HttpSettings.DEFAULTS, executor);

    @AfterEach
    void close() {
        transport.close();
        executor.shutdownNow();
    }

    private ChatCall newCall(ScriptedServer server) {
        return newCall(server, Duration.ofMillis(300));
    }

    private ChatCall newCall(ScriptedServer server, Duration endTimeout) {
        return new HttpChatProvider(
                        settings(server)
                                .withResponse(new ResponseLimits(endTimeout, SseDecoder.DEFAULT_MAX_EVENT_BYTES)),
                        transport)
                .newCall(ChatRequest.of("Hello?"));
    }

    private static ProviderSettings settings(ScriptedServer server) {
        return ProviderSettings.of("openai", ProviderType.OPENAI)
                .withBaseUrl(server.url())
                .withModel("m");
    }

    private RecordingListener ask(ScriptedServer server) {
        RecordingListener listener = new RecordingListener();
        newCall(server).start(listener);
        return listener;
    }

    /** Until the client closes the connection, which the write then tells. */
    private static void repeat(ScriptedConnection connection, String text) throws IOException, InterruptedException {
        while (true) {
            connection.chunk(text);
            Thread.sleep(5); // the server's pace, which no assertion depends on
        }
    }

    @Test
    void completesAfterAFinishReasonThoughTheStreamGoesOnWithoutATerminator() {
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.text("All done."));
            connection.chunk(FINISH);
            repeat(connection, ": ping\n\n");
        })) {
            assertThat(ask(server).response().content()).isEqualTo("All done.");
        }
    }

    @Test
    void completesAfterAFinishReasonThoughNothingMoreComes() {
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.text("All done.") + FINISH);
            connection.waitForClientToLeave();
        })) {
            assertThat(ask(server).response().content()).isEqualTo("All done.");
        }
    }

    @Test
    void givesAnAnswerTimeThatGoesOnAfterAFinishReason() {
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(FINISH);
            for (int i = 0; i < 15; i++) { // longer than the limit, each pause much shorter
                Thread.sleep(100);
                connection.chunk(OpenAiWire.text("x"));
            }
            connection.waitForClientToLeave();
        })) {
            RecordingListener listener = new RecordingListener();
            newCall(server, Duration.ofSeconds(1)).start(listener);
            assertThat(listener.response().content()).isEqualTo("x".repeat(15));
        }
    }

    @Test
    void doesNotEndAnAnswerThatTheListenerHasNotReadYet() throws Exception {
        CountDownLatch finished = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.text("a") + FINISH);
            finished.countDown();
            goOn.await(30, TimeUnit.SECONDS);
            connection.chunk(
                    "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}\n\ndata: [DONE]\n\n");
            connection.end();
        })) {
            ChatCall call = newCall(server, Duration.ofSeconds(1));
            RecordingListener listener = new RecordingListener() {
                @Override
                protected void handle(StreamEvent event) {
                    call.pause();
                }
            };
            call.start(listener);
            assertThat(finished.await(30, TimeUnit.SECONDS)).isTrue();
            CountDownLatch later = new CountDownLatch(1);
            var unused = transport.schedule(Duration.ofMillis(1500), later::countDown);
            assertThat(later.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(listener.hasEnded()).isFalse();
            goOn.countDown();
            call.resume();
            assertThat(listener.response().usage().outputTokens()).isEqualTo(2);
        }
    }

    @Test
    void readsAnErrorWhoseBodyNeverEndsNoLongerThanTheLimit() {
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.head(429, "application/json");
            connection.chunk("{\"error\":{\"code\":\"insufficient_quota\",\"message\":\"no more\"}");
            repeat(connection, " ");
        })) {
            AiException error = ask(server).error();
            assertThat(error.code()).isEqualTo(ErrorCode.QUOTA_EXCEEDED);
            assertThat(error.providerMessage()).isEqualTo("no more");
        }
    }

    @Test
    void stopsTheProviderBeforeItTellsThatTheCallWasCancelled() throws Exception {
        AtomicReference<ScriptedConnection> provider = new AtomicReference<>();
        AtomicBoolean stoppedFirst = new AtomicBoolean();
        CountDownLatch begun = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(connection -> {
            provider.set(connection);
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.text("a"));
            connection.waitForClientToLeave();
        })) {
            ChatCall call = newCall(server);
            RecordingListener listener = new RecordingListener() {
                @Override
                protected void handle(StreamEvent event) {
                    begun.countDown();
                }

                @Override
                public void onError(AiException error) {
                    try {
                        stoppedFirst.set(provider.get().clientLeft(10));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    super.onError(error);
                }
            };
            call.start(listener);
            assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
            call.cancel();
            assertThat(listener.error().code()).isEqualTo(ErrorCode.CANCELLED);
            assertThat(stoppedFirst).isTrue();
        }
    }

    @Test
    void endsACallThatCannotBeStartedInsteadOfThrowing() {
        try (HttpTransport broken = new HttpTransport(HttpSettings.DEFAULTS, executor, () -> {
                    throw new IllegalStateException("no headers");
                });
                ScriptedServer server = ScriptedServer.streaming("data: [DONE]\n\n")) {
            RecordingListener listener = new RecordingListener();
            new HttpChatProvider(settings(server), broken)
                    .newCall(ChatRequest.of("Hello?"))
                    .start(listener);
            assertThat(listener.error().code()).isEqualTo(ErrorCode.INTERNAL);
        }
    }

    @Test
    void isCancelledWhereARefusedCallWasCancelledBeforeItStarted() {
        RefusedCall call = new RefusedCall(
                AiException.of(ErrorCode.AUTHENTICATION).provider("openai").build());
        call.cancel();
        RecordingListener listener = new RecordingListener();
        call.start(listener);
        assertThat(listener.error().code()).isEqualTo(ErrorCode.CANCELLED);
    }
}
