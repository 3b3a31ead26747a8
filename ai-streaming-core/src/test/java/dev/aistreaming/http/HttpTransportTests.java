package dev.aistreaming.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.StreamListener;
import dev.aistreaming.provider.HttpChatProvider;
import dev.aistreaming.provider.ProviderSettings;
import dev.aistreaming.provider.ProviderType;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpTransportTests {

    private final ExecutorService executor = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        executor.shutdownNow();
    }

    private static ChatCall call(HttpTransport transport, URI server) {
        return new HttpChatProvider(
                        ProviderSettings.of("openai", ProviderType.OPENAI)
                                .withBaseUrl(server)
                                .withApiKey("sk-secret")
                                .withModel("gpt-test"),
                        transport)
                .newCall(ChatRequest.of("Hello?"));
    }

    @Test
    void aRefusedConnectionIsARetryableNetworkError() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (HttpTransport transport = new HttpTransport(HttpSettings.DEFAULTS, executor)) {
            RecordingListener listener = new RecordingListener();
            call(transport, URI.create("http://127.0.0.1:" + port)).start(listener);

            assertThat(listener.error().code()).isEqualTo(ErrorCode.NETWORK);
            assertThat(listener.error().retryable()).isTrue();
            assertThat(listener.error().providerMessage()).contains("127.0.0.1:" + port);
        }
    }

    @Test
    void anAnswerThatIsNoHttpIsMalformed() {
        try (ScriptedServer server = new ScriptedServer(connection -> {
                    connection.raw("220 mail.example ESMTP\r\n");
                    connection.waitForClientToLeave();
                });
                HttpTransport transport = new HttpTransport(HttpSettings.DEFAULTS, executor)) {
            RecordingListener listener = new RecordingListener();
            call(transport, server.url()).start(listener);

            assertThat(listener.error().code()).isEqualTo(ErrorCode.MALFORMED_RESPONSE);
            assertThat(listener.error()).hasCauseInstanceOf(ProtocolException.class);
        }
    }

    @Test
    void aTlsHandshakeThatIsNotAnsweredIsATimeout() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                HttpTransport transport =
                        new HttpTransport(HttpSettings.DEFAULTS.withConnectTimeout(Duration.ofMillis(200)), executor)) {
            RecordingListener listener = new RecordingListener();
            call(transport, URI.create("https://127.0.0.1:" + mute.getLocalPort()))
                    .start(listener);

            assertThat(listener.error().code()).isEqualTo(ErrorCode.TIMEOUT);
            assertThat(listener.error().userMessage()).contains("connected to in time");
        }
    }

    @Test
    void speaksPlainHttp11UnlessToldOtherwise() {
        try (ScriptedServer server = ScriptedServer.streaming(OpenAiWire.opening(), OpenAiWire.ending());
                HttpTransport transport = new HttpTransport(HttpSettings.DEFAULTS, executor)) {
            RecordingListener listener = new RecordingListener();
            call(transport, server.url()).start(listener);
            listener.response();

            assertThat(server.requests().get(0).headers()).doesNotContainKey("upgrade");
        }
    }

    @Test
    void goesThroughAProxy() {
        try (ScriptedServer proxy = ScriptedServer.streaming(OpenAiWire.opening(), OpenAiWire.ending())) {
            ProxySelector selector = ProxySelector.of(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), proxy.url().getPort()));
            try (HttpTransport transport = new HttpTransport(HttpSettings.DEFAULTS.withProxy(selector), executor)) {
                RecordingListener listener = new RecordingListener();
                call(transport, URI.create("http://provider.example/v1")).start(listener);
                listener.response();

                assertThat(proxy.requests().get(0).line()).contains("http://provider.example/v1/chat/completions");
            }
        }
    }

    @Test
    void usesTheGivenCertificates() throws NoSuchAlgorithmException {
        SSLContext uninitialised = SSLContext.getInstance("TLS");

        assertThatThrownBy(() -> new HttpTransport(HttpSettings.DEFAULTS.withSslContext(uninitialised), executor))
                .hasMessageContaining("SSLContext");
    }

    @Test
    void closingCancelsWhatIsUnderWay() {
        try (ScriptedServer server = new ScriptedServer(connection -> connection.waitForClientToLeave())) {
            HttpTransport transport = new HttpTransport(HttpSettings.DEFAULTS, executor);
            RecordingListener listener = new RecordingListener();
            call(transport, server.url()).start(listener);
            await().until(() -> !server.requests().isEmpty());
            transport.close();

            assertThat(listener.error().code()).isEqualTo(ErrorCode.NETWORK);
            await().until(() -> server.openConnections() == 0);
        }
    }

    @Test
    void givesUpABodyThatDoesNotEndAfterTheAnswerDid() {
        try (ScriptedServer server = new ScriptedServer(connection -> {
                    connection.head(200, "text/event-stream");
                    connection.chunk(OpenAiWire.opening() + OpenAiWire.text("a") + OpenAiWire.ending());
                    connection.waitForClientToLeave();
                });
                HttpTransport transport = new HttpTransport(HttpSettings.DEFAULTS, executor)) {
            RecordingListener listener = new RecordingListener();
            call(transport, server.url()).start(listener);

            assertThat(listener.response().content()).isEqualTo("a");
            await().until(() -> server.openConnections() == 0 && transport.openExchanges() == 0);
        }
    }

    @Test
    void carriesAHundredStreamsAtOnce() {
        int count = 100;
        try (ScriptedServer server = new ScriptedServer(connection -> {
                    connection.head(200, "text/event-stream");
                    connection.chunk(OpenAiWire.opening());
                    for (int i = 0; i < 50; i++) {
                        connection.chunk(OpenAiWire.text("w" + i + " "));
                    }
                    connection.chunk(OpenAiWire.ending());
                    connection.end();
                });
                HttpTransport transport = new HttpTransport(HttpSettings.DEFAULTS, executor)) {
            List<RecordingListener> listeners = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                RecordingListener listener = new RecordingListener();
                listeners.add(listener);
                call(transport, server.url()).start(listener);
            }
            String expected =
                    IntStream.range(0, 50).mapToObj(i -> "w" + i + " ").collect(Collectors.joining());

            assertThat(listeners)
                    .allSatisfy(listener ->
                            assertThat(listener.response().content()).isEqualTo(expected));
        }
    }

    @Test
    void aListenerThatBlocksHoldsUpNoOther() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        try (ScriptedServer server =
                        ScriptedServer.streaming(OpenAiWire.opening(), OpenAiWire.text("a"), OpenAiWire.ending());
                HttpTransport transport = new HttpTransport(HttpSettings.DEFAULTS, executor)) {
            List<RecordingListener> blocked = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                RecordingListener listener = new RecordingListener() {
                    @Override
                    protected void handle(StreamEvent event) {
                        if (event instanceof StreamEvent.Content) {
                            awaitRelease(release);
                        }
                    }
                };
                blocked.add(listener);
                call(transport, server.url()).start(listener);
            }
            for (int i = 0; i < 20; i++) {
                RecordingListener other = new RecordingListener();
                call(transport, server.url()).start(other);
                assertThat(other.response().content()).isEqualTo("a");
            }

            assertThat(blocked).noneMatch(RecordingListener::hasEnded);
            release.countDown();
            assertThat(blocked)
                    .allSatisfy(listener ->
                            assertThat(listener.response().content()).isEqualTo("a"));
        }
    }

    private static void awaitRelease(CountDownLatch release) {
        try {
            release.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void readsLittleAheadOfAListenerThatPauses() {
        String much = OpenAiWire.text("0123456789".repeat(10)).repeat(200);
        AtomicLong written = new AtomicLong();
        AtomicInteger reads = new AtomicInteger();
        StreamListener listener = new StreamListener() {
            @Override
            public void onEvent(StreamEvent event) {}

            @Override
            public void onFlush() {
                reads.incrementAndGet();
                LockSupport.parkNanos(200_000); // more comes meanwhile than one read takes
            }

            @Override
            public void onComplete(ChatResponse response) {}

            @Override
            public void onError(AiException error) {}

            @Override
            public boolean isNonBlocking() {
                return true;
            }
        };
        try (ScriptedServer server = new ScriptedServer(connection -> {
                    connection.head(200, "text/event-stream");
                    while (true) {
                        connection.chunk(much);
                        written.addAndGet(much.length());
                    }
                });
                HttpTransport transport = new HttpTransport(HttpSettings.DEFAULTS, executor)) {
            ChatCall call = call(transport, server.url());
            call.start(listener);
            await().until(() -> reads.get() > 3_000);
            call.pause();
            long before = written.get();
            AtomicLong last = new AtomicLong(-1);
            await().pollInterval(Duration.ofMillis(500))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> last.getAndSet(written.get()) == written.get());

            assertThat(written.get() - before)
                    .as("what sockets hold, and little else")
                    .isLessThan(25_000_000);
            call.cancel();
        }
    }

    /** What the connection had already brought when the request was made is delivered by the thread that made it. */
    @Test
    void callsAListenerThatNeverBlocksWhereTheBytesArrive() {
        Semaphore delivered = new Semaphore(0);
        List<String> threads = new CopyOnWriteArrayList<>();
        RecordingListener listener = new RecordingListener() {
            @Override
            protected void handle(StreamEvent event) {
                threads.add(Thread.currentThread().getName());
                delivered.release();
            }

            @Override
            public boolean isNonBlocking() {
                return true;
            }
        };
        ScriptedServer.Script oneAtATime = connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening());
            for (int i = 0; i < 10; i++) {
                delivered.acquire();
                connection.chunk(OpenAiWire.text("a"));
            }
            connection.chunk(OpenAiWire.ending());
            connection.end();
        };
        try (ScriptedServer server = new ScriptedServer(oneAtATime);
                HttpTransport transport = new HttpTransport(HttpSettings.DEFAULTS, executor)) {
            call(transport, server.url()).start(listener);

            assertThat(listener.response().content()).isEqualTo("a".repeat(10));
            assertThat(threads).anyMatch(name -> name.startsWith("ai-streaming-http-"));
        }
    }

    @Test
    void saysNothingOfKeysInItsText() {
        HttpPost post = new HttpPost(
                URI.create("http://user:sk-secret@localhost/v1"),
                Map.of("Authorization", "Bearer sk-secret"),
                new byte[3]);

        assertThat(post.toString()).isEqualTo("POST localhost/v1 (3 bytes)");
    }

    @Test
    void saysNothingOfAKeyThatNoHeaderMayHold() {
        HttpPost post = new HttpPost(URI.create("http://localhost/v1"), Map.of("x-key", "sk-\nsecret"), new byte[3]);

        assertThatThrownBy(post::check)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("x-key")
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }
}
