package dev.aistreaming.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.testing.FailingSslContext;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("counts threads")
class TransportLifeTests extends TransportFixture {

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("ai-streaming-http-"))
                .peek(thread -> assertThat(thread.isDaemon()).isTrue())
                .count();
    }

    @Test
    void closingEndsWhatIsUnderWayAndItsThreads() {
        long before = threads();
        HttpTransport closing = new HttpTransport(HttpSettings.DEFAULTS, executor);
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.head(200, "text/plain");
            connection.chunk("a");
            connection.waitForClientToLeave();
        })) {
            RecordingExchangeListener listener = new RecordingExchangeListener();
            closing.newExchange(post(server.url()), listener).start();
            await().until(() -> listener.received() == 1);
            assertThat(threads()).isGreaterThan(before);
            closing.close();

            assertThat(listener.failure()).isInstanceOf(IOException.class).hasMessageContaining("closing");
            await().until(() -> server.openConnections() == 0 && threads() == before);
            assertThat(closing.openExchanges()).isZero();
        }
    }

    @Test
    void whatIsStartedAfterTheEndFails() {
        try (ScriptedServer server = new ScriptedServer(ScriptedConnection::waitForClientToLeave)) {
            HttpTransport closed = new HttpTransport(HttpSettings.DEFAULTS, executor);
            closed.close();
            RecordingExchangeListener listener = new RecordingExchangeListener();
            closed.newExchange(post(server.url()), listener).start();

            assertThat(listener.failure()).isNotNull();
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void anErrorOfAListenerEndsItsExchangeAlone() {
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.head(200, "text/plain");
            connection.chunk("a");
            connection.waitForClientToLeave();
        })) {
            RecordingExchangeListener other = ask(server.url());
            await().until(() -> other.received() == 1);
            RecordingExchangeListener faulty = new RecordingExchangeListener() {
                @Override
                protected void handle(int length) {
                    throw new StackOverflowError("a fault of the listener");
                }
            };
            transport.newExchange(post(server.url()), faulty).start();

            assertThat(faulty.failure()).isInstanceOf(StackOverflowError.class);
            await().until(() -> server.openConnections() == 1);
            assertThat(other.hasEnded()).isFalse();
        }
    }

    @Test
    void threadsThatHaveDiedAreReplaced() {
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.head(200, "text/plain");
            connection.chunk("a");
            connection.waitForClientToLeave();
        })) {
            RecordingExchangeListener other = ask(server.url());
            await().until(() -> other.received() == 1);
            RecordingExchangeListener last = new DeadlyListener();
            transport.newExchange(post(server.url()), last).start();

            assertThat(last.failure()).isInstanceOf(IOException.class);
            assertThat(other.failure()).isInstanceOf(IOException.class);
            for (int i = 0; i < 6; i++) {
                RecordingExchangeListener next = ask(server.url());
                await().until(() -> next.received() == 1);
            }
        }
    }

    @Test
    void tellsThatThreadsHaveDiedAndCannotBeReplaced() {
        AtomicInteger dead = new AtomicInteger();
        FailingSslContext context = new FailingSslContext();
        HttpSettings settings = HttpSettings.DEFAULTS.withSslContext(context);
        try (HttpTransport dying = new HttpTransport(settings, executor, Map::of, dead::incrementAndGet);
                ScriptedServer server = ScriptedServer.answering(200, "text/plain", "ok")) {
            RecordingExchangeListener last = new DeadlyListener();
            dying.newExchange(post(server.url()), last).start();
            assertThat(last.failure()).isInstanceOf(IOException.class);
            assertThat(dead).hasValue(0);
            context.fail(true);

            await().untilAsserted(() -> assertThatThrownBy(() -> dying.newExchange(post(server.url()), last))
                    .isInstanceOf(OutOfMemoryError.class));
            assertThat(dead).hasPositiveValue();
            context.fail(false);
            RecordingExchangeListener next = new RecordingExchangeListener();
            dying.newExchange(post(server.url()), next).start();
            assertThat(next.body()).isEqualTo("ok");
        }
    }
}
