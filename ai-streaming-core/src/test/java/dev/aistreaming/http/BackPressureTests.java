package dev.aistreaming.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.testing.ScriptedServer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class BackPressureTests extends TransportFixture {

    private static final int SIZE = 50_000_000;

    private final AtomicLong written = new AtomicLong();

    /** Fifty megabytes in chunks as small as tokens are. */
    private ScriptedServer server() {
        String token = "data: " + "0123456789".repeat(20) + "\n\n";
        String chunk = Integer.toHexString(token.length()) + "\r\n" + token + "\r\n";
        String many = chunk.repeat(200);
        return new ScriptedServer(connection -> {
            connection.head(200, "text/event-stream");
            while (written.get() < SIZE) {
                connection.raw(many);
                written.addAndGet(200L * token.length());
            }
            connection.end();
        });
    }

    private void awaitThatTheServerIsHeldUp() {
        AtomicLong last = new AtomicLong(-1);
        await().pollInterval(Duration.ofMillis(300))
                .atMost(Duration.ofSeconds(30))
                .until(() -> written.get() > 0 && last.getAndSet(written.get()) == written.get());
    }

    @Test
    void aPausedListenerHoldsUpTheServer() {
        AtomicReference<Exchange> exchange = new AtomicReference<>();
        RecordingExchangeListener listener = new RecordingExchangeListener() {
            @Override
            protected void handle(int length) {
                if (received() == length) {
                    exchange.get().pause();
                }
            }
        };
        try (ScriptedServer server = server()) {
            exchange.set(transport.newExchange(post(server.url()), listener));
            exchange.get().start();
            awaitThatTheServerIsHeldUp();

            assertThat(written.get()).as("what sockets hold").isLessThan(SIZE / 2);
            assertThat(listener.received()).isLessThan(10_000);

            exchange.get().resume();
            assertThat(listener.body()).hasSize((int) written.get());
        }
    }

    @Test
    void aListenerThatBlocksHoldsUpTheServer() {
        CountDownLatch release = new CountDownLatch(1);
        RecordingExchangeListener listener = new RecordingExchangeListener() {
            @Override
            protected void handle(int length) {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }

            @Override
            public boolean isNonBlocking() {
                return false;
            }
        };
        try (ScriptedServer server = server()) {
            transport.newExchange(post(server.url()), listener).start();
            awaitThatTheServerIsHeldUp();

            assertThat(written.get()).as("what sockets hold").isLessThan(SIZE / 2);
            assertThat(listener.received()).isLessThan(10_000);

            release.countDown();
            assertThat(listener.body()).hasSize((int) written.get());
        }
    }

    @Test
    void pausesAndResumesOfAnyThreadLoseNothing() {
        AtomicReference<Exchange> exchange = new AtomicReference<>();
        RecordingExchangeListener listener = new RecordingExchangeListener() {
            @Override
            protected void handle(int length) {
                exchange.get().pause();
                executor.execute(() -> exchange.get().resume());
            }
        };
        try (ScriptedServer server = server()) {
            written.set(SIZE - 2_000_000);
            exchange.set(transport.newExchange(post(server.url()), listener));
            exchange.get().start();

            assertThat(listener.body()).hasSize((int) (written.get() - SIZE + 2_000_000));
        }
    }

    @Test
    void listenersThatBecomeBlockingLoseNothing() {
        AtomicLong calls = new AtomicLong();
        RecordingExchangeListener listener = new RecordingExchangeListener() {
            @Override
            public boolean isNonBlocking() {
                return calls.incrementAndGet() % 3 != 0;
            }
        };
        try (ScriptedServer server = server()) {
            written.set(SIZE - 2_000_000);
            transport.newExchange(post(server.url()), listener).start();

            assertThat(listener.body()).hasSize((int) (written.get() - SIZE + 2_000_000));
        }
    }

    @Test
    void anExecutorThatIsClosedEndsTheExchange() {
        var closed = Executors.newSingleThreadExecutor();
        CountDownLatch goOn = new CountDownLatch(1);
        RecordingExchangeListener listener = new RecordingExchangeListener() {
            @Override
            public boolean isNonBlocking() {
                return false;
            }
        };
        try (HttpTransport transport = new HttpTransport(HttpSettings.DEFAULTS, closed);
                ScriptedServer server = new ScriptedServer(connection -> {
                    connection.head(200, "text/plain");
                    goOn.await();
                    connection.chunk("more");
                    connection.waitForClientToLeave();
                })) {
            transport.newExchange(post(server.url()), listener).start();
            await().until(() -> listener.status() == 200);
            closed.shutdown();
            goOn.countDown();

            assertThat(listener.failure()).isInstanceOf(java.util.concurrent.RejectedExecutionException.class);
            await().until(() -> server.openConnections() == 0);
        }
    }
}
