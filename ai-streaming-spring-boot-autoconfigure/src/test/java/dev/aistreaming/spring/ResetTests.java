package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Browsers that reset their connection right after the request, as those do whose user reloads again and again. */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(120)
class ResetTests {

    private static final int RESETS = 400;
    private static final int HONEST = 4;

    private static void answer(ScriptedConnection connection) throws IOException, InterruptedException {
        connection.head(200, "text/event-stream");
        connection.chunk(OpenAiWire.opening());
        for (int i = 0; i < 20; i++) {
            connection.chunk(OpenAiWire.text("word" + i + " "));
            Thread.sleep(5);
        }
        connection.chunk(OpenAiWire.ending());
        connection.end();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aBrowserThatResetsAtOnceIsNotWorthALine(boolean kept, CapturedOutput output) throws Exception {
        try (ScriptedApplication application =
                new ScriptedApplication(ResetTests::answer, "ai.streaming.resume.enabled=" + kept)) {
            String whole = contents(application.stream());
            AtomicBoolean over = new AtomicBoolean();
            ExecutorService browsers = Executors.newFixedThreadPool(HONEST);
            try {
                List<Future<Integer>> honest = new ArrayList<>();
                for (int i = 0; i < HONEST; i++) {
                    honest.add(browsers.submit(() -> readUntil(over, application, whole)));
                }
                for (int i = 0; i < RESETS; i++) {
                    reset(application.port());
                }
                over.set(true);
                for (Future<Integer> read : honest) {
                    assertThat(read.get()).isPositive();
                }
            } finally {
                browsers.shutdownNow();
            }
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> application.bean(ActiveStreams.class).count() == 0
                            && application
                                            .bean(ScriptedApplication.App.Requests.class)
                                            .underWay
                                            .get()
                                    == 0);
            assertThat(contents(application.stream())).isEqualTo(whole);
        }
        assertThat(output.getAll()).doesNotContain("non-recycled", " WARN ", " ERROR ", "\tat ");
    }

    private static void reset(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoLinger(true, 0);
            socket.getOutputStream()
                    .write("GET /chat?question=hi HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static int readUntil(AtomicBoolean over, ScriptedApplication application, String whole) throws Exception {
        int streams = 0;
        do {
            assertThat(contents(application.stream())).isEqualTo(whole);
            streams++;
        } while (!over.get());
        return streams;
    }

    /** The stream without the ids of events, which differ. */
    private static String contents(String stream) {
        return stream.replaceAll("id: \\S+\n", "");
    }
}
