package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.spring.ScriptedApplication.Server;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@Tag("integration")
@ExtendWith(OutputCaptureExtension.class)
class SlowBrowserTests {

    private static final int PIECES = 50_000;
    private static final String KILOBYTE = OpenAiWire.text("0123456789".repeat(100));

    private final AtomicReference<ScriptedConnection> provider = new AtomicReference<>();
    private final AtomicInteger written = new AtomicInteger();

    /** 50 MB, as fast as anybody reads them. */
    private void pour(ScriptedConnection connection) throws IOException {
        pour(connection, PIECES);
    }

    private void pour(ScriptedConnection connection, int pieces) throws IOException {
        provider.set(connection);
        connection.head(200, "text/event-stream");
        connection.chunk(OpenAiWire.opening());
        for (int i = 0; i < pieces; i++) {
            connection.chunk(KILOBYTE);
            written.incrementAndGet();
        }
        connection.chunk(OpenAiWire.ending());
        connection.end();
    }

    @ParameterizedTest
    @CsvSource({"TOMCAT, false", "TOMCAT, true", "JETTY, false", "JETTY, true"})
    void aBrowserThatNeverReadsHoldsUpTheProviderAndNothingIsPiledUp(Server server, boolean resume) throws Exception {
        try (ScriptedApplication application =
                        new ScriptedApplication(server, this::pour, "ai.streaming.resume.enabled=" + resume);
                ScriptedApplication.Browser browser = application.browser("/chat?question=hi")) {
            await().until(() -> written.get() > 0);
            AtomicInteger seen = new AtomicInteger();
            await().atMost(Duration.ofSeconds(60))
                    .during(Duration.ofSeconds(1))
                    .until(() -> seen.getAndSet(written.get()) == written.get());

            assertThat(written.get()).isLessThan(20_000);
            assertThat(provider.get().clientLeft(0)).isFalse();
            assertThat(browser).isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"TOMCAT, false", "TOMCAT, true", "JETTY, false", "JETTY, true"})
    void aProviderThatWritesALotAtATimeIsHeldUpToo(Server server, boolean resume) throws Exception {
        int pieces = 4_000; // of 64 KB: a quarter of a gigabyte
        String much = KILOBYTE.repeat(64);
        ScriptedServer.Script flood = connection -> {
            connection.head(200, "text/event-stream");
            for (int i = 0; i < pieces; i++) {
                connection.chunk(much);
                written.incrementAndGet();
            }
        };
        try (ScriptedApplication application = new ScriptedApplication(
                        server,
                        flood,
                        "ai.streaming.resume.enabled=" + resume,
                        "ai.streaming.limits.max-answer-characters=600000000");
                ScriptedApplication.Browser browser = application.browser("/chat?question=hi")) {
            await().until(() -> written.get() > 0);
            await().atMost(Duration.ofSeconds(30))
                    .during(Duration.ofSeconds(1))
                    .until(written::get, count -> count == written.get());

            assertThat(written.get()).as("what sockets and little else hold").isLessThan(400);
            assertThat(browser).isNotNull();
        }
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void aWriteThatIsBlockedTooLongEndsTheStreamAndTheCall(Server server, CapturedOutput output) throws Exception {
        try (ScriptedApplication application =
                        new ScriptedApplication(server, this::pour, "ai.streaming.write-timeout=500ms");
                ScriptedApplication.Browser browser = application.browser("/task?question=hi")) {
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> provider.get() != null && provider.get().clientLeft(0));
            await().untilAsserted(
                            () -> assertThat(application.controller().callbacks).containsExactly("error:timeout"));
            await().until(() -> application.bean(ActiveStreams.class).count() == 0);

            assertThat(output.getOut())
                    .contains("The browser took no data for 500 ms.")
                    .doesNotContain("\tat ");
            assertThat(browser.rest()).as("no whole answer").doesNotContain("[DONE]");
        }
    }

    @ParameterizedTest
    @CsvSource({"TOMCAT, false", "TOMCAT, true", "JETTY, false", "JETTY, true"})
    void aSlowBrowserGetsEverythingInTheEnd(Server server, boolean resume) throws Exception {
        int pieces = 15_000; // more than sockets hold
        try (ScriptedApplication application = new ScriptedApplication(
                        server,
                        connection -> pour(connection, pieces),
                        "ai.streaming.resume.enabled=" + resume,
                        "ai.streaming.limits.max-answer-characters=60000000");
                ScriptedApplication.Browser browser = application.browser("/chat?question=hi")) {
            await().pollDelay(Duration.ofMillis(500)).until(() -> true);
            assertThat(browser.countUntilTheEnd()).isGreaterThan(pieces * 1000L);
            await().until(() -> application.bean(ActiveStreams.class).count() == 0);
        }
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void beatsAsBeforeOnceASlowBrowserHasCaughtUp(Server server) throws Exception {
        try (ScriptedApplication application = new ScriptedApplication(
                        server,
                        connection -> {
                            connection.head(200, "text/event-stream");
                            connection.chunk(OpenAiWire.opening());
                            for (int i = 0; i < 20_000; i++) {
                                connection.chunk(KILOBYTE);
                            }
                            connection.waitForClientToLeave();
                        },
                        "ai.streaming.heartbeat-interval=50ms",
                        "ai.streaming.write-timeout=5m",
                        "ai.streaming.limits.max-answer-characters=60000000");
                ScriptedApplication.Browser browser = application.browser("/chat?question=hi")) {
            await().pollDelay(Duration.ofMillis(500)).until(() -> true);

            long read = 0;
            while (read < 20_000 * 1000L) { // there may be heart-beats before the first word
                read += browser.countUntil(": keep-alive\n\n");
            }
            assertThat(read).isGreaterThan(20_000 * 1000L);
        }
    }
}
