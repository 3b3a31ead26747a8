package dev.aistreaming.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.testing.Certificates;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Http2Tests {

    private static final int NO_ERROR = 0;
    private static final int INTERNAL_ERROR = 2;

    @TempDir
    static Path directory;

    private static SSLContext context;

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private HttpTransport transport;

    @BeforeAll
    static void makeCertificate() throws IOException, InterruptedException, GeneralSecurityException {
        context = Certificates.create(directory, "server").context();
    }

    @BeforeEach
    void open() {
        transport = new HttpTransport(HttpSettings.DEFAULTS.withHttp2(true).withSslContext(context), executor);
    }

    @AfterEach
    void close() {
        transport.close();
        executor.shutdownNow();
    }

    private RecordingExchangeListener ask(ScriptedHttp2Server server) {
        RecordingExchangeListener listener = new RecordingExchangeListener();
        transport.newExchange(TransportFixture.post(server.url()), listener).start();
        return listener;
    }

    private static void answer(ScriptedHttp2Server.Stream stream) throws IOException {
        stream.head();
        stream.data("Hel");
        stream.data("lo");
        stream.end();
    }

    @Test
    void readsAnswersOneAfterTheOtherOnOneConnection() throws IOException {
        try (ScriptedHttp2Server server = new ScriptedHttp2Server(context, Http2Tests::answer)) {
            for (int i = 0; i < 3; i++) {
                assertThat(ask(server).body()).isEqualTo("Hello");
            }

            assertThat(server.acceptedConnections()).isEqualTo(1);
        }
    }

    @Test
    void speaksHttp1WhereHttp2IsNotEnabled() throws IOException {
        try (HttpTransport transport = new HttpTransport(HttpSettings.DEFAULTS.withSslContext(context), executor);
                ScriptedHttp2Server server = new ScriptedHttp2Server(context, Http2Tests::answer)) {
            RecordingExchangeListener listener = new RecordingExchangeListener();
            transport.newExchange(TransportFixture.post(server.url()), listener).start();

            assertThat(listener.failure()).hasMessageContaining("no_application_protocol");
        }
    }

    @Test
    void aStreamThatIsResetFailsAfterWhatHadArrived() throws IOException {
        try (ScriptedHttp2Server server = new ScriptedHttp2Server(context, stream -> {
            stream.head();
            stream.data("Hel");
            stream.reset(INTERNAL_ERROR);
        })) {
            RecordingExchangeListener listener = ask(server);

            assertThat(listener.failure()).isInstanceOf(IOException.class);
            assertThat(listener.received()).isEqualTo(3);
            await().until(() -> server.openConnections() == 0);
        }
    }

    @Test
    void aServerThatGoesAwayInPeaceFinishesItsAnswer() throws IOException {
        AtomicInteger requests = new AtomicInteger();
        try (ScriptedHttp2Server server = new ScriptedHttp2Server(context, stream -> {
            requests.incrementAndGet();
            stream.head();
            stream.data("Hel");
            stream.goAway(stream.id(), NO_ERROR);
            stream.data("lo");
            stream.end();
        })) {
            assertThat(ask(server).body()).isEqualTo("Hello");
            assertThat(ask(server).body()).isEqualTo("Hello");

            assertThat(requests).hasValue(2);
            assertThat(server.acceptedConnections()).isEqualTo(2);
        }
    }

    @Test
    void aServerThatGoesAwayInTroubleFailsItsAnswer() throws IOException {
        try (ScriptedHttp2Server server = new ScriptedHttp2Server(context, stream -> {
            stream.head();
            stream.data("Hel");
            stream.goAway(stream.id(), INTERNAL_ERROR);
        })) {
            RecordingExchangeListener listener = ask(server);

            assertThat(listener.failure()).isInstanceOf(IOException.class);
            assertThat(listener.received()).isEqualTo(3);
            await().until(() -> server.openConnections() == 0);
        }
    }

    @Test
    void aServerThatGoesAwayWithoutAnAnswerFailsTheRequest() throws IOException {
        AtomicInteger requests = new AtomicInteger();
        try (ScriptedHttp2Server server = new ScriptedHttp2Server(context, stream -> {
            if (requests.incrementAndGet() == 2) {
                stream.goAway(stream.id() - 2, NO_ERROR);
                stream.hangUp();
            } else {
                answer(stream);
            }
        })) {
            assertThat(ask(server).body()).isEqualTo("Hello");
            assertThat(ask(server).failure()).isInstanceOf(IOException.class);
            assertThat(ask(server).body()).isEqualTo("Hello");
        }
    }

    @Test
    void aPausedListenerHoldsUpTheServer() throws IOException {
        int frame = 8_000;
        CountDownLatch full = new CountDownLatch(1);
        Exchange[] exchange = new Exchange[1];
        RecordingExchangeListener listener = new RecordingExchangeListener() {
            @Override
            protected void handle(int length) {
                if (received() == length) {
                    exchange[0].pause();
                }
            }
        };
        try (ScriptedHttp2Server server = new ScriptedHttp2Server(context, stream -> {
            stream.head();
            int window = 16 * 1024;
            int sent = 0;
            while (sent < 50 * frame) {
                if (window < frame) {
                    full.countDown();
                    window += stream.awaitWindowUpdate();
                } else {
                    stream.data("a".repeat(frame));
                    window -= frame;
                    sent += frame;
                }
            }
            stream.end();
        })) {
            exchange[0] = transport.newExchange(TransportFixture.post(server.url()), listener);
            exchange[0].start();
            full.await();
            await().until(() -> listener.received() > 0);
            assertThat(listener.received()).isLessThan(16 * 1024);

            exchange[0].resume();
            assertThat(listener.body()).hasSize(50 * frame);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void cancelClosesTheConnection() throws IOException, InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        try (ScriptedHttp2Server server = new ScriptedHttp2Server(context, stream -> {
            stream.head();
            stream.data("Hel");
            begun.countDown();
        })) {
            Exchange exchange =
                    transport.newExchange(TransportFixture.post(server.url()), new RecordingExchangeListener());
            exchange.start();
            begun.await();
            exchange.cancel();

            await().until(() -> server.openConnections() == 0 && transport.activeConnections() == 0);
        }
    }

    @Test
    void readsAnswersOverTlsInHttp1() throws IOException {
        // a fallback: a server that does not offer HTTP/2 is asked in HTTP/1.1
        try (HttpsServerOfOneAnswer server = new HttpsServerOfOneAnswer(context)) {
            RecordingExchangeListener listener = new RecordingExchangeListener();
            transport.newExchange(TransportFixture.post(server.url()), listener).start();

            assertThat(listener.body()).isEqualTo("ok");
        }
    }
}
