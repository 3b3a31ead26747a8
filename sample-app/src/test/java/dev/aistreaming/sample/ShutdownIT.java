package dev.aistreaming.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The packaged application and a real SIGTERM. */
class ShutdownIT {

    private static final int DRAIN_SECONDS = 3;

    private final HttpClient client = HttpClient.newHttpClient();
    private final CountDownLatch terminated = new CountDownLatch(1);
    private int port;
    private Process application;
    private ScriptedServer provider;

    @BeforeEach
    void freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
    }

    @AfterEach
    void kill() {
        application.destroyForcibly();
        provider.close();
    }

    private void start(ScriptedServer.Script script) throws IOException {
        provider = new ScriptedServer(script);
        application = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-jar",
                        System.getProperty("sample.jar"),
                        "--server.port=" + port,
                        "--ai.streaming.default-provider=openai",
                        "--ai.streaming.providers.openai.base-url=" + provider.url(),
                        "--ai.streaming.providers.openai.model=gpt-test",
                        "--ai.streaming.shutdown.drain-timeout=" + DRAIN_SECONDS + "s")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        await().atMost(Duration.ofSeconds(60)).until(this::isUp);
    }

    private boolean isUp() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private CompletableFuture<HttpResponse<String>> stream() {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/chat/stream?question=hi"))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    private CompletableFuture<HttpResponse<String>> openStream() {
        CompletableFuture<HttpResponse<String>> stream = stream();
        await().until(() -> !provider.requests().isEmpty());
        return stream;
    }

    @Test
    void aStreamThatCanFinishInTimeDoes() throws Exception {
        start(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("before "));
            terminated.await();
            connection.chunk(OpenAiWire.text("after") + OpenAiWire.ending());
            connection.end();
        });
        CompletableFuture<HttpResponse<String>> stream = openStream();
        application.destroy();
        await().until(() -> stream().get(5, TimeUnit.SECONDS).statusCode() == 503);
        terminated.countDown();

        assertThat(stream.get(5, TimeUnit.SECONDS).body())
                .contains("{\"content\":\"before \"}", "{\"content\":\"after\"}")
                .doesNotContain("error")
                .endsWith("data: [DONE]\n\n");
        assertThat(application.waitFor(DRAIN_SECONDS + 3, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aStreamThatCannotGetsAnErrorAndHoldsUpNothing() throws Exception {
        start(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("before "));
            connection.waitForClientToLeave();
        });
        CompletableFuture<HttpResponse<String>> stream = openStream();
        application.destroy();

        assertThat(application.waitFor(DRAIN_SECONDS + 3, TimeUnit.SECONDS)).isTrue();
        assertThat(stream.get(5, TimeUnit.SECONDS).body())
                .isEqualTo("data: {\"content\":\"before \"}\n\n"
                        + "data: {\"error\":\"This application is shutting down.\",\"code\":\"shutting_down\","
                        + "\"retryable\":true}\n\ndata: [DONE]\n\n");
    }

    @Test
    void newStreamsAreRefusedWhileOldOnesGoOn() throws Exception {
        start(connection -> {
            connection.head(200, "text/event-stream");
            connection.waitForClientToLeave();
        });
        CompletableFuture<HttpResponse<String>> stream = openStream();
        application.destroy();
        await().until(() -> stream().get(5, TimeUnit.SECONDS).statusCode() == 503);

        HttpResponse<String> refused = stream().get(5, TimeUnit.SECONDS);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("" + DRAIN_SECONDS);
        assertThat(refused.body()).contains("\"code\":\"shutting_down\"");
        assertThat(stream.get(10, TimeUnit.SECONDS).body()).contains("shutting_down");
    }
}
