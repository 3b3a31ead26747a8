package dev.aistreaming.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.http.HttpSettings;
import dev.aistreaming.http.HttpTransport;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What every provider and every decorator of one has to keep. A subclass says how the provider is made and how its wire
 * protocol looks.
 */
public abstract class ProviderContract {

    private final ExecutorService executor = Executors.newCachedThreadPool();
    protected final HttpTransport transport = new HttpTransport(HttpSettings.DEFAULTS, executor);

    /** The provider, speaking to a server at this address. */
    protected abstract ChatProvider provider(URI server);

    /** The beginning of an answer, as it is on the wire. */
    protected abstract String opening();

    /** A piece of text, as it is on the wire; the text needs no escaping. */
    protected abstract String text(String text);

    /** The end of an answer that the model finished, as it is on the wire. */
    protected abstract String ending();

    @AfterEach
    void closeTransport() {
        transport.close();
        executor.shutdownNow();
    }

    private ChatCall call(ScriptedServer server) {
        return provider(server.url()).newCall(ChatRequest.of("Hello?"));
    }

    @Test
    void deliversTheAnswerInOrderAndCompletesOnce() {
        try (ScriptedServer server = ScriptedServer.streaming(opening(), text("Hel"), text("lo"), ending())) {
            RecordingListener listener = new RecordingListener();
            call(server).start(listener);

            assertThat(listener.response().content()).isEqualTo("Hello");
            assertThat(listener.response().finishReason()).isEqualTo(FinishReason.STOP);
            assertThat(listener.content()).isEqualTo("Hello");
            assertThat(listener.events.get(0)).isInstanceOf(StreamEvent.Started.class);
            assertThat(listener.events.get(listener.events.size() - 1)).isInstanceOf(StreamEvent.Finished.class);
        }
    }

    @Test
    void flushesWhatOneReadBrought() {
        CountDownLatch goOn = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(opening() + text("a"));
            goOn.await();
            connection.chunk(text("b") + ending());
            connection.end();
        })) {
            RecordingListener listener = new RecordingListener();
            call(server).start(listener);

            await().until(() -> listener.content().equals("a") && listener.flushes.get() > 0);
            goOn.countDown();
            listener.response();
        }
    }

    @Test
    void givesTheSameAnswerHoweverTheBytesAreCut() {
        String body = opening() + text("Grüße, ") + text("世界 👋") + ending();
        byte[] bytes = body.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.head(200, "text/event-stream");
            for (byte b : bytes) {
                connection.chunk(new byte[] {b});
            }
            connection.end();
        })) {
            RecordingListener listener = new RecordingListener();
            call(server).start(listener);

            assertThat(listener.response().content()).isEqualTo("Grüße, 世界 👋");
        }
    }

    @Test
    void reportsAnAnswerThatBreaksOffAsTruncated() {
        try (ScriptedServer server = ScriptedServer.streaming(opening(), text("Hel"))) {
            RecordingListener listener = new RecordingListener();
            call(server).start(listener);

            assertThat(listener.error().code()).isEqualTo(ErrorCode.TRUNCATED);
            assertThat(listener.content()).isEqualTo("Hel");
        }
    }

    @Test
    void reportsABrokenConnectionAsNetworkErrorAfterWhatHadArrived() {
        CountDownLatch arrived = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(opening() + text("Hel"));
            arrived.await();
            connection.reset();
        })) {
            RecordingListener listener = new RecordingListener() {
                @Override
                protected void handle(StreamEvent event) {
                    if (event instanceof StreamEvent.Content) {
                        arrived.countDown();
                    }
                }
            };
            call(server).start(listener);

            assertThat(listener.error().code()).isEqualTo(ErrorCode.NETWORK);
            assertThat(listener.content()).isEqualTo("Hel");
        }
    }

    @Test
    void refusesASecondStart() {
        try (ScriptedServer server = ScriptedServer.streaming(opening(), ending())) {
            ChatCall call = call(server);
            RecordingListener listener = new RecordingListener();
            call.start(listener);

            assertThatThrownBy(() -> call.start(new RecordingListener())).isInstanceOf(IllegalStateException.class);
            listener.response();
        }
    }

    @Test
    void cancelledBeforeTheStartSendsNothing() {
        try (ScriptedServer server = ScriptedServer.streaming(opening(), ending())) {
            ChatCall call = call(server);
            RecordingListener listener = new RecordingListener();
            call.cancel();
            call.start(listener);

            assertThat(listener.error().code()).isEqualTo(ErrorCode.CANCELLED);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void cancelClosesTheConnectionBeforeTheHead() {
        cancelWhile(connection -> {});
    }

    @Test
    void cancelClosesTheConnectionWhileTheProviderIsSilent() {
        cancelWhile(connection -> connection.head(200, "text/event-stream"));
    }

    @Test
    void cancelClosesTheConnectionInTheMiddleOfAnEvent() {
        cancelWhile(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(opening() + text("Hel") + text("lo").substring(0, 10));
        });
    }

    @Test
    void cancelClosesTheConnectionInTheMiddleOfAnErrorsBody() {
        cancelWhile(connection -> {
            connection.head(500, "application/json");
            connection.chunk("{\"error\":");
        });
    }

    private void cancelWhile(ScriptedServer.Script phase) {
        AtomicReference<ScriptedConnection> provider = new AtomicReference<>();
        CountDownLatch reached = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(connection -> {
            provider.set(connection);
            phase.play(connection);
            reached.countDown();
            connection.waitForClientToLeave();
        })) {
            ChatCall call = call(server);
            RecordingListener listener = new RecordingListener();
            call.start(listener);
            awaitUninterruptibly(reached);
            call.cancel();
            call.cancel();

            assertThat(listener.error().code()).isEqualTo(ErrorCode.CANCELLED);
            await().atMost(Duration.ofSeconds(10)).until(() -> provider.get().clientLeft(0));
        }
    }

    @Test
    void cancelledFromWithinACallbackDeliversNoMore() {
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(opening() + text("a") + text("b") + text("c"));
            connection.waitForClientToLeave();
        })) {
            ChatCall call = call(server);
            RecordingListener listener = new RecordingListener() {
                @Override
                protected void handle(StreamEvent event) {
                    if (event instanceof StreamEvent.Content) {
                        call.cancel();
                    }
                }
            };
            call.start(listener);

            assertThat(listener.error().code()).isEqualTo(ErrorCode.CANCELLED);
            assertThat(listener.content()).isEqualTo("a");
        }
    }

    @Test
    void cancelAfterTheEndChangesNothing() {
        try (ScriptedServer server = ScriptedServer.streaming(opening(), text("a"), ending())) {
            ChatCall call = call(server);
            RecordingListener listener = new RecordingListener();
            call.start(listener);
            listener.response();
            call.cancel();

            assertThat(listener.await().response().content()).isEqualTo("a");
        }
    }

    @Test
    void endsOnceWhenCancelMeetsTheEnd() {
        for (int round = 0; round < 50; round++) {
            try (ScriptedServer server = ScriptedServer.streaming(opening() + text("a"), text("b") + ending())) {
                ChatCall call = call(server);
                RecordingListener listener = new RecordingListener() {
                    @Override
                    protected void handle(StreamEvent event) {
                        if (event instanceof StreamEvent.Content) {
                            executor.execute(call::cancel);
                        }
                    }
                };
                call.start(listener);
                listener.await();
            }
        }
    }

    @Test
    void pauseBoundsWhatArrives() {
        String thousand = text("0123456789".repeat(100));
        int pieces = 20_000; // 20 MB, more than sockets and buffers hold
        AtomicInteger written = new AtomicInteger();
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(opening());
            for (int i = 0; i < pieces; i++) {
                connection.chunk(thousand);
                written.incrementAndGet();
            }
            connection.chunk(ending());
            connection.end();
        })) {
            ChatCall call = call(server);
            AtomicInteger received = new AtomicInteger();
            RecordingListener listener = new RecordingListener() {
                @Override
                protected void handle(StreamEvent event) {
                    if (received.incrementAndGet() == 2) {
                        call.pause();
                    }
                }
            };
            call.start(listener);
            // paused: what still comes is what one read had brought, and the provider's writes come to a halt
            await().until(() -> received.get() >= 2);
            await().during(Duration.ofMillis(300)).until(written::get, count -> count < pieces);
            int whilePaused = received.get();
            assertThat(whilePaused).isLessThan(1000);

            call.resume();
            assertThat(listener.response().content()).hasSize(pieces * 1000);
        }
    }

    @Test
    void pausedBeforeTheStartDeliversOnlyAfterResume() {
        try (ScriptedServer server = ScriptedServer.streaming(opening() + text("a") + ending())) {
            ChatCall call = call(server);
            RecordingListener listener = new RecordingListener();
            call.pause();
            call.start(listener);
            await().until(() -> !server.requests().isEmpty());
            await().during(Duration.ofMillis(200)).until(listener.events::isEmpty);

            call.resume();
            assertThat(listener.response().content()).isEqualTo("a");
        }
    }

    @Test
    void aListenerThatThrowsEndsTheCallWithAnInternalError() {
        try (ScriptedServer server = ScriptedServer.streaming(opening(), text("a"), text("b"), ending())) {
            RecordingListener listener = new RecordingListener() {
                @Override
                protected void handle(StreamEvent event) {
                    if (event instanceof StreamEvent.Content) {
                        throw new IllegalArgumentException("a fault of the listener");
                    }
                }
            };
            call(server).start(listener);

            assertThat(listener.error().code()).isEqualTo(ErrorCode.INTERNAL);
            assertThat(listener.error()).hasRootCauseMessage("a fault of the listener");
        }
    }

    @Test
    void leavesTheConnectionForTheNextCall() {
        try (ScriptedServer server = ScriptedServer.streaming(opening(), text("a"), ending())) {
            for (int i = 0; i < 3; i++) {
                RecordingListener listener = new RecordingListener();
                call(server).start(listener);
                listener.response();
                await().until(() -> transport.openExchanges() == 0);
            }

            assertThat(server.requests()).hasSize(3);
            assertThat(server.openConnections()).isEqualTo(1);
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
