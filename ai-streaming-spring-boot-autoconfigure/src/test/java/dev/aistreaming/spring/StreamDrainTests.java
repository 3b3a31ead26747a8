package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.spring.ScriptedApplication.Server;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@Tag("integration")
@ExtendWith(OutputCaptureExtension.class)
class StreamDrainTests {

    /** Below the web server's own grace period, 30 s, which an open stream must not use up. */
    private static final Duration NO_GRACE_PERIOD = Duration.ofSeconds(20);

    private static Thread closing(ScriptedApplication application) {
        Thread thread = new Thread(application::close);
        thread.start();
        return thread;
    }

    private static void assertCloses(Thread closing) throws InterruptedException {
        closing.join(NO_GRACE_PERIOD.toMillis());
        assertThat(closing.isAlive()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void aStreamThatCannotFinishGetsAnErrorAndHoldsUpNothing(Server server) throws Exception {
        ScriptedApplication application = new ScriptedApplication(
                server,
                connection -> {
                    connection.head(200, "text/event-stream");
                    connection.chunk(OpenAiWire.opening() + OpenAiWire.text("before"));
                    connection.waitForClientToLeave();
                },
                "ai.streaming.shutdown.drain-timeout=300ms");
        try (ScriptedApplication.Browser browser = application.browser("/chat?question=hi")) {
            browser.readUntil("before");
            Thread closing = closing(application);

            assertThat(browser.readUntil("[DONE]")).contains("\"code\":\"shutting_down\"");
            assertCloses(closing);
        }
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void aStreamThatCanFinishDoesWhileNewOnesAreRefused(Server server) throws Exception {
        CountDownLatch refused = new CountDownLatch(1);
        ScriptedApplication application = new ScriptedApplication(
                server,
                connection -> {
                    connection.head(200, "text/event-stream");
                    connection.chunk(OpenAiWire.opening() + OpenAiWire.text("before"));
                    refused.await();
                    connection.chunk(OpenAiWire.text("after") + OpenAiWire.ending());
                    connection.end();
                },
                "ai.streaming.shutdown.drain-timeout=20s");
        try (ScriptedApplication.Browser browser = application.browser("/chat?question=hi")) {
            browser.readUntil("before");
            Thread closing = closing(application);
            // what is asked too early is answered, slowly
            await().pollDelay(Duration.ofMillis(100))
                    .until(() -> application.get("/chat?question=hi").statusCode() == 503);
            refused.countDown();

            assertThat(browser.readUntil("[DONE]")).contains("after").doesNotContain("error");
            assertCloses(closing);
        }
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void aBrowserThatReadsNothingHoldsUpNothing(Server server) throws Exception {
        ScriptedApplication application =
                new ScriptedApplication(server, StreamDrainTests::pour, "ai.streaming.shutdown.drain-timeout=300ms");
        try (ScriptedApplication.Browser browser = application.browser("/chat?question=hi")) {
            await().until(() -> application.bean(ActiveStreams.class).count() == 1);
            assertThat(browser).isNotNull();

            assertCloses(closing(application));
        }
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void theApplicationIsAliveButNotReadyWhileAStreamFinishes(Server server) throws Exception {
        CountDownLatch looked = new CountDownLatch(1);
        ScriptedApplication application = new ScriptedApplication(
                server,
                connection -> {
                    connection.head(200, "text/event-stream");
                    connection.chunk(OpenAiWire.opening() + OpenAiWire.text("before"));
                    looked.await();
                    connection.chunk(OpenAiWire.ending());
                    connection.end();
                },
                "ai.streaming.shutdown.drain-timeout=20s");
        try (ScriptedApplication.Browser browser = application.browser("/chat?question=hi")) {
            browser.readUntil("before");
            assertThat(health(application, "readiness")).isEqualTo(200);
            Thread closing = closing(application);
            await().until(() -> health(application, "readiness") == 503);

            assertThat(health(application, "liveness")).isEqualTo(200);
            looked.countDown();
            assertThat(browser.readUntil("[DONE]")).doesNotContain("error");
            assertCloses(closing);
        }
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void aCallbackThatIsSlowHoldsUpTheEndOfNoOtherStream(Server server) throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        ScriptedApplication application = new ScriptedApplication(
                server,
                connection -> {
                    connection.head(200, "text/event-stream");
                    connection.chunk(OpenAiWire.opening() + OpenAiWire.text("before"));
                    connection.waitForClientToLeave();
                },
                "ai.streaming.shutdown.drain-timeout=300ms",
                "server.shutdown=immediate");
        application.controller().onError = error -> awaitUninterruptibly(slow);
        try (ScriptedApplication.Browser first = application.browser("/callbacks?question=hi")) {
            first.readUntil("before");
            try (ScriptedApplication.Browser second = application.browser("/chat?question=hi")) {
                second.readUntil("before");
                Thread closing = closing(application);

                assertThat(second.readUntil("[DONE]")).contains("\"code\":\"shutting_down\"");
                assertThat(first.readUntil("[DONE]")).contains("\"code\":\"shutting_down\"");
                slow.countDown();
                assertCloses(closing);
            }
        } finally {
            slow.countDown();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void saysHowManyStreamsAreOpen(CapturedOutput output) throws Exception {
        ScriptedApplication application = new ScriptedApplication(
                connection -> {
                    connection.head(200, "text/event-stream");
                    connection.chunk(OpenAiWire.opening() + OpenAiWire.text("before"));
                    connection.waitForClientToLeave();
                },
                "ai.streaming.shutdown.drain-timeout=300ms");
        try (ScriptedApplication.Browser browser = application.browser("/chat?question=hi")) {
            browser.readUntil("before");
            application.close();
        }
        assertThat(output).contains("Open AI streams: 1. They may go on for 300 ms");
    }

    private static int health(ScriptedApplication application, String group) throws Exception {
        return application
                .get("/actuator/health/" + group, "Accept", "application/json")
                .statusCode();
    }

    private static void pour(ScriptedConnection connection) throws IOException {
        connection.head(200, "text/event-stream");
        connection.chunk(OpenAiWire.opening());
        for (int i = 0; i < 50_000; i++) {
            connection.chunk(OpenAiWire.text("0123456789".repeat(100)));
        }
    }
}
