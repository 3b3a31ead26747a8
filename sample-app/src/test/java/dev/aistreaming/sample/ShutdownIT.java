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
import org.junit.jupiter.api.Test;

/** The packaged application and a real SIGTERM. */
class ShutdownIT {

    private static final int DRAIN_SECONDS = 3;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** The application in a process of its own, and its provider. */
    private static final class Sample implements AutoCloseable {
        private final int port = freePort();
        private final ScriptedServer provider;
        private final Process process;

        Sample(ScriptedServer.Script script) throws IOException {
            provider = new ScriptedServer(script);
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
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

        private static int freePort() throws IOException {
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            }
        }

        private boolean isUp() {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            } catch (IOException e) {
                return false;
            }
        }

        CompletableFuture<HttpResponse<String>> stream() {
            URI uri = URI.create("http://127.0.0.1:" + port + "/api/chat/stream?question=hi");
            return CLIENT.sendAsync(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        }

        CompletableFuture<HttpResponse<String>> openStream() {
            CompletableFuture<HttpResponse<String>> stream = stream();
            await().until(() -> !provider.requests().isEmpty());
            return stream;
        }

        /** Sends SIGTERM, and waits until it has taken effect. */
        HttpResponse<String> terminate() throws Exception {
            process.destroy();
            await().until(() -> stream().get(5, TimeUnit.SECONDS).statusCode() == 503);
            return stream().get(5, TimeUnit.SECONDS);
        }

        void assertEndsInTime() throws InterruptedException {
            assertThat(process.waitFor(DRAIN_SECONDS + 3, TimeUnit.SECONDS)).isTrue();
        }

        @Override
        public void close() {
            process.destroyForcibly();
            provider.close();
        }
    }

    @Test
    void aStreamThatCanFinishInTimeDoes() throws Exception {
        CountDownLatch terminated = new CountDownLatch(1);
        try (Sample sample = new Sample(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("before "));
            terminated.await();
            connection.chunk(OpenAiWire.text("after") + OpenAiWire.ending());
            connection.end();
        })) {
            CompletableFuture<HttpResponse<String>> stream = sample.openStream();
            sample.terminate();
            terminated.countDown();

            assertThat(stream.get(5, TimeUnit.SECONDS).body())
                    .contains("{\"content\":\"before \"}", "{\"content\":\"after\"}")
                    .doesNotContain("error")
                    .endsWith("data: [DONE]\n\n");
            sample.assertEndsInTime();
        }
    }

    @Test
    void aStreamThatCannotGetsAnErrorAndHoldsUpNothing() throws Exception {
        try (Sample sample = new Sample(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("before "));
            connection.waitForClientToLeave();
        })) {
            CompletableFuture<HttpResponse<String>> stream = sample.openStream();
            sample.process.destroy();

            sample.assertEndsInTime();
            assertThat(stream.get(5, TimeUnit.SECONDS).body())
                    .containsSubsequence(
                            "data: {\"content\":\"before \"}\n\n",
                            "data: {\"error\":\"This application is shutting down.\",\"code\":\"shutting_down\","
                                    + "\"retryable\":true}\n\n")
                    .endsWith("data: [DONE]\n\n");
        }
    }

    @Test
    void newStreamsAreRefusedWhileOldOnesGoOn() throws Exception {
        try (Sample sample = new Sample(connection -> {
            connection.head(200, "text/event-stream");
            connection.waitForClientToLeave();
        })) {
            CompletableFuture<HttpResponse<String>> stream = sample.openStream();
            HttpResponse<String> refused = sample.terminate();

            assertThat(refused.headers().firstValue("Retry-After")).hasValue("" + DRAIN_SECONDS);
            assertThat(refused.body()).contains("\"code\":\"shutting_down\"");
            assertThat(stream.get(10, TimeUnit.SECONDS).body()).contains("shutting_down");
        }
    }
}
