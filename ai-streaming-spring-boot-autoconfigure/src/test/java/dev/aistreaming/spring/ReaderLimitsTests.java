package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.spring.stream.StreamRegistry;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two may read a stream at a time, and a client may have one stream. Clients are told apart by X-Forwarded-For. */
@Timeout(20)
class ReaderLimitsTests {

    private static final Pattern STREAM_ID = Pattern.compile("id: ([0-9a-f]{32}):");
    private static final String ANN = "192.0.2.1";
    private static final String BOB = "192.0.2.2";
    private static final String CAT = "192.0.2.3";

    private static ScriptedApplication application;

    private final List<ScriptedApplication.Browser> browsers = new ArrayList<>();

    @BeforeAll
    static void open() {
        application = new ScriptedApplication(
                ScriptedApplication.Server.TOMCAT,
                false,
                List.of(ResumeTests.Streams.class),
                new ScriptedServer(ReaderLimitsTests::wordAndSilence),
                "server.forward-headers-strategy=native",
                "ai.streaming.heartbeat-interval=50ms",
                "ai.streaming.resume.enabled=true",
                "ai.streaming.resume.on-disconnect=cancel",
                "ai.streaming.resume.max-readers-per-stream=2",
                "ai.streaming.limits.max-concurrent-streams-per-client=1");
    }

    @AfterEach
    void leave() throws IOException {
        for (ScriptedApplication.Browser browser : browsers) {
            browser.close();
        }
        await().until(() -> application.bean(StreamRegistry.class).open().isEmpty());
    }

    @AfterAll
    static void close() {
        application.close();
    }

    private static void wordAndSilence(ScriptedConnection connection) throws IOException {
        connection.head(200, "text/event-stream");
        connection.chunk(OpenAiWire.opening() + OpenAiWire.text("word"));
        connection.waitForClientToLeave();
    }

    private ScriptedApplication.Browser browser(String address, String path) throws IOException {
        ScriptedApplication.Browser browser = application.browser(path, "X-Forwarded-For", address);
        browsers.add(browser);
        return browser;
    }

    /** Asks, and returns the id of the stream. */
    private static String streamId(ScriptedApplication.Browser browser) throws IOException {
        Matcher id = STREAM_ID.matcher(browser.readUntil("word"));
        assertThat(id.find()).isTrue();
        return id.group(1);
    }

    private ScriptedApplication.Browser reader(String address, String streamId) throws IOException {
        ScriptedApplication.Browser browser = browser(address, "/rest/" + streamId);
        browser.readUntil("word");
        return browser;
    }

    private static void assertReads(ScriptedApplication.Browser browser) throws IOException {
        assertThat(browser.readUntil(": keep-alive")).doesNotContain("error");
    }

    @Test
    void theOldestReaderMakesRoomForOneTooMany() throws Exception {
        ScriptedApplication.Browser first = browser(ANN, "/chat?question=hi");
        String id = streamId(first);
        ScriptedApplication.Browser second = reader(BOB, id);
        ScriptedApplication.Browser third = reader(CAT, id);

        assertThat(first.rest()).contains("\"code\":\"cancelled\"", "had to make room", "data: [DONE]");
        assertReads(second);
        assertReads(third);
        assertThat(application.bean(ActiveStreams.class).list().get(0).readers())
                .isEqualTo(2);
    }

    @Test
    void aBrowserThatWasLetGoAndComesBackByItselfIsToldToStop() throws Exception {
        ScriptedApplication.Browser first = browser(ANN, "/chat?question=hi");
        String id = streamId(first);
        ScriptedApplication.Browser second = reader(BOB, id);
        ScriptedApplication.Browser third = reader(CAT, id);
        String end = first.rest();
        int asked = application.provider.requests().size();

        for (String event : end.split("\n\n", -1)) {
            if (event.contains("data: ")) {
                String lastEventId = event.replaceFirst("(?s).*id: ([^\n]*)\n.*", "$1");
                HttpResponse<String> back =
                        application.get("/chat?question=hi", "Last-Event-ID", lastEventId, "X-Forwarded-For", ANN);
                assertThat(back.statusCode()).as(event).isEqualTo(204);
            }
        }
        assertReads(second);
        assertReads(third);
        assertThat(application.provider.requests()).hasSize(asked);
    }

    @Test
    void aTabThatReconnectsTakesThePlaceOfItsOwnDeadConnection() throws Exception {
        ScriptedApplication.Browser dead = browser(ANN, "/chat?question=hi");
        String id = streamId(dead);

        for (int i = 0; i < 5; i++) {
            assertReads(reader(ANN, id));
        }
        assertThat(application.bean(ActiveStreams.class).list()).hasSize(1);
    }

    @Test
    void aClientHasAsManyReadersAsItsStreamsMayHave() throws Exception {
        ScriptedApplication.Browser ofAnn = browser(ANN, "/chat?question=hi");
        streamId(ofAnn);
        String idOfBob = streamId(browser(BOB, "/chat?question=hi"));
        String idOfCat = streamId(browser(CAT, "/chat?question=hi"));

        ScriptedApplication.Browser second = reader(ANN, idOfBob);
        ScriptedApplication.Browser third = reader(ANN, idOfCat);

        assertThat(ofAnn.rest()).contains("\"code\":\"cancelled\"", "had to make room");
        assertReads(second);
        assertReads(third);
    }

    @Test
    void aReaderThatTakesNothingIsCutOffWhereItHasToMakeRoom() throws Exception {
        try (ScriptedServer flood = new ScriptedServer(connection -> {
                    connection.head(200, "text/event-stream");
                    for (int i = 0; i < 20_000; i++) {
                        connection.chunk(OpenAiWire.text("x".repeat(1_000)));
                    }
                    connection.chunk(OpenAiWire.ending());
                    connection.end();
                });
                ScriptedApplication application = new ScriptedApplication(
                        ScriptedApplication.Server.TOMCAT,
                        false,
                        List.of(ResumeTests.Streams.class),
                        flood,
                        "ai.streaming.resume.enabled=true",
                        "ai.streaming.resume.max-readers-per-stream=2",
                        "ai.streaming.resume.max-stream-size=100MB",
                        "ai.streaming.write-timeout=10m",
                        "ai.streaming.limits.max-answer-characters=60000000")) {
            ReturningBrowser asking = new ReturningBrowser(HttpClient.newHttpClient());
            String url = "http://127.0.0.1:" + application.port();
            asking.read(url + "/chat?question=hi", 1);
            String path = "/rest/" + asking.streamId();
            try (ScriptedApplication.Browser stalled = application.browser(path)) {
                asking.read(url + path, Integer.MAX_VALUE); // all has been written, and the other has taken none of it
                try (ScriptedApplication.Browser second = application.browser(path);
                        ScriptedApplication.Browser third = application.browser(path)) {
                    second.readUntil("xx");
                    third.readUntil("xx");

                    assertThat(stalled.rest()).doesNotContain("[DONE]");
                }
            }
        }
    }
}
