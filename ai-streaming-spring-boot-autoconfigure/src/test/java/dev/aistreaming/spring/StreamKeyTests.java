package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.spring.redis.TestRedis;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams that the application knows by names of its own. */
@Tag("integration")
@Timeout(60)
class StreamKeyTests {

    private static final String OFF = "ai.streaming.resume.enabled=false";
    private static final String NOT_KEPT = "&kept=false";

    /** Answers begin with the question, and end when this is open. */
    private final CountDownLatch ending = new CountDownLatch(1);

    private final AtomicInteger cancelled = new AtomicInteger();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        ending.countDown();
        for (AutoCloseable each : open) {
            each.close();
        }
        open.clear();
    }

    private ScriptedApplication application(String... properties) {
        List<String> all = new ArrayList<>(List.of(properties));
        if (!all.contains(OFF)) {
            all.add("ai.streaming.resume.enabled=true");
        }
        ScriptedApplication application = new ScriptedApplication(
                ScriptedApplication.Server.TOMCAT,
                false,
                List.of(ChatController.class),
                new ScriptedServer(this::play),
                all.toArray(String[]::new));
        open.add(application);
        return application;
    }

    private void play(ScriptedConnection connection) throws IOException, InterruptedException {
        String body = connection.request().body();
        String question = body.contains("second") ? "second" : "first";
        try {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text(question) + OpenAiWire.text(" answer"));
            while (!ending.await(20, TimeUnit.MILLISECONDS)) {
                connection.chunk(": waiting\n\n"); // notices a client that has left
            }
            connection.chunk(OpenAiWire.text(" is whole") + OpenAiWire.ending());
            connection.end();
        } catch (IOException e) {
            cancelled.incrementAndGet();
            throw e;
        }
    }

    /** A browser that has read the beginning of an answer, and stays. */
    private ScriptedApplication.Browser ask(ScriptedApplication application, String path, String... headers)
            throws IOException {
        ScriptedApplication.Browser browser = application.browser(path, headers);
        open.add(0, browser);
        browser.readUntil(" answer");
        return browser;
    }

    private ScriptedApplication.Browser resume(ScriptedApplication application, String... headers) throws IOException {
        ScriptedApplication.Browser browser = application.browser("/api/chat/7/stream", headers);
        open.add(0, browser);
        return browser;
    }

    private static String idOfLastEvent(String read) {
        return read.replaceFirst("(?s).*id: ([0-9a-f]+:[0-9]+)\n.*", "$1");
    }

    private static void assertNothing(ScriptedApplication application, String... headers) throws Exception {
        HttpResponse<String> response = application.get("/api/chat/7/stream", headers);
        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.body()).isEmpty();
    }

    private static void awaitEnd(ScriptedApplication application) {
        await().until(() -> application.get("/api/chat/7/find").body().endsWith("true"));
    }

    @Test
    void readsTheAnswerThatIsBeingWrittenFromItsBeginning() throws Exception {
        ScriptedApplication application = application();
        ask(application, "/api/chat/7?question=first");
        ScriptedApplication.Browser reloaded = resume(application);
        assertThat(reloaded.readUntil(" answer")).contains(":1\ndata: {\"content\":\"first\"}");
        ending.countDown();

        assertThat(reloaded.rest()).contains(" is whole").contains("[DONE]");
        assertThat(application.provider.requests()).hasSize(1);
    }

    @Test
    void goesOnAfterTheEventThatTheRequestNames() throws Exception {
        ScriptedApplication application = application();
        ScriptedApplication.Browser first = application.browser("/api/chat/7?question=first");
        open.add(0, first);
        String id = idOfLastEvent(first.readUntil("\"first\""));
        ScriptedApplication.Browser back = resume(application, "Last-Event-ID", id);

        assertThat(back.readUntil(" answer")).doesNotContain("first");
    }

    @Test
    void anEventOfAnotherStreamLeavesNothingOut() throws Exception {
        ScriptedApplication application = application();
        ask(application, "/api/chat/7?question=first");
        for (String other : List.of("0".repeat(32) + ":1", "17; DROP TABLE")) {
            assertThat(resume(application, "Last-Event-ID", other).readUntil(" answer"))
                    .contains("first");
        }
    }

    @Test
    void thereIsNothingToReadOfWhatIsUnknownCompleteOrStopped() throws Exception {
        ScriptedApplication application = application();
        assertNothing(application);
        assertThat(application.get("/api/chat/7/find").body()).isEqualTo("nothing");
        assertThat(application.send("POST", "/api/chat/7/stop").body()).isEqualTo("false");

        ask(application, "/api/chat/7?question=first");
        assertThat(application.send("POST", "/api/chat/7/stop").body()).isEqualTo("true");
        awaitEnd(application);
        assertNothing(application);
        await().until(() -> cancelled.get() == 1);

        ScriptedApplication.Browser browser = ask(application, "/api/chat/7?question=first");
        ending.countDown();
        browser.rest();
        awaitEnd(application);
        assertNothing(application);
        assertThat(application.send("POST", "/api/chat/7/stop").body()).isEqualTo("false");
    }

    @Test
    void whoWasLetGoDoesNotComeBack() throws Exception {
        ScriptedApplication application = application("ai.streaming.resume.max-readers-per-stream=1");
        ScriptedApplication.Browser first = ask(application, "/api/chat/7?question=first");
        resume(application).readUntil(" answer");

        assertNothing(application, "Last-Event-ID", idOfLastEvent(first.rest()));
    }

    @Test
    void theLastStreamOfAKeyCounts() throws Exception {
        ScriptedApplication application = application();
        ask(application, "/api/chat/7?question=first");
        ScriptedApplication.Browser second = ask(application, "/api/chat/7?question=second");
        assertThat(resume(application).readUntil(" answer")).contains("second").doesNotContain("first");

        assertThat(application.send("POST", "/api/chat/7/stop").body()).isEqualTo("true");
        assertThat(second.rest()).contains("\"code\":\"cancelled\"");
        awaitEnd(application);
        assertNothing(application);
        assertThat(application.send("POST", "/api/chat/7/stop").body()).isEqualTo("false");
        assertThat(application.bean(ActiveStreams.class).count()).isEqualTo(1);
    }

    @Test
    void aKeyIsItsOwners() throws Exception {
        ScriptedApplication application = application();
        ask(application, "/api/chat/7?question=first", "X-User", "ann");
        for (String[] other : new String[][] {{"X-User", "bob"}, {}}) {
            assertNothing(application, other);
            assertThat(application.get("/api/chat/7/find", other).body()).isEqualTo("nothing");
            assertThat(application.send("POST", "/api/chat/7/stop", other).body())
                    .isEqualTo("false");
        }
        ScriptedApplication.Browser bobs = ask(application, "/api/chat/7?question=second", "X-User", "bob");
        assertThat(resume(application, "X-User", "ann").readUntil(" answer")).contains("first");
        assertThat(application.send("POST", "/api/chat/7/stop", "X-User", "bob").body())
                .isEqualTo("true");

        assertThat(bobs.rest()).contains("\"code\":\"cancelled\"");
        assertThat(application.get("/api/chat/7/find", "X-User", "ann").body()).endsWith(" false");
    }

    @Test
    void whatIsNotKeptCanBeFoundAndStoppedButNotRead() throws Exception {
        for (ScriptedApplication application : List.of(application(), application(OFF))) {
            ScriptedApplication.Browser browser = ask(application, "/api/chat/7?question=first" + NOT_KEPT);
            assertNothing(application);
            assertThat(application.get("/api/chat/7/find").body()).isEqualTo("0 false");
            assertThat(application
                            .send("POST", "/api/chat/7/stop", "X-User", "bob")
                            .body())
                    .isEqualTo("false");
            assertThat(application.send("POST", "/api/chat/7/stop").body()).isEqualTo("true");

            assertThat(browser.rest()).contains("\"code\":\"cancelled\"");
            await().until(() -> application.get("/api/chat/7/find").body().equals("nothing"));
        }
    }

    @Test
    void whatIsNotKeptCountsBeforeWhatWasKeptEarlier() throws Exception {
        ScriptedApplication application = application();
        ask(application, "/api/chat/7?question=first");
        ScriptedApplication.Browser second = ask(application, "/api/chat/7?question=second" + NOT_KEPT);
        assertNothing(application);
        assertThat(application.send("POST", "/api/chat/7/stop").body()).isEqualTo("true");

        assertThat(second.rest()).contains("\"code\":\"cancelled\"");
    }

    @Test
    void whatIsTooLongToBeKeptCanBeStoppedButNotRead() throws Exception {
        ScriptedApplication application =
                application("ai.streaming.resume.max-stream-size=60B", "ai.streaming.resume.max-total-size=1MB");
        ScriptedApplication.Browser browser = ask(application, "/api/chat/7?question=first");
        assertNothing(application);
        assertThat(application.send("POST", "/api/chat/7/stop").body()).isEqualTo("true");

        assertThat(browser.rest()).contains("\"code\":\"cancelled\"");
    }

    @Test
    void anotherInstanceFindsReadsAndStopsTheLastStreamOfAKey() throws Exception {
        try (TestRedis redis = TestRedis.start()) {
            String[] properties = {"spring.data.redis.url=" + redis.url(), "ai.streaming.resume.store=redis"};
            ScriptedApplication one = application(properties);
            ScriptedApplication other = application(properties);
            ask(one, "/api/chat/7?question=first", "X-User", "ann");
            awaitTheSame(one, other);
            ScriptedApplication.Browser second = ask(other, "/api/chat/7?question=second", "X-User", "ann");
            awaitTheSame(other, one);
            assertNothing(one, "X-User", "bob");
            assertNothing(one);
            assertThat(resume(one, "X-User", "ann").readUntil(" answer")).contains("second");

            assertThat(one.send("POST", "/api/chat/7/stop", "X-User", "bob").body())
                    .isEqualTo("false");
            assertThat(one.send("POST", "/api/chat/7/stop", "X-User", "ann").body())
                    .isEqualTo("true");
            assertThat(second.rest()).contains("\"code\":\"cancelled\"");
            await().until(() -> one.get("/api/chat/7/stream", "X-User", "ann").statusCode() == 204);
            assertThat(one.bean(ActiveStreams.class).count()).isEqualTo(1);
            close();
        }
    }

    private static void awaitTheSame(ScriptedApplication producer, ScriptedApplication other) throws Exception {
        String id = producer.get("/api/chat/7/id", "X-User", "ann").body();
        assertThat(id).hasSize(32);
        await().until(() -> other.get("/api/chat/7/id", "X-User", "ann").body().equals(id));
    }

    @Test
    void aHeadRequestReadsNothing() throws Exception {
        ScriptedApplication application = application("ai.streaming.sse.format=ai-sdk");
        assertThat(application.send("HEAD", "/api/chat/7/stream").statusCode()).isEqualTo(204);
        ask(application, "/api/chat/7?question=first");

        HttpResponse<String> head = application.send("HEAD", "/api/chat/7/stream");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("x-vercel-ai-ui-message-stream")).hasValue("v1");
    }

    @Test
    void aReplaySpeaksTheFormatOfItsStream() throws Exception {
        ScriptedApplication application = application();
        ask(application, "/api/chat/7?question=first&format=ai-sdk");

        assertThat(resume(application).readUntil(" answer"))
                .contains("x-vercel-ai-ui-message-stream: v1")
                .contains("\"type\":\"start\"");
    }

    @Test
    void aKeyMayBeAnyText() throws Exception {
        ScriptedApplication application = application();
        ask(application, "/api/chat/gr%C3%BC%C3%9Fe%20%3F%23%25?question=first");

        assertThat(application.get("/api/chat/gr%C3%BC%C3%9Fe%20%3F%23%25/find").body())
                .endsWith(" false");
        assertThat(application.get("/api/chat/gr%C3%BC%C3%9Fe/find").body()).isEqualTo("nothing");
    }

    @Test
    void aPostThatIsSentAgainWithTheLastEventGoesOnInTheWordsOfItsStream() throws Exception {
        ScriptedApplication application = application("ai.streaming.sse.format=ai-sdk");
        ending.countDown();
        String whole = new String(
                application.post("/chat", "text/plain", "first").body().readAllBytes(), StandardCharsets.UTF_8);
        String seen = whole.substring(0, whole.indexOf("first"));
        String id = idOfLastEvent(seen);

        HttpResponse<InputStream> rest = application.post("/chat", "text/plain", "first", "Last-Event-ID", id);

        assertThat(rest.headers().firstValue("x-vercel-ai-ui-message-stream")).hasValue("v1");
        assertThat(whole)
                .endsWith(new String(rest.body().readAllBytes(), StandardCharsets.UTF_8))
                .contains("text-delta");
        assertThat(application.provider.requests()).hasSize(1);
    }
}
