package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import dev.aistreaming.thread.Threads;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class AttachedStreamTests {

    @RegisterExtension
    static final SharedApplications applications = new SharedApplications();

    private static final String[] HELLO = {
        OpenAiWire.opening(), OpenAiWire.text("Hel"), OpenAiWire.text("lo"), OpenAiWire.ending()
    };

    @Test
    void writesExactlyTheWireFormat() throws Exception {
        try (ScriptedApplication application = applications.with(ScriptedServer.Script.streaming(HELLO))) {
            HttpResponse<String> response = application.get("/chat?question=hi");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
            assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-cache");
            assertThat(response.headers().firstValue("X-Accel-Buffering")).hasValue("no");
            assertThat(response.headers().firstValue("Connection")).hasValue("keep-alive");
            assertThat(response.body())
                    .isEqualTo("data: {\"content\":\"Hel\"}\n\ndata: {\"content\":\"lo\"}\n\ndata: [DONE]\n\n");
        }
    }

    @Test
    void writesMetadataWhereItIsAskedFor() throws Exception {
        try (ScriptedApplication application =
                new ScriptedApplication(ScriptedServer.streaming(HELLO), "ai.streaming.sse.include-metadata=true")) {
            assertThat(application.stream())
                    .endsWith("data: {\"finishReason\":\"stop\",\"usage\":{\"inputTokens\":12,\"outputTokens\":40},"
                            + "\"model\":\"gpt-test\",\"provider\":\"openai\"}\n\ndata: [DONE]\n\n");
        }
    }

    @Test
    void leavesNoCharacterOut() throws Exception {
        String[] pieces = {
            " leading", "\\n\\nline\\rbreaks", " \\u2028\u2029", "é👋", "\\ud83d", "\\ude00", "\\u0000\\t"
        };
        StringBuilder body = new StringBuilder(OpenAiWire.opening());
        for (String piece : pieces) {
            body.append(OpenAiWire.text(piece));
        }
        try (ScriptedApplication application =
                applications.with(ScriptedServer.Script.streaming(body + OpenAiWire.ending()))) {
            String stream = application.stream();

            assertThat(stream)
                    .contains("{\"content\":\" leading\"}", "{\"content\":\"\\n\\nline\\rbreaks\"}", "é👋")
                    .contains("{\"content\":\" \u2028\u2029\"}", "{\"content\":\"😀\"}", "\\u0000\\t")
                    .doesNotContain("\uFFFD", "\r");
        }
    }

    @Test
    void sendsTheHeadBeforeTheProviderAnswers() throws Exception {
        try (ScriptedApplication application = applications.with(ScriptedConnection::waitForClientToLeave);
                ScriptedApplication.Browser browser = application.browser("/chat?question=hi")) {
            assertThat(browser.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void sendsEachEventBeforeTheNextIsProduced() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        try (ScriptedApplication application = applications.with(connection -> {
                    connection.head(200, "text/event-stream");
                    connection.chunk(OpenAiWire.opening() + OpenAiWire.text("first"));
                    first.await();
                    connection.chunk(OpenAiWire.text("second") + OpenAiWire.ending());
                    connection.end();
                });
                ScriptedApplication.Browser browser = application.browser("/chat?question=hi")) {
            browser.readUntil("first");
            first.countDown();
            browser.readUntil("[DONE]");
        }
    }

    @Test
    void anErrorInTheMiddleComesAfterWhatHadArrived() throws Exception {
        String error = "data: {\"error\":{\"message\":\"secret internals\",\"type\":\"server_error\"}}\n\n";
        try (ScriptedApplication application = applications.with(
                ScriptedServer.Script.streaming(OpenAiWire.opening() + OpenAiWire.text("Hel") + error))) {
            assertThat(application.stream())
                    .isEqualTo("data: {\"content\":\"Hel\"}\n\n"
                            + "data: {\"error\":\"The AI provider had an error.\",\"code\":\"provider_error\","
                            + "\"retryable\":true}\n\ndata: [DONE]\n\n");
        }
    }

    @Test
    void theProvidersWordsAreShownOnlyWhereThatIsOn() throws Exception {
        try (ScriptedApplication application = new ScriptedApplication(
                ScriptedServer.answering(400, "application/json", "{\"error\":{\"message\":\"no such knob\"}}"),
                "ai.streaming.expose-provider-errors=true")) {
            assertThat(application.stream()).contains("{\"error\":\"no such knob\",\"code\":\"invalid_request\"");
        }
    }

    /** What JUnit itself says at TRACE would be taken for the application's. */
    @AfterEach
    void logNoMoreThanUsual() {
        LoggingSystem.get(getClass().getClassLoader()).setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.INFO);
    }

    @Test
    void aFailureIsOneLineInTheLogWithoutTheKey(CapturedOutput output) throws Exception {
        try (ScriptedApplication application = new ScriptedApplication(
                ScriptedServer.answering(
                        401,
                        "application/json",
                        "{\"error\":{\"message\":\"bad key sk-SECRET-4711\"}}",
                        "x-request-id: req_42"),
                "logging.level.root=TRACE")) {
            assertThat(application.stream())
                    .contains("\"code\":\"authentication\"")
                    .doesNotContain("SECRET");

            await().untilAsserted(
                            () -> assertThat(output.getOut()).contains("req_42").contains("bad key ***"));
            assertThat(output.getOut()).doesNotContain("sk-SECRET-4711");
            assertThat(output.getOut().lines().filter(line -> line.contains(" WARN ") && line.contains("AnswerReport")))
                    .hasSize(1);
        }
    }

    @Test
    void cancelsTheProviderWhenTheBrowserLeavesWhileWordsFlow(CapturedOutput output) throws Exception {
        AtomicReference<ScriptedConnection> provider = new AtomicReference<>();
        try (ScriptedApplication application = new ScriptedApplication(connection -> {
            provider.set(connection);
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening());
            while (!connection.clientLeft(0)) {
                connection.chunk(OpenAiWire.text("word "));
                Thread.sleep(5);
            }
        })) {
            try (ScriptedApplication.Browser browser = application.browser("/task?question=hi")) {
                browser.readUntil("word");
            }

            await().until(() -> provider.get().clientLeft(0));
            await().untilAsserted(
                            () -> assertThat(application.controller().callbacks).containsExactly("error:cancelled"));
            assertNothingIsLeft(application);
        }
        assertThat(output.getOut()).doesNotContain("Exception", " WARN ", " ERROR ");
    }

    @Test
    void cancelsTheProviderWhenTheBrowserLeavesWhileItIsSilent(CapturedOutput output) throws Exception {
        AtomicReference<ScriptedConnection> provider = new AtomicReference<>();
        try (ScriptedApplication application = new ScriptedApplication(
                connection -> {
                    provider.set(connection);
                    connection.waitForClientToLeave();
                },
                "ai.streaming.heartbeat-interval=50ms")) {
            try (ScriptedApplication.Browser browser = application.browser("/chat?question=hi")) {
                browser.readUntil(": keep-alive\n\n");
                await().until(() -> provider.get() != null);
            }

            await().until(() -> provider.get().clientLeft(0));
            assertNothingIsLeft(application);
        }
        assertThat(output.getOut()).doesNotContain("Exception", " WARN ", " ERROR ");
    }

    private static void assertNothingIsLeft(ScriptedApplication application) {
        await().until(() -> application.provider.openConnections() == 0);
        await().until(() -> application.bean(Threads.class).pending() == 0);
    }

    @Test
    void beatsWhileTheModelIsSilentAndStopsAtTheEnd() throws Exception {
        CountDownLatch heard = new CountDownLatch(1);
        try (ScriptedApplication application = new ScriptedApplication(
                        connection -> {
                            connection.head(200, "text/event-stream");
                            connection.chunk(OpenAiWire.opening());
                            heard.await();
                            connection.chunk(OpenAiWire.text("at last") + OpenAiWire.ending());
                            connection.end();
                        },
                        "ai.streaming.heartbeat-interval=30ms");
                ScriptedApplication.Browser browser = application.browser("/chat?question=hi")) {
            browser.readUntil(": keep-alive\n\n");
            browser.readUntil(": keep-alive\n\n");
            heard.countDown();
            browser.readUntil("[DONE]");
            await().until(() -> application.bean(Threads.class).pending() == 0);
        }
    }

    @Test
    void ourOwnTimeoutEndsAStreamAndNotThatOfSpringMvc() throws Exception {
        try (ScriptedApplication application = new ScriptedApplication(
                ScriptedConnection::waitForClientToLeave,
                "spring.mvc.async.request-timeout=50ms",
                "ai.streaming.timeouts.first-token=500ms")) {
            assertThat(application.stream())
                    .isEqualTo("data: {\"error\":\"The AI provider did not begin to answer within 500 ms.\","
                            + "\"code\":\"timeout\",\"retryable\":true}\n\ndata: [DONE]\n\n");
        }
    }

    @Test
    void aProviderMayHaveTimeoutsOfItsOwn() throws Exception {
        try (ScriptedApplication application = new ScriptedApplication(
                ScriptedConnection::waitForClientToLeave, "ai.streaming.providers.openai.timeouts.first-token=100ms")) {
            assertThat(application.stream()).contains("within 100 ms");
        }
    }

    @Test
    void tellsTheApplicationTheWholeAnswerOnce() throws Exception {
        try (ScriptedApplication application = applications.with(ScriptedServer.Script.streaming(HELLO))) {
            application.get("/task?question=hi");

            assertThat(application.controller().callbacks).containsExactly("complete:Hello");
        }
    }

    @Test
    void tellsTheApplicationOfAFailure() throws Exception {
        try (ScriptedApplication application =
                applications.with(ScriptedServer.Script.answering(503, "text/html", "<h1>sorry</h1>"))) {
            assertThat(application.get("/task?question=hi").body()).contains("\"code\":\"overloaded\"");

            await().untilAsserted(
                            () -> assertThat(application.controller().callbacks).containsExactly("error:overloaded"));
        }
    }

    @Test
    void sendsWhatTheTaskSays() throws Exception {
        try (ScriptedApplication application = applications.with(ScriptedServer.Script.streaming(HELLO))) {
            application.get("/task?question=and+now");

            assertThat(application.provider.requests().get(0).body())
                    .isEqualTo("{\"model\":\"gpt-other\",\"messages\":["
                            + "{\"role\":\"system\",\"content\":\"Be brief.\"},"
                            + "{\"role\":\"user\",\"content\":\"Hello?\"},"
                            + "{\"role\":\"assistant\",\"content\":\"Hello!\"},"
                            + "{\"role\":\"user\",\"content\":\"and now\"}],"
                            + "\"stream\":true,\"stream_options\":{\"include_usage\":true},"
                            + "\"max_tokens\":100,\"temperature\":0.5,\"top_p\":0.9,\"stop\":[\"END\"],\"seed\":7,"
                            + "\"user\":\"u1\"}");
        }
    }

    @Test
    void answersInOnePiece() throws Exception {
        try (ScriptedApplication application = applications.with(ScriptedServer.Script.streaming(HELLO))) {
            assertThat(application.get("/ask?question=hi").body()).isEqualTo("Hello");
        }
    }

    @Test
    void aFailureInOnePieceIsAProblemWithAStatus() throws Exception {
        try (ScriptedApplication application =
                applications.with(ScriptedServer.Script.answering(429, "application/json", "{}", "retry-after: 3"))) {
            HttpResponse<String> response = application.get("/ask?question=hi");

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).hasValue("3");
            assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(response.body()).contains("\"code\":\"rate_limited\"");
        }
    }

    @Test
    void aRequestThatMakesNoSenseIsRefusedBeforeAnythingIsSent() throws Exception {
        try (ScriptedApplication application = applications.with(ScriptedServer.Script.streaming(HELLO))) {
            HttpResponse<String> blank = application.get("/chat?question=%20");
            HttpResponse<String> cold = application.get("/invalid");

            assertThat(blank.statusCode()).isEqualTo(400);
            assertThat(blank.body()).contains("prompt must not be blank");
            assertThat(cold.statusCode()).isEqualTo(400);
            assertThat(cold.body()).contains("temperature must be 0 or more");
            assertThat(application.provider.requests()).isEmpty();
        }
    }

    @Test
    void carriesAHundredStreamsAtOnce() throws Exception {
        StringBuilder body = new StringBuilder(OpenAiWire.opening());
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            body.append(OpenAiWire.text("w" + i));
            expected.append("data: {\"content\":\"w").append(i).append("\"}\n\n");
        }
        String whole = body.append(OpenAiWire.ending()).toString();
        try (ScriptedApplication application = applications.with(connection -> {
            connection.head(200, "text/event-stream");
            for (int at = 0; at < whole.length(); at += 500) {
                connection.chunk(whole.substring(at, Math.min(whole.length(), at + 500)));
                Thread.sleep(5);
            }
            connection.end();
        })) {
            List<CompletableFuture<String>> streams = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                streams.add(CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return application.stream();
                            } catch (IOException | InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        },
                        task -> new Thread(task).start()));
            }
            assertThat(streams)
                    .allSatisfy(stream -> assertThat(stream.join()).isEqualTo(expected + "data: [DONE]\n\n"));
        }
    }

    @Test
    void stopsTheProviderWhenTheApplicationEnds() throws Exception {
        AtomicReference<ScriptedConnection> provider = new AtomicReference<>();
        ScriptedApplication application = new ScriptedApplication(
                connection -> {
                    provider.set(connection);
                    connection.head(200, "text/event-stream");
                    connection.waitForClientToLeave();
                },
                "server.shutdown=immediate");
        try (ScriptedApplication.Browser browser = application.browser("/chat?question=hi")) {
            browser.readUntil("\r\n\r\n");
            await().until(() -> provider.get() != null);
            application.close();

            assertThat(provider.get().clientLeft(10)).isTrue();
        }
    }
}
