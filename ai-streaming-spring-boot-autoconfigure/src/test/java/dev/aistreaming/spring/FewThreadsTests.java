package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.spring.ScriptedApplication.Server;
import dev.aistreaming.spring.autoconfigure.FewThreads;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where writes block and threads are few, as on JDK 17: browsers that take nothing leave threads for all others. */
@Tag("integration")
@Timeout(90)
class FewThreadsTests {

    private static final String KILOBYTE = OpenAiWire.text("0123456789".repeat(100));
    private static final int WITHOUT_END = 50_000;

    private static void hello(ScriptedConnection connection) throws IOException {
        connection.head(200, "text/event-stream");
        connection.chunk(OpenAiWire.opening() + OpenAiWire.text("hello") + OpenAiWire.ending());
        connection.end();
    }

    private static void pour(ScriptedConnection connection) throws IOException {
        connection.head(200, "text/event-stream");
        for (int i = 0; i < WITHOUT_END; i++) {
            connection.chunk(KILOBYTE);
        }
    }

    private static ScriptedApplication application(String writeTimeout) {
        return new ScriptedApplication(
                Server.JETTY, false, List.of(FewThreads.class), "ai.streaming.write-timeout=" + writeTimeout);
    }

    /** As many as there are threads. */
    private static List<ScriptedApplication.Browser> blockedBrowsers(ScriptedApplication application)
            throws IOException {
        application.play(FewThreadsTests::pour);
        List<ScriptedApplication.Browser> blocked = new ArrayList<>();
        for (int i = 0; i < FewThreads.COUNT; i++) {
            ScriptedApplication.Browser browser = application.browser("/task?question=hi");
            browser.readUntil("\r\n\r\n");
            blocked.add(browser);
        }
        await().until(() -> application.provider.requests().size() == FewThreads.COUNT);
        return blocked;
    }

    private static void close(List<ScriptedApplication.Browser> browsers) throws IOException {
        for (ScriptedApplication.Browser browser : browsers) {
            browser.close();
        }
    }

    @Test
    void aFurtherStreamIsAnsweredWhileAsManyAreBlockedAsThereAreThreads() throws Exception {
        try (ScriptedApplication application = application("60s")) {
            List<ScriptedApplication.Browser> blocked = blockedBrowsers(application);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> application.controller().callbacks.size() >= FewThreads.COUNT / 2);
            application.play(FewThreadsTests::hello);

            assertThat(application.stream()).contains("hello").endsWith("data: [DONE]\n\n");
            assertThat(application.controller().callbacks).containsOnly("error:timeout");
            close(blocked);
        }
    }

    @Test
    void theBlockedStreamsEndWithTheWriteTimeout() throws Exception {
        try (ScriptedApplication application = application("1s")) {
            List<ScriptedApplication.Browser> blocked = blockedBrowsers(application);

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> application.bean(ActiveStreams.class).count() == 0);
            assertThat(application.controller().callbacks)
                    .hasSize(FewThreads.COUNT)
                    .containsOnly("error:timeout");
            close(blocked);
        }
    }
}
