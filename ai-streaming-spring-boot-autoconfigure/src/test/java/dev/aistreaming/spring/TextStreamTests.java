package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.spring.ScriptedApplication.Server;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Answers that are their text and nothing else, and come whole. */
@Tag("integration")
@ExtendWith(OutputCaptureExtension.class)
@Timeout(60)
class TextStreamTests {

    @RegisterExtension
    static final SharedApplications applications = new SharedApplications();

    private static final String TEXT = "ai.streaming.sse.format=text";
    private static final String[] HELLO = {
        OpenAiWire.opening(), OpenAiWire.text("Hel"), OpenAiWire.text("lo \\n\\\""), OpenAiWire.ending()
    };

    private static ScriptedApplication application(Server server, String... properties) {
        return applications.with(server, List.of(Plain.class), connection -> play(connection, HELLO), properties);
    }

    private static void play(ScriptedConnection connection, String... pieces) throws IOException {
        connection.head(200, "text/event-stream");
        for (String piece : pieces) {
            connection.chunk(piece);
        }
        connection.end();
    }

    private static void assertIsPlainText(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(MediaType.parseMediaType(
                        response.headers().firstValue("Content-Type").orElseThrow()))
                .isEqualTo(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void anAnswerIsItsTextAndEndsWell(Server server, CapturedOutput output) throws Exception {
        try (ScriptedApplication application = application(server, TEXT)) {
            HttpResponse<String> response = application.get("/chat?question=hi");
            assertIsPlainText(response);
            assertThat(response.body()).isEqualTo("Hello \n\"");
            assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-cache");
            assertThat(response.headers().firstValue("X-Accel-Buffering")).hasValue("no");
            try (ScriptedApplication.Browser browser = application.browser("/chat?question=hi")) {
                assertThat(browser.rest()).endsWith("\r\n0\r\n\r\n");
            }
            application.awaitQuiet();
        }
        assertThat(output.getAll()).doesNotContain(" WARN ", " ERROR ", "\tat ");
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void anAnswerWithoutTextIsEmptyAndNoError(Server server) throws Exception {
        try (ScriptedApplication application = application(server, TEXT)) {
            application.play(connection -> play(connection, OpenAiWire.opening(), OpenAiWire.ending()));
            HttpResponse<String> response = application.get("/chat?question=hi");
            assertIsPlainText(response);
            assertThat(response.body()).isEmpty();
            application.awaitQuiet();
        }
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void eachPieceIsSentBeforeTheNextIsProduced(Server server) throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(1);
        ScriptedServer.Script script = connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("first"));
            first.await();
            connection.chunk(OpenAiWire.text("second"));
            second.await();
            connection.chunk(OpenAiWire.text("third") + OpenAiWire.ending());
            connection.end();
        };
        try (ScriptedApplication application = applications.with(server, List.of(Plain.class), script, TEXT);
                ScriptedApplication.Browser browser = application.browser("/chat?question=hi")) {
            assertThat(browser.readUntil("first")).startsWith("HTTP/1.1 200");
            first.countDown();
            browser.readUntil("second");
            second.countDown();
            assertThat(browser.rest()).contains("third").endsWith("0\r\n\r\n");
        }
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void nothingIsWrittenWhileTheModelThinks(Server server) throws Exception {
        CountDownLatch thought = new CountDownLatch(1);
        ScriptedServer.Script script = connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening());
            thought.await();
            connection.chunk(OpenAiWire.text("hello") + OpenAiWire.ending());
            connection.end();
        };
        try (ScriptedApplication application =
                        new ScriptedApplication(server, script, TEXT, "ai.streaming.heartbeat-interval=20ms");
                ScriptedApplication.Browser browser = application.browser("/chat?question=hi")) {
            await().until(() -> !application.provider.requests().isEmpty());
            await().during(Duration.ofMillis(200)).until(() -> true);
            thought.countDown();
            assertThat(browser.rest()).contains("\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
        }
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void noCharacterIsLostWhereverItIsCut(Server server) throws Exception {
        String text = " é\u2028👋\r\n€";
        byte[] answer = (OpenAiWire.opening() + OpenAiWire.text(text.replace("\r\n", "\\r\\n") + "\\ud83d"))
                .getBytes(StandardCharsets.UTF_8);
        try (ScriptedApplication application = application(server, TEXT)) {
            application.play(connection -> {
                connection.head(200, "text/event-stream");
                for (byte one : answer) {
                    connection.chunk(new byte[] {one});
                }
                connection.chunk(OpenAiWire.text("\\ude00") + OpenAiWire.ending());
                connection.end();
            });
            assertThat(application.stream()).isEqualTo(text + "😀");
        }
    }

    @Test
    void http2CarriesItToo() throws Exception {
        try (ScriptedApplication application = application(Server.TOMCAT, TEXT, "server.http2.enabled=true")) {
            HttpResponse<String> response = application.get("/chat?question=hi");
            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertIsPlainText(response);
            assertThat(response.body()).isEqualTo("Hello \n\"");
        }
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void aTaskMayAskForItAndAControllerSayThatItGivesPlainText(Server server) throws Exception {
        try (ScriptedApplication application = application(server)) {
            for (String accepted : List.of("*/*", "text/plain")) {
                HttpResponse<String> response = application.get("/plain", "Accept", accepted);
                assertIsPlainText(response);
                assertThat(response.body()).isEqualTo("Hello \n\"");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void aHeadRequestGetsItsHeaders(Server server) throws Exception {
        try (ScriptedApplication application = application(server, TEXT)) {
            assertThat(application
                            .send("HEAD", "/chat?question=hi")
                            .headers()
                            .firstValue("Content-Type")
                            .orElseThrow())
                    .startsWith("text/plain");
            assertThat(application.provider.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void itIsNeverKept(Server server) throws Exception {
        try (ScriptedApplication application = application(server, TEXT, "ai.streaming.resume.enabled=true")) {
            HttpResponse<String> response = application.get("/chat?question=hi");
            assertThat(response.headers().firstValue("X-AI-Stream-Id")).isEmpty();
            assertThat(response.body()).isEqualTo("Hello \n\"");
        }
    }

    @Test
    void whoComesBackToWhatIsNotKeptHearsSoInAnEventStream() throws Exception {
        try (ScriptedApplication application = application(Server.TOMCAT, TEXT, "ai.streaming.resume.enabled=true")) {
            HttpResponse<String> response = application.get("/resumed");
            assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
            assertThat(response.body()).contains("\"code\":\"stream_expired\"").endsWith("data: [DONE]\n\n");
        }
    }

    @RestController
    static class Plain {
        private final AiService ai;
        private final ObjectProvider<AiStreams> streams;

        Plain(AiService ai, ObjectProvider<AiStreams> streams) {
            this.ai = ai;
            this.streams = streams;
        }

        @GetMapping(path = "/plain", produces = MediaType.TEXT_PLAIN_VALUE)
        SseEmitter plain() {
            return ai.task().prompt("hi").format("text").stream();
        }

        @GetMapping("/resumed")
        SseEmitter resumed() {
            return streams.getObject().resume("0123456789abcdef0123456789abcdef");
        }
    }
}
