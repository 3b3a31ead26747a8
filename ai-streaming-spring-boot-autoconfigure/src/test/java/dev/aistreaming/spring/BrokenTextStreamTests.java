package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.EventAdapter;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.format.StreamEncoder;
import dev.aistreaming.format.StreamFormat;
import dev.aistreaming.format.StreamInfo;
import dev.aistreaming.spring.ScriptedApplication.Server;
import dev.aistreaming.sse.SseEncoder;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Answers that are their text and nothing else, and fail. */
@Tag("integration")
@ExtendWith(OutputCaptureExtension.class)
@Timeout(60)
class BrokenTextStreamTests {

    @RegisterExtension
    static final SharedApplications applications = new SharedApplications();

    private static final String TEXT = "ai.streaming.sse.format=text";
    private static final String ONCE = "ai.streaming.retry.max-attempts=1";

    private static ScriptedApplication application(Server server, ScriptedServer.Script script, String... properties) {
        String[] all = List.of(List.of(TEXT, ONCE), List.of(properties)).stream()
                .flatMap(List::stream)
                .toArray(String[]::new);
        return applications.with(server, List.of(), script, all);
    }

    /** One that is the test's own to close. */
    private static ScriptedApplication ownApplication(Server server, ScriptedServer.Script script) {
        return new ScriptedApplication(server, script, TEXT, ONCE, "ai.streaming.shutdown.drain-timeout=300ms");
    }

    /** Begins well, and fails when the client has read that. */
    private static ScriptedServer.Script failsAfter(CountDownLatch read) {
        return connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("Hello"));
            read.await();
            connection.end(); // without a finish reason
        };
    }

    private static void silentAfterHello(ScriptedConnection connection) throws IOException {
        connection.head(200, "text/event-stream");
        connection.chunk(OpenAiWire.opening() + OpenAiWire.text("Hello"));
        connection.waitForClientToLeave();
    }

    private static void assertIsProblem(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.body()).startsWith("{").contains("\"code\":\"" + code + "\"");
    }

    /** Reads on, and sees that what comes is not all. */
    private static void assertBreaksOff(InputStream body) {
        assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "TOMCAT, 500, 502, provider_error", "TOMCAT, 429, 503, rate_limited", "TOMCAT, 400, 400, invalid_request",
        "JETTY, 500, 502, provider_error", "JETTY, 429, 503, rate_limited", "JETTY, 400, 400, invalid_request"
    })
    void anErrorBeforeTheFirstByteIsAStatus(Server server, int from, int status, String code, CapturedOutput output)
            throws Exception {
        ScriptedServer.Script script = connection -> connection.whole(from, "application/json", "{}", "Retry-After: 7");
        try (ScriptedApplication application = application(server, script)) {
            HttpResponse<String> response = application.get("/task?question=hi");
            assertIsProblem(response, status, code);
            assertThat(response.headers().firstValue("Retry-After")).hasValue("7");
            application.awaitQuiet();
            assertThat(application.controller().callbacks).containsExactly("error:" + code);
            assertIsProblem(application.get("/task?question=hi"), status, code); // the connection is as good as new
        }
        assertThat(output.getAll()).doesNotContain(" ERROR ", "\tat ");
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void aModelThatIsCutBeforeItsFirstWordIsAStatus(Server server) throws Exception {
        ScriptedServer.Script script = connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening());
            connection.end();
        };
        try (ScriptedApplication application = application(server, script)) {
            assertIsProblem(application.get("/chat?question=hi"), 502, "truncated");
        }
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void anErrorAfterTheFirstByteBreaksTheConnectionOff(Server server, CapturedOutput output) throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        try (ScriptedApplication application = application(server, failsAfter(read))) {
            HttpResponse<InputStream> response = application.open("/task?question=hi");
            ScriptedApplication.readUntil(response.body(), "Hello");
            read.countDown();
            assertBreaksOff(response.body());
            application.awaitQuiet();
            assertThat(application.controller().callbacks).containsExactly("error:truncated");
        }
        assertThat(output.getAll()).contains("failed: truncated").doesNotContain(" ERROR ", "\tat ");
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void nothingComesAfterTheTextThatIsBrokenOff(Server server) throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        try (ScriptedApplication application = application(server, failsAfter(read));
                ScriptedApplication.Browser browser = application.browser("/chat?question=hi")) {
            browser.readUntil("Hello");
            read.countDown();
            assertThat(browser.rest()).isIn("", "\r\n"); // the end of a chunk, and not of the response
        }
    }

    @Test
    void aStreamOfHttp2IsReset() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        try (ScriptedApplication application =
                new ScriptedApplication(Server.TOMCAT, failsAfter(read), TEXT, ONCE, "server.http2.enabled=true")) {
            HttpResponse<InputStream> response = application.open("/chat?question=hi");
            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
            ScriptedApplication.readUntil(response.body(), "Hello");
            read.countDown();
            assertThatThrownBy(() -> response.body().readAllBytes())
                    .isInstanceOf(IOException.class)
                    .hasStackTraceContaining("RST_STREAM");
            await().until(() -> application.bean(ActiveStreams.class).count() == 0);
        }
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void aLimitOfStreamsIsAStatus(Server server) throws Exception {
        try (ScriptedApplication application = application(
                server, BrokenTextStreamTests::silentAfterHello, "ai.streaming.limits.max-concurrent-streams=1")) {
            HttpResponse<InputStream> first = application.open("/chat?question=hi");
            assertIsProblem(application.get("/chat?question=hi"), 429, "busy");
            first.body().close();
        }
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void aTimeoutIsAStatusBeforeTheFirstByteAndNoGoodEndAfterIt(Server server) throws Exception {
        try (ScriptedApplication application =
                application(server, ScriptedConnection::waitForClientToLeave, "ai.streaming.timeouts.total=300ms")) {
            assertIsProblem(application.get("/chat?question=hi"), 504, "timeout");
            application.play(BrokenTextStreamTests::silentAfterHello);
            assertThatThrownBy(() -> application.get("/chat?question=hi")).isInstanceOf(IOException.class);
            application.awaitQuiet();
        }
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void aShutdownIsAStatusBeforeTheFirstByte(Server server) throws Exception {
        ScriptedApplication application = ownApplication(server, ScriptedConnection::waitForClientToLeave);
        Thread closing = new Thread(application::close);
        try (ScriptedApplication.Browser browser = application.browser("/chat?question=hi")) {
            await().until(() -> !application.provider.requests().isEmpty());
            closing.start();
            assertThat(browser.readUntil("shutting_down")).startsWith("HTTP/1.1 503");
        }
        closing.join();
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void aShutdownIsNoGoodEndAfterTheFirstByte(Server server) throws Exception {
        ScriptedApplication application = ownApplication(server, BrokenTextStreamTests::silentAfterHello);
        HttpResponse<InputStream> response = application.open("/chat?question=hi");
        ScriptedApplication.readUntil(response.body(), "Hello");
        Thread closing = new Thread(application::close);
        closing.start();
        assertBreaksOff(response.body());
        closing.join();
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void aBrowserThatLeavesIsNoticedAtTheNextWrite(Server server, CapturedOutput output) throws Exception {
        ScriptedServer.Script script = connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening());
            while (!connection.clientLeft(0)) {
                connection.chunk(OpenAiWire.text("word "));
                Thread.sleep(5);
            }
        };
        try (ScriptedApplication application = ownApplication(server, script)) {
            try (ScriptedApplication.Browser browser = application.browser("/task?question=hi")) {
                browser.readUntil("word");
            }
            await().until(() -> application.provider.openConnections() == 0);
            application.awaitQuiet();
            assertThat(application.controller().callbacks).containsExactly("error:cancelled");
        }
        assertThat(output.getAll()).doesNotContain(" WARN ", " ERROR ", "\tat ");
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void aBrowserThatTakesNothingForTooLongGetsNoGoodEnd(Server server, CapturedOutput output) throws Exception {
        ScriptedServer.Script pour = connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening());
            String kilobyte = OpenAiWire.text("0123456789".repeat(100));
            for (int i = 0; i < 50_000; i++) {
                connection.chunk(kilobyte);
            }
        };
        try (ScriptedApplication application = application(
                        server,
                        pour,
                        "ai.streaming.write-timeout=500ms",
                        "ai.streaming.limits.max-answer-characters=60000000");
                ScriptedApplication.Browser browser = application.browser("/task?question=hi")) {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> assertThat(application.controller().callbacks).containsExactly("error:timeout"));
            application.awaitQuiet();
            assertThatThrownBy(browser::countUntilTheEnd)
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(SocketTimeoutException.class);
        }
        assertThat(output.getAll()).doesNotContain(" ERROR ", "\tat ");
    }

    @ParameterizedTest
    @CsvSource({"TOMCAT, content", "TOMCAT, complete", "JETTY, content", "JETTY, complete"})
    void anEncoderThatThrowsLeavesNothingOfOursInTheText(Server server, String fails) throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        ScriptedServer.Script script = connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening());
            if (!connection.request().body().contains("early")) {
                connection.chunk(OpenAiWire.text("Hello"));
                read.await();
            }
            connection.chunk((fails.equals("content") ? OpenAiWire.text("bad") : "") + OpenAiWire.ending());
            connection.end();
        };
        try (ScriptedApplication application =
                new ScriptedApplication(server, false, List.of(Own.class), "ai.streaming.sse.format=fragile")) {
            application.play(script);
            assertIsProblem(application.get("/chat?question=early"), 500, "internal");
            try (ScriptedApplication.Browser browser = application.browser("/chat?question=hi")) {
                browser.readUntil("Hello");
                read.countDown();
                assertThat(browser.rest()).isIn("", "\r\n");
            }
            application.awaitQuiet();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Own {
        @Bean
        StreamFormat fragile() {
            return new Fragile();
        }
    }

    /** Fails over what it does not like, and where it should end. */
    private static final class Fragile implements StreamFormat {
        @Override
        public String name() {
            return "fragile";
        }

        @Override
        public Map<String, String> headers() {
            return Map.of("Content-Type", "text/plain");
        }

        @Override
        public boolean isEventStream() {
            return false;
        }

        @Override
        public StreamEncoder newEncoder(SseEncoder out, StreamInfo stream) {
            return new Encoder(out);
        }
    }

    private record Encoder(SseEncoder out) implements StreamEncoder, EventAdapter {
        @Override
        public void content(StreamEvent.Content event) {
            out.text(event.text());
            if (event.text().equals("bad")) {
                throw new IllegalStateException("made to fail");
            }
        }

        @Override
        public void complete(ChatResponse response) {
            out.text("half");
            throw new IllegalStateException("made to fail");
        }

        @Override
        public void error(AiException error) {
            out.text("never asked for");
        }
    }
}
