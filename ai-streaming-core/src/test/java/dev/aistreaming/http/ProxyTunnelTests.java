package dev.aistreaming.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.testing.Certificates;
import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How connections are made, and what is said where they are not. */
class ProxyTunnelTests {

    private static final ProxyCredentials CREDENTIALS = new ProxyCredentials("Aladdin", "open sesame");
    private static final String BASIC = "Proxy-Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==";

    @TempDir
    static Path directory;

    private static SSLContext context;

    private final ExecutorService executor = Executors.newCachedThreadPool();

    @BeforeAll
    static void makeCertificate() throws IOException, InterruptedException, GeneralSecurityException {
        context = Certificates.create(directory, "server").context();
    }

    @AfterEach
    void close() {
        executor.shutdownNow();
    }

    private RecordingExchangeListener ask(HttpSettings settings, URI uri) {
        try (HttpTransport transport = new HttpTransport(settings, executor)) {
            RecordingExchangeListener listener = new RecordingExchangeListener();
            transport.newExchange(TransportFixture.post(uri), listener).start();
            org.awaitility.Awaitility.await().until(listener::hasEnded);
            return listener;
        }
    }

    private static HttpSettings settings(TunnellingProxy proxy) {
        return HttpSettings.DEFAULTS.withSslContext(context).withProxy(proxy.selector());
    }

    @Test
    void speaksTlsInATunnel() throws IOException {
        try (HttpsServerOfOneAnswer server = new HttpsServerOfOneAnswer(context);
                TunnellingProxy proxy = new TunnellingProxy(server.url(), "HTTP/1.1 200 OK")) {
            assertThat(ask(settings(proxy), server.url()).body()).isEqualTo("ok");
            assertThat(proxy.heads().get(0))
                    .contains("CONNECT localhost:" + server.url().getPort() + " HTTP/1.1")
                    .noneMatch(line -> line.startsWith("Proxy-Authorization"));
        }
    }

    @Test
    void speaksHttp2InATunnel() throws IOException {
        try (ScriptedHttp2Server server = new ScriptedHttp2Server(context, stream -> {
                    stream.head();
                    stream.data("ok");
                    stream.end();
                });
                TunnellingProxy proxy = new TunnellingProxy(server.url(), "HTTP/1.1 200 OK")) {
            assertThat(ask(settings(proxy).withHttp2(true), server.url()).body())
                    .isEqualTo("ok");
        }
    }

    @Test
    void theTimeToConnectDoesNotBoundTheAnswer() throws IOException {
        try (ScriptedHttp2Server server = new ScriptedHttp2Server(context, stream -> {
                    stream.head();
                    Thread.sleep(
                            3_000); // a model that thinks, for longer than the client takes to look at its timeouts
                    stream.data("ok");
                    stream.end();
                });
                TunnellingProxy proxy = new TunnellingProxy(server.url(), "HTTP/1.1 200 OK")) {
            HttpSettings settings = settings(proxy).withHttp2(true).withConnectTimeout(Duration.ofMillis(900));

            assertThat(ask(settings, server.url()).body()).isEqualTo("ok");
        }
    }

    @Test
    void tellsTheProxyWhoAsks() throws IOException {
        try (HttpsServerOfOneAnswer server = new HttpsServerOfOneAnswer(context);
                TunnellingProxy proxy = new TunnellingProxy(server.url(), "HTTP/1.1 200 OK")) {
            assertThat(ask(settings(proxy).withProxyCredentials(CREDENTIALS), server.url())
                            .body())
                    .isEqualTo("ok");
            assertThat(proxy.heads().get(0)).contains(BASIC);
        }
    }

    @Test
    void tellsTheProxyWhoAsksWhereThereIsNoTunnel() {
        try (ScriptedServer proxy = ScriptedServer.answering(200, "text/plain", "ok")) {
            HttpSettings settings = HttpSettings.DEFAULTS
                    .withProxy(ProxySelector.of(new InetSocketAddress(
                            InetAddress.getLoopbackAddress(), proxy.url().getPort())))
                    .withProxyCredentials(CREDENTIALS);

            assertThat(ask(settings, URI.create("http://provider.example/v1")).body())
                    .isEqualTo("ok");
            assertThat(proxy.requests().get(0).line()).isEqualTo("POST http://provider.example/v1 HTTP/1.1");
            assertThat(proxy.requests().get(0).headers())
                    .containsEntry("proxy-authorization", BASIC.substring(BASIC.indexOf(' ') + 1));
        }
    }

    @Test
    void showsNoPassword() {
        assertThat(HttpSettings.DEFAULTS.withProxyCredentials(CREDENTIALS).toString())
                .contains("Aladdin")
                .doesNotContain("sesame");
    }

    @Test
    void namesTheProxyThatRefusesATunnel() throws IOException {
        try (TunnellingProxy proxy = new TunnellingProxy(
                URI.create("http://localhost:1"), "HTTP/1.1 407 Who are you\r\nContent-Length: 0")) {
            assertThat(ask(settings(proxy), URI.create("https://provider.example"))
                            .failure())
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining(":" + proxy.port())
                    .hasMessageContaining("407");
        }
    }

    @Test
    void aProxyThatAsksWhereThereIsNoTunnelIsNoAnswer() {
        try (ScriptedServer proxy = ScriptedServer.answering(407, "text/html", "Who are you?")) {
            HttpSettings settings = HttpSettings.DEFAULTS.withProxy(ProxySelector.of(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), proxy.url().getPort())));

            assertThat(ask(settings, URI.create("http://provider.example/v1")).failure())
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining(":" + proxy.url().getPort())
                    .hasMessageContaining("407");
        }
    }

    @Test
    void aServerThatDoesNotSpeakInItsTunnelIsATimeout() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                TunnellingProxy proxy = new TunnellingProxy(
                        URI.create("https://localhost:" + mute.getLocalPort()), "HTTP/1.1 200 OK")) {
            HttpSettings settings = HttpSettings.DEFAULTS
                    .withConnectTimeout(Duration.ofMillis(200))
                    .withProxy(proxy.selector());

            assertThat(ask(settings, URI.create("https://provider.example")).failure())
                    .isInstanceOf(ConnectTimeoutException.class);
        }
    }

    @Test
    void aProxyThatDoesNotAnswerIsATimeout() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            HttpSettings settings = HttpSettings.DEFAULTS
                    .withConnectTimeout(Duration.ofMillis(200))
                    .withProxy(ProxySelector.of((InetSocketAddress) mute.getLocalSocketAddress()));

            assertThat(ask(settings, URI.create("https://provider.example")).failure())
                    .isInstanceOf(ConnectTimeoutException.class);
        }
    }

    @Test
    void namesTheProxyThatIsNotThere() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        HttpSettings settings = HttpSettings.DEFAULTS.withProxy(
                ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));

        assertThat(ask(settings, URI.create("https://provider.example")).failure())
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining(":" + port);
    }

    @Test
    void namesAHostThatNobodyKnows() {
        assertThat(ask(HttpSettings.DEFAULTS, URI.create("http://nobody.invalid"))
                        .failure())
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("unknown host")
                .hasMessageContaining("nobody.invalid");
    }

    @Test
    void asksWhetherAServerWithoutTlsSpeaksHttps() throws IOException {
        try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            executor.execute(() -> greet(plain));

            assertThat(ask(HttpSettings.DEFAULTS, URI.create("https://127.0.0.1:" + plain.getLocalPort()))
                            .failure())
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("does it speak https?");
        }
    }

    private static void greet(ServerSocket plain) {
        try (Socket accepted = plain.accept()) {
            accepted.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (accepted.getInputStream().read() >= 0) {
                // what it cannot understand
            }
        } catch (IOException closed) {
            // by the client
        }
    }

    @Test
    void doesNotTrustInACertificateThatNobodyKnows() throws IOException {
        try (HttpsServerOfOneAnswer server = new HttpsServerOfOneAnswer(context)) {
            assertThat(ask(HttpSettings.DEFAULTS, server.url()).failure()).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void doesNotTrustInACertificateOfAnotherHost() throws IOException {
        try (HttpsServerOfOneAnswer server = new HttpsServerOfOneAnswer(context)) {
            URI otherName = URI.create("https://127.0.0.2:" + server.url().getPort());

            assertThat(ask(HttpSettings.DEFAULTS.withSslContext(context), otherName)
                            .failure())
                    .isInstanceOf(IOException.class);
        }
    }
}
