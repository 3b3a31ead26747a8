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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

class ResumeTests {

    @RegisterExtension
    static final SharedApplications shared = new SharedApplications();

    private static final int ALL = Integer.MAX_VALUE;
    private static final String HEARTBEAT = ": keep-alive\n\n";
    private static final String OFF = "ai.streaming.resume.enabled=false";

    private final HttpClient client = HttpClient.newHttpClient();

    /** How many pieces the provider may send; each is the letter "a" with its number. */
    private final Semaphore pieces = new Semaphore(0);

    private final AtomicInteger cancelled = new AtomicInteger();
    private final List<ScriptedApplication> applications = new ArrayList<>();

    @AfterEach
    void close() {
        pieces.release(1_000);
        applications.forEach(ScriptedApplication::close);
    }

    private ScriptedApplication application(int length, String... properties) {
        ScriptedApplication application = shared.with(
                ScriptedApplication.Server.TOMCAT,
                List.of(Streams.class),
                connection -> play(connection, length),
                withHeartbeats(properties));
        applications.add(application);
        return application;
    }

    private static String[] withHeartbeats(String... properties) {
        List<String> all = new ArrayList<>(List.of(properties));
        all.add("ai.streaming.heartbeat-interval=50ms");
        if (!all.contains(OFF)) {
            all.add("ai.streaming.resume.enabled=true");
        }
        return all.toArray(String[]::new);
    }

    private void play(ScriptedConnection connection, int length) throws IOException, InterruptedException {
        try {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening());
            for (int i = 1; i <= length; i++) {
                while (!pieces.tryAcquire(20, TimeUnit.MILLISECONDS)) {
                    connection.chunk(": waiting\n\n"); // notices a client that has left
                }
                connection.chunk(OpenAiWire.text("a" + i + " "));
            }
            connection.chunk(OpenAiWire.ending());
            connection.end();
        } catch (IOException e) {
            cancelled.incrementAndGet();
            throw e;
        }
    }

    private static String text(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i <= to; i++) {
            text.append('a').append(i).append(' ');
        }
        return text.toString();
    }

    private static String chat(ScriptedApplication application) {
        return "http://127.0.0.1:" + application.port() + "/chat?question=hi";
    }

    private ReturningBrowser browser() {
        return new ReturningBrowser(client);
    }

    @Test
    void givesEachEventAnIdAndTheResponseTheStreams() throws Exception {
        pieces.release(2);
        HttpResponse<String> response = application(2).get("/chat?question=hi");

        String id = response.headers().firstValue("X-AI-Stream-Id").orElseThrow();
        assertThat(id).matches("[0-9a-f]{32}");
        assertThat(response.body().replace(HEARTBEAT, ""))
                .isEqualTo("id: " + id + ":0\n\n" + "id: " + id + ":1\ndata: {\"content\":\"a1 \"}\n\n" + "id: " + id
                        + ":2\ndata: {\"content\":\"a2 \"}\n\n" + "id: " + id + ":3\ndata: [DONE]\n\n");
    }

    @Test
    void aConnectionThatBreaksBeforeTheFirstEventCostsNoSecondAnswer() throws Exception {
        ScriptedApplication application = application(2);
        String id;
        try (ScriptedApplication.Browser browser = application.browser("/chat?question=hi")) {
            id = browser.readUntil(":0\n\n").replaceFirst("(?s).*id: ", "").strip();
        }
        pieces.release(2);

        HttpResponse<String> response = application.get("/chat?question=hi", "Last-Event-ID", id);

        assertThat(response.body().replaceAll("(id: .*)?\n", ""))
                .contains("data: {\"content\":\"a1 \"}data: {\"content\":\"a2 \"}");
        assertThat(application.provider.requests()).hasSize(1);
    }

    @Test
    void givesNoIdWhereStreamsAreNotKept() throws Exception {
        pieces.release(1);
        HttpResponse<String> response = application(1, OFF).get("/chat?question=hi");

        assertThat(response.headers().firstValue("X-AI-Stream-Id")).isEmpty();
        assertThat(response.body().replace(HEARTBEAT, "")).startsWith("data: ");
    }

    @Test
    void goesOnWhereABrowserLeftOffWithoutAskingTheProviderAgain() throws Exception {
        ScriptedApplication application = application(6);
        ReturningBrowser browser = browser();
        pieces.release(4);
        browser.read(chat(application), 2);
        assertThat(browser.text()).isEqualTo(text(1, 2));

        pieces.release(2);
        browser.read(chat(application), ALL);

        assertThat(browser.text()).isEqualTo(text(1, 6));
        assertThat(browser.done()).isTrue();
        assertThat(application.provider.requests()).hasSize(1);
    }

    @Test
    void replaysAnAnswerThatIsWhole() throws Exception {
        ScriptedApplication application = application(3);
        pieces.release(3);
        ReturningBrowser first = browser();
        first.read(chat(application), ALL);

        ReturningBrowser second = browser();
        second.read("http://127.0.0.1:" + application.port() + "/streams/" + first.streamId(), ALL);

        assertThat(second.text()).isEqualTo(text(1, 3));
        assertThat(second.streamId()).isEqualTo(first.streamId());
    }

    @Test
    void answersNoContentWhereAllHasBeenSeen() throws Exception {
        ScriptedApplication application = application(1);
        pieces.release(1);
        ReturningBrowser browser = browser();
        browser.read(chat(application), ALL);

        HttpResponse<String> response =
                application.get("/chat?question=hi", "Last-Event-ID", browser.streamId() + ":2");

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.body()).isEmpty();
        assertThat(application.provider.requests()).hasSize(1);
        awaitNoStream(application);
    }

    @Test
    void anEventThatIsStillToComeIsOneOfAnUnknownStream() throws Exception {
        ScriptedApplication application = application(3);
        pieces.release(1);
        try (ScriptedApplication.Browser browser = application.browser("/chat?question=hi")) {
            String id = browser.readUntil(":1\n").replaceFirst("(?s).*id: ([0-9a-f]+):1\n", "$1");

            assertThat(application
                            .get("/chat?question=hi", "Last-Event-ID", id + ":3")
                            .body())
                    .contains("\"code\":\"stream_expired\"")
                    .endsWith("data: [DONE]\n\n");
            pieces.release(2);
            assertThat(browser.readUntil("[DONE]")).contains("a2", "a3").doesNotContain("error");
        }
        assertThat(application.provider.requests()).hasSize(1);
    }

    @Test
    void takesTheLastEventFromTheQueryToo() throws Exception {
        ScriptedApplication application = application(3);
        pieces.release(3);
        ReturningBrowser browser = browser();
        browser.read(chat(application), ALL);

        String rest = application
                .get("/chat?question=hi&lastEventId=" + browser.streamId() + ":2")
                .body();

        assertThat(rest)
                .startsWith("id: " + browser.streamId() + ":3\n")
                .contains("a3 ")
                .doesNotContain("a2 ");
    }

    @Test
    void anEndpointForOneStreamGoesOnWhereTheRequestSays() throws Exception {
        ScriptedApplication application = application(3);
        pieces.release(3);
        ReturningBrowser browser = browser();
        browser.read(chat(application), ALL);
        String path = "/rest/" + browser.streamId();

        assertThat(application.get(path).body())
                .startsWith("id: " + browser.streamId() + ":0\n\nid: " + browser.streamId() + ":1\n");
        assertThat(application
                        .get(path, "Last-Event-ID", browser.streamId() + ":2")
                        .body())
                .startsWith("id: " + browser.streamId() + ":3\n");
        assertThat(application
                        .get(path + "?lastEventId=" + browser.streamId() + ":4")
                        .statusCode())
                .isEqualTo(204);
        for (String none : new String[] {"0".repeat(32) + ":1", "2", browser.streamId()}) {
            assertThat(application.get(path, "Last-Event-ID", none).body())
                    .contains("stream_expired")
                    .doesNotContain("a1 ");
        }
        awaitNoStream(application);
    }

    @Test
    void anUnknownIdAndSomebodyElsesAreTheSameAndCostNothing() throws Exception {
        ScriptedApplication application = application(1);
        pieces.release(1);
        HttpResponse<String> mine = application.get("/chat?question=hi", "x-user", "ann");
        String id = mine.headers().firstValue("X-AI-Stream-Id").orElseThrow();

        HttpResponse<String> others = application.get("/chat?question=hi", "x-user", "bob", "Last-Event-ID", id + ":1");
        HttpResponse<String> unknown =
                application.get("/chat?question=hi", "x-user", "bob", "Last-Event-ID", "0".repeat(32) + ":1");
        HttpResponse<String> nonsense =
                application.get("/chat?question=hi", "x-user", "bob", "Last-Event-ID", "17; DROP TABLE");

        assertThat(others.body())
                .isEqualTo("data: {\"error\":\"This answer is no longer available.\",\"code\":\"stream_expired\","
                        + "\"retryable\":false}\n\ndata: [DONE]\n\n");
        assertThat(unknown.body()).isEqualTo(others.body());
        assertThat(nonsense.body()).isEqualTo(others.body());
        assertThat(unknown.headers().map().keySet())
                .isEqualTo(others.headers().map().keySet());
        assertThat(application.provider.requests()).hasSize(1);
        assertThat(application
                        .get("/chat?question=hi", "x-user", "ann", "Last-Event-ID", id + ":1")
                        .body())
                .contains("[DONE]")
                .doesNotContain("error");
    }

    @Test
    void nobodyStopsOrFindsWhatIsSomebodyElses() throws Exception {
        ScriptedApplication application = application(2);
        pieces.release(1);
        ReturningBrowser browser = browser();
        browser.read("http://127.0.0.1:" + application.port() + "/chat?question=hi&user=ann", 1);

        assertThat(application.get("/stop/" + browser.streamId() + "?user=bob").body())
                .isEqualTo("false");
        assertThat(application.get("/find/" + browser.streamId() + "?user=bob").body())
                .isEqualTo("nothing");
        assertThat(application.get("/find/" + browser.streamId() + "?user=ann").body())
                .isEqualTo("1 false");
        assertThat(application.get("/stop/" + browser.streamId() + "?user=ann").body())
                .isEqualTo("true");
        await().until(() -> cancelled.get() == 1);
    }

    @Test
    void stopEndsTheAnswerForAllWhoReadIt() throws Exception {
        ScriptedApplication application = application(5);
        pieces.release(2);
        ReturningBrowser first = browser();
        first.read(chat(application), 2);
        String url = "http://127.0.0.1:" + application.port() + "/streams/" + first.streamId();
        try (ScriptedApplication.Browser tab = application.browser("/streams/" + first.streamId())) {
            tab.readUntil("a2 ");

            assertThat(application.get("/stop/" + first.streamId()).body()).isEqualTo("true");

            assertThat(tab.rest()).contains("\"code\":\"cancelled\"").contains("data: [DONE]");
        }
        await().until(() -> cancelled.get() == 1);
        ReturningBrowser late = browser();
        late.read(url, ALL);
        assertThat(late.text()).isEqualTo(text(1, 2));
        assertThat(late.errors()).containsExactly("cancelled");
        assertThat(application.get("/stop/" + first.streamId()).body()).isEqualTo("false");
    }

    @Test
    void goesOnForAWhileWhenNobodyReads() throws Exception {
        ScriptedApplication application = application(3, "ai.streaming.resume.linger=300ms");
        pieces.release(1);
        ReturningBrowser browser = browser();
        browser.read(chat(application), 1);

        await().until(() -> cancelled.get() == 1);

        browser.read(chat(application), ALL);
        assertThat(browser.errors()).containsExactly("cancelled");
        awaitNoStream(application);
    }

    @Test
    void somebodyWhoComesBackInTimeKeepsTheAnswerGoing() throws Exception {
        ScriptedApplication application = application(3, "ai.streaming.resume.linger=1s");
        pieces.release(1);
        ReturningBrowser browser = browser();
        browser.read(chat(application), 1);
        try (ScriptedApplication.Browser again =
                application.browser("/chat?question=hi", "Last-Event-ID", browser.lastEventId())) {
            await().pollDelay(Duration.ofMillis(1_500)).until(() -> true); // longer than it would linger
            pieces.release(2);

            assertThat(again.rest()).contains("a3 ").contains("[DONE]").doesNotContain("error");
        }
        assertThat(cancelled).hasValue(0);
    }

    @Test
    void goesOnToTheEndWithNobodyWhereItIsToldTo() throws Exception {
        ScriptedApplication application =
                application(3, "ai.streaming.resume.on-disconnect=continue", "ai.streaming.resume.linger=1ms");
        pieces.release(1);
        ReturningBrowser browser = browser();
        browser.read(chat(application), 1);
        pieces.release(2);
        awaitNoStream(application);

        browser.read(chat(application), ALL);

        assertThat(browser.text()).isEqualTo(text(1, 3));
        assertThat(cancelled).hasValue(0);
    }

    @Test
    void endsAtOnceWithNobodyWhereItIsToldTo() throws Exception {
        ScriptedApplication application = application(3, "ai.streaming.resume.on-disconnect=cancel");
        pieces.release(1);
        browser().read(chat(application), 1);

        await().until(() -> cancelled.get() == 1);
    }

    @Test
    void anAnswerThatIsNotToBeKeptEndsWithItsBrowser() throws Exception {
        ScriptedApplication application = application(3);
        pieces.release(1);
        ReturningBrowser browser = browser();
        browser.read("http://127.0.0.1:" + application.port() + "/fleeting", 1);

        await().until(() -> cancelled.get() == 1);
        assertThat(browser.hasSeenAnId()).isFalse();
    }

    @Test
    void severalReadOneStreamAtATime() throws Exception {
        ScriptedApplication application = application(40);
        pieces.release(1);
        ReturningBrowser first = browser();
        first.read(chat(application), 1);
        List<ScriptedApplication.Browser> tabs = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            tabs.add(application.browser("/streams/" + first.streamId()));
        }
        pieces.release(39);
        for (ScriptedApplication.Browser tab : tabs) {
            String all = tab.rest();
            for (int i = 1; i <= 40; i++) {
                assertThat(all).containsOnlyOnce("\"a" + i + " \"");
            }
            tab.close();
        }
        assertThat(application.provider.requests()).hasSize(1);
    }

    @Test
    void whatIsTooLongToBeKeptGoesOnAllTheSame() throws Exception {
        ScriptedApplication application =
                application(200, "ai.streaming.resume.max-stream-size=2KB", "ai.streaming.resume.max-total-size=1MB");
        pieces.release(200);
        ReturningBrowser browser = browser();
        browser.read(chat(application), ALL);

        assertThat(browser.text()).isEqualTo(text(1, 200));
        assertThat(browser.done()).isTrue();
        assertThat(application
                        .get("/chat?question=hi", "Last-Event-ID", browser.streamId() + ":5")
                        .body())
                .contains("stream_expired");
        assertThat(application.provider.requests()).hasSize(1);
    }

    @Test
    void whatIsTooLongToBeKeptCanBeStoppedAndEndsWhenNobodyReads() throws Exception {
        ScriptedApplication application =
                application(400, "ai.streaming.resume.max-stream-size=2KB", "ai.streaming.resume.max-total-size=1MB");
        pieces.release(100);
        try (ScriptedApplication.Browser browser = application.browser("/chat?question=hi")) {
            String read = browser.readUntil("\"a100 \"");
            int header = read.indexOf("X-AI-Stream-Id: ") + 16;
            String id = read.substring(header, header + 32);

            assertThat(application.get("/find/" + id).body()).isEqualTo("nothing");
            assertThat(application.get("/stop/" + id).body()).isEqualTo("true");
            assertThat(browser.rest()).contains("cancelled");
        }
        await().until(() -> cancelled.get() == 1);

        pieces.release(100);
        ReturningBrowser leaving = browser();
        leaving.read(chat(application), 100);
        await().until(() -> cancelled.get() == 2); // long before it would have lingered
    }

    @Test
    void aReaderThatTakesNothingIsCutOffAndTheOthersGoOn() throws Exception {
        String much = "x".repeat(1_000);
        try (ScriptedServer flood = new ScriptedServer(connection -> {
                    connection.head(200, "text/event-stream");
                    for (int i = 0; i < 20_000; i++) {
                        connection.chunk(OpenAiWire.text(much));
                    }
                    connection.chunk(OpenAiWire.ending());
                    connection.end();
                });
                ScriptedApplication application = new ScriptedApplication(
                        ScriptedApplication.Server.TOMCAT,
                        false,
                        List.of(Streams.class),
                        flood,
                        "ai.streaming.resume.enabled=true",
                        "ai.streaming.resume.max-stream-size=100MB",
                        "ai.streaming.write-timeout=500ms",
                        "ai.streaming.limits.max-answer-characters=60000000")) {
            ReturningBrowser first = browser();
            first.read(chat(application), 1);
            try (ScriptedApplication.Browser stalled = application.browser("/streams/" + first.streamId())) {
                first.read(chat(application), ALL);

                assertThat(first.text()).hasSize(20_000 * much.length());
                awaitNoStream(application);
                assertThat(stalled.rest()).doesNotContain("[DONE]");
            }
        }
    }

    @Test
    void tellsThoseWhoReadThatTheApplicationStops() throws Exception {
        ScriptedApplication application = new ScriptedApplication(
                ScriptedApplication.Server.TOMCAT,
                false,
                List.of(Streams.class),
                new ScriptedServer(connection -> play(connection, 3)),
                withHeartbeats("ai.streaming.shutdown.drain-timeout=300ms"));
        pieces.release(1);
        ReturningBrowser first = browser();
        first.read(chat(application), 1);
        try (ScriptedApplication.Browser tab = application.browser("/streams/" + first.streamId())) {
            tab.readUntil("a1 ");
            Thread closing = new Thread(application::close);
            closing.start();

            assertThat(tab.rest()).contains("\"code\":\"shutting_down\"").contains("data: [DONE]");
            closing.join(10_000);
        }
    }

    @Test
    void leavesNothingBehind() throws Exception {
        ScriptedApplication application = application(10);
        pieces.release(10);
        ReturningBrowser browser = browser();
        browser.read(chat(application), 3);
        browser.read(chat(application), 3);
        browser.read(chat(application), ALL);
        assertThat(browser.text()).isEqualTo(text(1, 10));

        awaitNoStream(application);
    }

    /** The store's own timer, which frees what has expired, may wait. */
    private static void awaitNoStream(ScriptedApplication application) {
        await().until(() -> application.bean(StreamRegistry.class).open().isEmpty());
    }

    @Configuration(proxyBeanMethods = false)
    static class Streams {

        @Bean
        StreamOwnerResolver owners() {
            return () -> {
                ServletRequestAttributes attributes =
                        (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
                String user = attributes.getRequest().getHeader("x-user");
                return user == null ? attributes.getRequest().getParameter("user") : user;
            };
        }

        @RestController
        static class Controller {
            private final ObjectProvider<AiStreams> streams;
            private final AiService ai;

            Controller(ObjectProvider<AiStreams> streams, AiService ai) {
                this.streams = streams;
                this.ai = ai;
            }

            @GetMapping("/streams/{streamId}")
            SseEmitter resume(@PathVariable String streamId, @RequestParam(defaultValue = "0") long afterEvent) {
                return streams.getObject().resume(streamId, afterEvent);
            }

            @GetMapping("/rest/{streamId}")
            SseEmitter rest(@PathVariable String streamId) {
                return streams.getObject().resume(streamId);
            }

            @GetMapping("/stop/{streamId}")
            String stop(@PathVariable String streamId) {
                return Boolean.toString(streams.getObject().stop(streamId));
            }

            @GetMapping("/find/{streamId}")
            String find(@PathVariable String streamId) {
                return streams.getObject()
                        .find(streamId)
                        .map(status -> status.lastEvent() + " " + status.ended())
                        .orElse("nothing");
            }

            @GetMapping("/fleeting")
            SseEmitter fleeting() {
                return ai.task().prompt("hi").resumable(false).stream();
            }
        }
    }
}
