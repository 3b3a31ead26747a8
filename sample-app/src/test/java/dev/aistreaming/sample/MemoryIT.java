package dev.aistreaming.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Memory has bounds, by the defaults alone, whatever the heap is. */
@Tag("integration")
class MemoryIT {

    private static final String PIECE = OpenAiWire.text("0123456789abcdef".repeat(64));

    /** Pieces of 1 KB. */
    private static ScriptedServer.Script answerOf(int kilobytes) {
        return connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening());
            for (int i = 0; i < kilobytes; i++) {
                connection.chunk(PIECE);
            }
            connection.chunk(OpenAiWire.ending());
            connection.end();
        };
    }

    private static void assertAnswers(PackagedSample sample, int questions, int atATime) throws Exception {
        ExecutorService browsers = Executors.newFixedThreadPool(atATime);
        try {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < questions; i++) {
                answers.add(browsers.submit(
                        () -> sample.stream().get(1, TimeUnit.MINUTES).body().substring(0, 20)));
            }
            for (Future<String> answer : answers) {
                assertThat(answer.get(3, TimeUnit.MINUTES)).startsWith("id: ");
            }
        } finally {
            browsers.shutdownNow();
        }
    }

    private static void assertStillServes(PackagedSample sample) throws Exception {
        assertThat(sample.log()).doesNotContain("OutOfMemoryError");
        assertThat(sample.stream().get(1, TimeUnit.MINUTES).body())
                .doesNotContain("\"error\"")
                .endsWith("data: [DONE]\n\n");
    }

    @Test
    void keepsLongAnswersInASmallHeap() throws Exception {
        try (PackagedSample sample = new PackagedSample(answerOf(700), List.of("-Xmx128m"), List.of())) {
            assertAnswers(sample, 80, 4);
            assertStillServes(sample);
        }
    }

    @Tag("soak")
    @Test
    void keepsManyLongAnswers() throws Exception {
        try (PackagedSample sample = new PackagedSample(answerOf(1024), List.of("-Xmx512m"), List.of())) {
            assertAnswers(sample, 500, 8);
            assertStillServes(sample);
        }
    }

    @Tag("soak")
    @Test
    void outlivesBrowsersThatNeverRead() throws Exception {
        List<Socket> browsers = new ArrayList<>();
        try (PackagedSample sample = new PackagedSample(
                MemoryIT::fastAndLong, List.of("-Xmx512m"), List.of("--ai.streaming.write-timeout=20s"))) {
            for (int i = 0; i < 300; i++) {
                browsers.add(ask(sample.streamUri("question=long")));
            }
            for (int i = 0; i < 20; i++) {
                TimeUnit.SECONDS.sleep(1); // time in which memory could fill up
                assertThat(sample.isAlive()).isTrue();
            }
            for (Socket browser : browsers) {
                browser.close();
            }
            assertStillServes(sample);
        }
    }

    /** Without end for those who ask for a long one. */
    private static void fastAndLong(ScriptedConnection connection) throws IOException, InterruptedException {
        answerOf(connection.request().body().contains("long") ? 20_000 : 10).play(connection);
    }

    private static Socket ask(URI uri) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new java.net.InetSocketAddress(uri.getHost(), uri.getPort()));
        String request = "GET " + uri.getRawPath() + "?" + uri.getRawQuery() + " HTTP/1.1\r\nHost: x\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
