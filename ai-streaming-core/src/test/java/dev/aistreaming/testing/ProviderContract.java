package dev.aistreaming.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.http.HttpSettings;
import dev.aistreaming.http.HttpTransport;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What every provider and every decorator of one has to keep. A subclass says how the provider is made and how its wire
 * protocol looks.
 */
public abstract class ProviderContract extends CallContract {

    protected final HttpTransport transport = new HttpTransport(HttpSettings.DEFAULTS, executor);

    /** The provider, speaking to a server at this address. */
    protected abstract ChatProvider provider(URI server);

    /** What the provider calls its answers. */
    protected abstract String contentType();

    /** The beginning of an answer, as it is on the wire. */
    protected abstract byte[] opening();

    /** A piece of text, as it is on the wire; the text needs no escaping. */
    protected abstract byte[] text(String text);

    /** The end of an answer that the model finished, as it is on the wire. */
    protected abstract byte[] ending();

    protected static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @AfterEach
    void closeTransport() {
        transport.close();
    }

    @Override
    protected Answering answering(String... pieces) {
        List<byte[]> events = new ArrayList<>();
        events.add(opening());
        for (String piece : pieces) {
            events.add(text(piece));
        }
        events.add(ending());
        ScriptedServer server = streaming(events.toArray(byte[][]::new));
        return new Answering() {
            @Override
            public ChatCall newCall() {
                return call(server);
            }

            @Override
            public int requests() {
                return server.requests().size();
            }

            @Override
            public void close() {
                server.close();
            }
        };
    }

    private ScriptedServer streaming(byte[]... events) {
        return new ScriptedServer(connection -> {
            connection.head(200, contentType());
            for (byte[] event : events) {
                connection.chunk(event);
            }
            connection.end();
        });
    }

    private ChatCall call(ScriptedServer server) {
        return provider(server.url()).newCall(ChatRequest.of("Hello?"));
    }

    @Test
    void flushesWhatOneReadBrought() {
        CountDownLatch goOn = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.head(200, contentType());
            connection.chunk(opening(), text("a"));
            goOn.await();
            connection.chunk(text("b"), ending());
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
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.head(200, contentType());
            for (byte[] event : List.of(opening(), text("Grüße, "), text("世界 👋"), ending())) {
                for (byte b : event) {
                    connection.chunk(new byte[] {b});
                }
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
        try (ScriptedServer server = streaming(opening(), text("Hel"))) {
            RecordingListener listener = new RecordingListener();
            call(server).start(listener);

            assertThat(listener.error().code()).isEqualTo(ErrorCode.TRUNCATED);
            assertThat(listener.content()).isEqualTo("Hel");
        }
    }

    @Test
    void tellsWhatHadArrivedOfAnAnswerThatBreaksOff() {
        try (ScriptedServer server = streaming(opening(), text("Hel"))) {
            RecordingListener listener = new RecordingListener();
            call(server).start(listener);

            assertThat(partial(listener).content()).isEqualTo("Hel");
            assertThat(partial(listener).provider()).isEqualTo(listener.error().provider());
        }
    }

    @Test
    void reportsABrokenConnectionAsNetworkErrorAfterWhatHadArrived() {
        CountDownLatch arrived = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.head(200, contentType());
            connection.chunk(opening(), text("Hel"));
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
    void cancelClosesTheConnectionBeforeTheHead() {
        cancelWhile(connection -> {});
    }

    @Test
    void cancelClosesTheConnectionWhileTheProviderIsSilent() {
        cancelWhile(connection -> connection.head(200, contentType()));
    }

    @Test
    void cancelClosesTheConnectionInTheMiddleOfAnEvent() {
        cancelWhile(connection -> {
            connection.head(200, contentType());
            byte[] cut = text("lo");
            connection.chunk(opening(), text("Hel"), Arrays.copyOf(cut, cut.length / 2));
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

    /** Several pieces in one read. */
    @Override
    @Test
    void cancelledFromWithinACallbackDeliversNoMore() {
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.head(200, contentType());
            connection.chunk(opening(), text("a"), text("b"), text("c"));
            connection.waitForClientToLeave();
        })) {
            assertCancelledAfterTheFirstPiece(call(server));
        }
    }

    @Test
    void pauseBoundsWhatArrives() {
        byte[] tenThousand = text("0123456789".repeat(1_000));
        int pieces = 1_200; // 12 MB, more than sockets and buffers hold
        AtomicInteger written = new AtomicInteger();
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.head(200, contentType());
            connection.chunk(opening());
            for (int i = 0; i < pieces; i++) {
                connection.chunk(tenThousand);
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
            assertThat(whilePaused).isLessThan(100);

            call.resume();
            assertThat(listener.response().content()).hasSize(pieces * 10_000);
        }
    }

    @Test
    void leavesTheConnectionForTheNextCall() {
        try (ScriptedServer server = streaming(opening(), text("a"), ending())) {
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
