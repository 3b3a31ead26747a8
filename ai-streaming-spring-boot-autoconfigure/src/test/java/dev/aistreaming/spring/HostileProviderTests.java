package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.json.JsonMapper;

/** A provider that repeats its key, or forges lines of a log, wherever it has a say: all that comes of it is read. */
@Tag("integration")
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class HostileProviderTests {

    private static final String KEY = "sk-proj/A+b<c>&d=0123456789XyZ-abcDEF";
    private static final String TIME = "2026-11-25T00:00:00.000Z";
    private static final String FORGED =
            "evil\r\n" + TIME + " ERROR 1 --- [forged] admin: in\u001b[31m\u009b2J\u0085\u2028\u202edne";

    private static final String CHOICE = "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"word\"}}]";

    private static volatile Place place = places().get(0);
    private static volatile String words = "";
    private static ScriptedServer provider;
    private static ScriptedApplication application;

    /** Where a provider has a say. */
    record Place(String name, Saying saying) {

        @Override
        public String toString() {
            return name;
        }
    }

    interface Saying {
        void say(ScriptedConnection connection, String text) throws IOException;
    }

    static List<Place> places() {
        return List.of(
                new Place("message", (connection, text) -> error(connection, "\"message\":" + json(text))),
                new Place("type", (connection, text) -> error(connection, "\"message\":\"no\",\"type\":" + json(text))),
                new Place("code", (connection, text) -> error(connection, "\"message\":\"no\",\"code\":" + json(text))),
                new Place(
                        "request id",
                        (connection, text) -> error(connection, "\"message\":\"no\",\"request_id\":" + json(text))),
                new Place("plain text", (connection, text) -> connection.whole(500, "text/plain", text)),
                new Place(
                        "cut json",
                        (connection, text) ->
                                connection.whole(500, "application/json", "{\"error\":" + json(text) + ",")),
                new Place(
                        "x request id",
                        (connection, text) -> connection.whole(500, "text/plain", "no", "x-request-id: " + line(text))),
                new Place(
                        "retry after",
                        (connection, text) -> connection.whole(503, "text/plain", "no", "retry-after: " + line(text))),
                new Place("content type", (connection, text) -> connection.whole(200, line(text), "<html>")),
                new Place(
                        "content encoding",
                        (connection, text) ->
                                connection.whole(200, "text/event-stream", "no", "content-encoding: " + line(text))),
                new Place(
                        "reason",
                        (connection, text) ->
                                connection.raw("HTTP/1.1 500 " + line(text) + "\r\nContent-Length: 0\r\n\r\n")),
                new Place("status", (connection, text) -> connection.raw("HTTP/1.1 9x9 " + line(text) + "\r\n\r\n")),
                new Place("no http", (connection, text) -> connection.raw(line(text) + "\r\n\r\n")),
                new Place(
                        "header without colon",
                        (connection, text) ->
                                connection.raw("HTTP/1.1 200 OK\r\n" + line(text) + "\r\nContent-Length: 0\r\n\r\n")),
                new Place(
                        "length",
                        (connection, text) ->
                                connection.raw("HTTP/1.1 200 OK\r\nContent-Length: " + line(text) + "\r\n\r\n")),
                new Place("chunk size", (connection, text) -> {
                    connection.head(200, "text/event-stream");
                    connection.raw(line(text) + "\r\nx\r\n");
                }),
                new Place(
                        "model",
                        (connection, text) ->
                                events(connection, "{\"id\":\"1\",\"model\":" + json(text) + "," + CHOICE + "}")),
                new Place(
                        "id",
                        (connection, text) ->
                                events(connection, "{\"id\":" + json(text) + ",\"model\":\"m\"," + CHOICE + "}")),
                new Place(
                        "late error",
                        (connection, text) -> events(connection, "{\"error\":{\"message\":" + json(text) + "}}")),
                new Place("no json", (connection, text) -> events(connection, "{" + line(text))),
                new Place(
                        "finish reason",
                        (connection, text) -> events(
                                connection, "{\"choices\":[{\"delta\":{},\"finish_reason\":" + json(text) + "}]}")));
    }

    private static void error(ScriptedConnection connection, String fields) throws IOException {
        connection.whole(400, "application/json", "{\"error\":{" + fields + "}}");
    }

    /** This one and one more, and then the connection breaks. */
    private static void events(ScriptedConnection connection, String data) throws IOException {
        connection.head(200, "text/event-stream");
        connection.chunk("data: " + data + "\n\n" + OpenAiWire.text("word"));
    }

    private static String json(String text) {
        return JsonMapper.shared().writeValueAsString(text);
    }

    /** What would be several lines of a head is one. */
    private static String line(String text) {
        return text.replace("\r\n", "\u0085").replace('\n', ' ');
    }

    @BeforeAll
    static void open() {
        provider = new ScriptedServer(connection -> {
            place.saying().say(connection, words);
            connection.close();
        });
        application = new ScriptedApplication(
                ScriptedApplication.Server.TOMCAT,
                false,
                List.of(),
                "logging.level.dev.aistreaming=TRACE",
                "ai.streaming.default-provider=hostile",
                "ai.streaming.expose-provider-errors=true",
                "ai.streaming.sse.include-metadata=true",
                "ai.streaming.retry.max-attempts=2",
                "ai.streaming.retry.max-retry-after=1ms",
                "ai.streaming.providers.hostile.type=openai",
                "ai.streaming.providers.hostile.base-url=" + provider.url(),
                "ai.streaming.providers.hostile.api-key=" + KEY,
                "ai.streaming.providers.hostile.model=m");
    }

    @AfterAll
    static void close() {
        application.close();
        provider.close();
    }

    /** The answer as a stream and in one piece, with all headers. */
    private static String told() throws IOException, InterruptedException {
        HttpResponse<String> stream = application.get("/chat?question=hi");
        HttpResponse<String> problem = application.get("/ask?question=hi");
        return stream.headers() + stream.body() + problem.headers() + problem.body();
    }

    /** How a key may be repeated; the core has tests of each. */
    private static List<String> forms() {
        byte[] bytes = KEY.getBytes(StandardCharsets.UTF_8);
        return List.of(
                KEY,
                KEY.toUpperCase(Locale.ROOT),
                KEY.toLowerCase(Locale.ROOT),
                URLEncoder.encode(KEY, StandardCharsets.UTF_8),
                base64(KEY),
                base64("user:" + KEY),
                base64("Bearer " + KEY),
                base64(KEY + ":x"),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                HexFormat.of().formatHex(bytes),
                HexFormat.of().withUpperCase().formatHex(bytes),
                KEY.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
                KEY.substring(0, KEY.length() - 4),
                KEY.substring(4),
                KEY.substring(0, 17) + "\n" + KEY.substring(17));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What is before the key in Base64, and its last letters, which what comes behind it changes, is not of the key. */
    private static void assertHasNoRunOf(String form, String text) {
        int from = form.startsWith("dXNlcjo") || form.startsWith("QmVhcmVy") ? 13 : 0;
        for (int i = from; i + 12 <= form.length() - 4; i++) {
            String run = form.substring(i, i + 12);
            if (text.contains(run)) { // else AssertJ would describe megabytes of log
                assertThat(text.substring(Math.max(0, text.indexOf(run) - 300))).doesNotContain(run);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void aKeyThatAProviderRepeatsIsToldNobody(Place where, CapturedOutput log) throws Exception {
        place = where;
        StringBuilder told = new StringBuilder();
        for (String form : forms()) {
            words = form;
            told.append(told());
        }
        for (String form : forms()) {
            assertHasNoRunOf(form, told.toString());
            assertHasNoRunOf(form, log.getAll());
        }
        assertThat(log.getAll()).contains("hostile");
    }

    @ParameterizedTest
    @MethodSource("places")
    void whatAProviderSaysForgesNoLineOfTheLog(Place where, CapturedOutput log) throws Exception {
        place = where;
        words = FORGED;

        HttpResponse<String> problem = application.get("/ask?question=hi");
        application.get("/chat?question=hi");

        assertThat(log.getAll().lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line)
                        .doesNotStartWith(TIME)
                        .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\t]]"));
        assertThat(problem.headers().map().toString() + problem.body())
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]")
                .doesNotContain("forged");
    }

    @Test
    void aProviderThatAUserNamesForgesNoLineAndIsToldNoOther(CapturedOutput log) throws Exception {
        HttpResponse<String> problem = application.get(
                "/of/" + URLEncoder.encode(FORGED, StandardCharsets.UTF_8).replace("+", "%20"));

        assertThat(problem.statusCode()).isEqualTo(400);
        assertThat(problem.body()).contains("is not configured").doesNotContain("openai", "hostile", "\\r", "\\u001");
        assertThat(log.getAll().lines())
                .anyMatch(line -> line.contains("there are [") && line.contains("hostile"))
                .noneMatch(line -> line.startsWith(TIME));
    }
}
