package dev.aistreaming.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConnectionReuseTests extends TransportFixture {

    private final List<ScriptedConnection> connections = new CopyOnWriteArrayList<>();

    private ScriptedServer server(ScriptedServer.Script script) {
        return new ScriptedServer(connection -> {
            connections.add(connection);
            script.play(connection);
        });
    }

    private long distinctConnections() {
        return connections.stream().distinct().count();
    }

    @Test
    void anAnswerReadToItsEndGivesItsConnectionBack() {
        try (ScriptedServer server = server(connection -> connection.whole(200, "text/plain", "ok"))) {
            for (int i = 0; i < 3; i++) {
                assertThat(ask(server.url()).body()).isEqualTo("ok");
                assertThat(transport.activeConnections()).isZero();
                assertThat(transport.idleConnections()).isEqualTo(1);
            }

            assertThat(distinctConnections()).isEqualTo(1);
        }
    }

    @Test
    void anAnswerThatIsGivenUpClosesItsConnection() {
        CountDownLatch begun = new CountDownLatch(1);
        try (ScriptedServer server = server(connection -> {
            connection.head(200, "text/plain");
            connection.chunk("o");
            begun.countDown();
            connection.waitForClientToLeave();
        })) {
            Exchange exchange = transport.newExchange(post(server.url()), new RecordingExchangeListener());
            exchange.start();
            begun.await();
            exchange.cancel();

            await().until(() -> server.openConnections() == 0);
            assertThat(transport.idleConnections()).isZero();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aBrokenChunkClosesItsConnection() {
        try (ScriptedServer server = server(connection -> {
            connection.head(200, "text/plain");
            connection.raw("zz\r\n");
            connection.waitForClientToLeave();
        })) {
            assertThat(ask(server.url()).failure()).isInstanceOf(IOException.class);
            await().until(() -> server.openConnections() == 0);
            assertThat(transport.idleConnections()).isZero();
        }
    }

    @Test
    void whatComesAfterAnAnswerIsNotTheNextAnswer() {
        try (ScriptedServer server = server(connection -> {
            connection.whole(200, "text/plain", "ok");
            connection.raw("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
        })) {
            for (int i = 0; i < 5; i++) {
                RecordingExchangeListener listener = ask(server.url());
                await().until(listener::hasEnded);
                assertThat(listener.received()).isIn(0, 2);
            }
        }
    }

    @Test
    void anAnswerThatForbidsItIsTheLastOnItsConnection() {
        try (ScriptedServer server =
                server(connection -> connection.whole(200, "text/plain", "ok", "Connection: close"))) {
            ask(server.url()).body();
            ask(server.url()).body();

            assertThat(distinctConnections()).isEqualTo(2);
        }
    }

    @Test
    void aConnectionThatTheServerHasClosedIsNotUsed() {
        try (ScriptedServer server = server(connection -> {
            connection.whole(200, "text/plain", "ok");
            connection.close();
        })) {
            for (int i = 0; i < 20; i++) {
                RecordingExchangeListener listener = ask(server.url());
                assertThat(listener.body()).isEqualTo("ok");
                // a client that has not yet heard of it cannot know
                await().pollDelay(Duration.ofMillis(100)).until(() -> server.openConnections() == 0);
            }
        }
    }

    @Test
    void aConnectionThatNobodyNeedsAnyMoreIsClosed() {
        try (HttpTransport impatient =
                        new HttpTransport(HttpSettings.DEFAULTS, executor, Map::of, () -> {}, Duration.ofMillis(100));
                ScriptedServer server = server(connection -> connection.whole(200, "text/plain", "ok"))) {
            RecordingExchangeListener listener = new RecordingExchangeListener();
            impatient.newExchange(post(server.url()), listener).start();
            assertThat(listener.body()).isEqualTo("ok");

            await().until(() -> server.openConnections() == 0);
        }
    }

    @Test
    void waitsForAConnectionWhereThereMayBeNoMore() {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger atOnce = new AtomicInteger();
        try (HttpTransport bounded = new HttpTransport(HttpSettings.DEFAULTS.withMaxConnections(2), executor);
                ScriptedServer server = server(connection -> {
                    atOnce.incrementAndGet();
                    release.await();
                    connection.whole(200, "text/plain", "ok");
                })) {
            List<RecordingExchangeListener> listeners = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                RecordingExchangeListener listener = new RecordingExchangeListener();
                listeners.add(listener);
                bounded.newExchange(post(server.url()), listener).start();
            }
            await().until(() -> atOnce.get() == 2 && bounded.activeConnections() == 2);
            release.countDown();

            assertThat(listeners)
                    .allSatisfy(listener -> assertThat(listener.body()).isEqualTo("ok"));
            assertThat(distinctConnections()).isEqualTo(2);
        }
    }

    @Test
    void whoeverGivesUpWaitingTakesNoConnection() {
        CountDownLatch release = new CountDownLatch(1);
        try (HttpTransport bounded = new HttpTransport(HttpSettings.DEFAULTS.withMaxConnections(1), executor);
                ScriptedServer server = server(connection -> {
                    release.await();
                    connection.whole(200, "text/plain", "ok");
                })) {
            RecordingExchangeListener first = new RecordingExchangeListener();
            bounded.newExchange(post(server.url()), first).start();
            await().until(() -> !connections.isEmpty());
            Exchange given = bounded.newExchange(post(server.url()), new RecordingExchangeListener());
            given.start();
            RecordingExchangeListener last = new RecordingExchangeListener();
            bounded.newExchange(post(server.url()), last).start();
            given.cancel();
            release.countDown();

            assertThat(first.body()).isEqualTo("ok");
            assertThat(last.body()).isEqualTo("ok");
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void nothingOfAnEndedExchangeIsReachable() {
        try (ScriptedServer server = ScriptedServer.answering(200, "text/plain", "ok")) {
            WeakReference<Object> listener = endedExchange(server);
            await().until(() -> {
                System.gc();
                return listener.get() == null;
            });

            assertThat(transport.idleConnections()).isEqualTo(1);
            assertThat(server.openConnections()).isEqualTo(1);
        }
    }

    private WeakReference<Object> endedExchange(ScriptedServer server) {
        RecordingExchangeListener listener = ask(server.url());
        assertThat(listener.body()).isEqualTo("ok");
        return new WeakReference<>(listener);
    }

    @Test
    void nothingOfACancelledExchangeIsReachable() {
        try (ScriptedServer server = new ScriptedServer(ScriptedConnection::waitForClientToLeave)) {
            WeakReference<Object> listener = cancelledExchange(server);
            await().until(() -> {
                System.gc();
                return listener.get() == null;
            });
        }
    }

    private WeakReference<Object> cancelledExchange(ScriptedServer server) {
        RecordingExchangeListener listener = new RecordingExchangeListener();
        Exchange exchange = transport.newExchange(post(server.url()), listener);
        exchange.start();
        await().until(() -> !server.requests().isEmpty());
        exchange.cancel();
        return new WeakReference<>(listener);
    }

    @Test
    void nothingOfAnExchangeThatEndedWhileItDrainedIsReachable() {
        try (ScriptedServer server = server(connection -> connection.whole(200, "text/plain", "ok"))) {
            WeakReference<Object> listener = drainedExchange(server);

            for (int i = 0; i < 5 && listener.get() != null; i++) {
                System.gc(); // long before the time for draining is over
            }
            assertThat(listener.get()).isNull();
        }
    }

    private WeakReference<Object> drainedExchange(ScriptedServer server) {
        RecordingExchangeListener listener = new RecordingExchangeListener();
        Exchange exchange = transport.newExchange(post(server.url()), listener);
        exchange.start();
        exchange.drain();
        assertThat(listener.body()).isEqualTo("ok");
        await().until(() -> transport.idleConnections() == 1);
        return new WeakReference<>(listener);
    }

    /** The threads that read are kept busy, so that they find out after the next request has taken the connection. */
    @Test
    void asksOnceMoreWhereAKeptConnectionWasClosedBeforeAnythingHadBeenSent() {
        CountDownLatch busy = new CountDownLatch(1);
        int threads = Runtime.getRuntime().availableProcessors();
        try (ScriptedServer server = server(connection -> connection.whole(200, "text/plain", "ok"))) {
            assertThat(ask(server.url()).body()).isEqualTo("ok");
            ScriptedConnection kept = connections.get(0);
            try (ScriptedServer other = new ScriptedServer(connection -> connection.whole(200, "text/plain", "ok"))) {
                for (int i = 0; i < threads; i++) {
                    BlockingListener blocking = new BlockingListener(busy);
                    transport.newExchange(post(other.url()), blocking).start();
                    await().until(blocking::isBlocked);
                }
                kept.close();
                RecordingExchangeListener next = ask(server.url());
                busy.countDown();

                assertThat(next.body()).isEqualTo("ok");
                assertThat(server.requests()).hasSize(2);
                assertThat(distinctConnections()).isEqualTo(2);
            }
        }
    }

    private static final class BlockingListener extends RecordingExchangeListener {
        private final CountDownLatch busy;
        private volatile boolean blocked;

        BlockingListener(CountDownLatch busy) {
            this.busy = busy;
        }

        @Override
        protected void handle(int length) {
            blocked = true;
            try {
                busy.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        boolean isBlocked() {
            return blocked;
        }
    }
}
