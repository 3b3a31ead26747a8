package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.spring.ScriptedApplication.Server;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedConnection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events of the application's own on their way to a browser. */
class OwnEventsTests {

    @RegisterExtension
    static final SharedApplications shared = new SharedApplications();

    private final CountDownLatch goOn = new CountDownLatch(1);
    private final List<ScriptedApplication> applications = new ArrayList<>();

    @AutoClose("shutdownNow")
    private final ExecutorService emitters = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        goOn.countDown();
        applications.forEach(ScriptedApplication::close);
    }

    private ScriptedApplication application(Server server, boolean resume) {
        ScriptedApplication application = shared.with(
                server, List.of(EventsController.class), this::play, "ai.streaming.resume.enabled=" + resume);
        EventsController.Controller controller = controller(application);
        controller.opened.clear();
        controller.answers.clear();
        controller.onStart = stream -> {};
        controller.onEnd = stream -> {};
        controller.request = builder -> {};
        applications.add(application);
        return application;
    }

    /** Says one word, then nothing until it may go on, then another word. */
    private void play(ScriptedConnection connection) throws IOException, InterruptedException {
        connection.head(200, "text/event-stream");
        connection.chunk(OpenAiWire.text("one"));
        while (!goOn.await(20, TimeUnit.MILLISECONDS)) {
            connection.chunk(": waiting\n\n"); // notices a client that has left
        }
        connection.chunk(OpenAiWire.text("two"));
        connection.chunk(OpenAiWire.ending());
        connection.end();
    }

    private static EventsController.Controller controller(ScriptedApplication application) {
        return application.bean(EventsController.Controller.class);
    }

    private static AiStream opened(ScriptedApplication application) throws InterruptedException {
        AiStream stream = controller(application).opened.poll(30, TimeUnit.SECONDS);
        assertThat(stream).isNotNull();
        return stream;
    }

    private static String content(String text) {
        return "data: {\"content\":\"" + text + "\"}";
    }

    private static String data(String value) {
        return "data: {\"data\":{\"name\":\"note\",\"value\":" + value + "}}";
    }

    @ParameterizedTest
    @CsvSource({"TOMCAT,false", "TOMCAT,true", "JETTY,false", "JETTY,true"})
    void comeBeforeInTheMiddleOfAndAfterTheAnswer(Server server, boolean resume) throws Exception {
        ScriptedApplication application = application(server, resume);
        controller(application).onStart = stream -> stream.emit("note", "before");
        try (ScriptedApplication.Browser browser = application.browser("/events")) {
            AiStream stream = opened(application);
            assertThat(browser.readUntil(content("one"))).contains(data("\"before\""));
            assertThat(stream.emit("note", "1", List.of("a\nb"))).isTrue();
            browser.readUntil("data: {\"data\":{\"name\":\"note\",\"id\":\"1\",\"value\":[\"a\\nb\"]}}");

            goOn.countDown();
            assertThat(browser.readUntil("[DONE]")).contains(content("two"));
            await().until(() -> !stream.emit("note", "after"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anEventOfTheEndComesBeforeTheEnd(boolean resume) throws Exception {
        ScriptedApplication application = application(Server.TOMCAT, resume);
        goOn.countDown();
        controller(application).onEnd =
                stream -> assertThat(stream.emit("note", "saved")).isTrue();
        String all = application.get("/events").body();

        assertThat(all).containsSubsequence(content("two"), data("\"saved\""), "[DONE]");
    }

    @ParameterizedTest
    @CsvSource({"TOMCAT,false", "TOMCAT,true", "JETTY,false", "JETTY,true"})
    void eightThreadsAtOnceLoseNothingAndKeepTheirOrder(Server server, boolean resume) throws Exception {
        ScriptedApplication application = application(server, resume);
        int each = 100;
        try (InputStream browser = application.open("/events").body()) {
            AiStream stream = opened(application);
            CountDownLatch done = new CountDownLatch(8);
            for (int thread = 0; thread < 8; thread++) {
                int emitter = thread;
                emitters.execute(() -> {
                    for (int i = 0; i < each; i++) {
                        assertThat(stream.emit("note", emitter + "-" + i)).isTrue();
                    }
                    done.countDown();
                });
            }
            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
            goOn.countDown();
            String all = ScriptedApplication.readUntil(browser, "[DONE]");

            List<String> values = EventsController.between(all, "\"value\":\"", "\"");
            assertThat(values).hasSize(8 * each);
            for (int thread = 0; thread < 8; thread++) {
                String prefix = thread + "-";
                assertThat(values.stream().filter(value -> value.startsWith(prefix)))
                        .containsExactlyElementsOf(IntStream.range(0, each)
                                .mapToObj(i -> prefix + i)
                                .toList());
            }
        }
    }

    @Test
    void aStreamThatIsReadAgainShowsThem() throws Exception {
        ScriptedApplication application = application(Server.TOMCAT, true);
        controller(application).onStart = stream -> stream.emit("note", 1);
        goOn.countDown();
        String first = application.get("/events").body();
        String id = opened(application).id();

        String again = application.get("/resume/" + id).body();
        assertThat(first).contains(data("1"));
        assertThat(again).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource({"TOMCAT,false", "TOMCAT,true", "JETTY,false", "JETTY,true"})
    void onlySoManyWaitForABrowserThatTakesNone(Server server, boolean resume) throws Exception {
        ScriptedApplication application = application(server, resume);
        String kilobyte = "x".repeat(1_000);
        try (InputStream browser = application.open("/events").body()) {
            AiStream stream = opened(application);
            ScriptedApplication.readUntil(browser, content("one"));
            int taken = 0;
            while (taken < 200_000 && stream.emit("note", kilobyte)) {
                taken++;
            }
            assertThat(taken).isLessThan(200_000);
            goOn.countDown();
            String rest = new String(browser.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(EventsController.between(rest, "\"value\":\"", "\"")).hasSize(taken);
            assertThat(rest).contains(content("two"), "[DONE]");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void onlyTheOwnerSendsThemByTheStreamsId(boolean resume) throws Exception {
        ScriptedApplication application = application(Server.TOMCAT, resume);
        try (ScriptedApplication.Browser browser = application.browser("/events", "X-User", "ada")) {
            String id = opened(application).id();

            assertThat(application
                            .get("/emit/" + id + "?value=hers", "X-User", "bob")
                            .body())
                    .isEqualTo("false");
            assertThat(application.get("/emit/unknown?value=hers").body()).isEqualTo("false");
            assertThat(application
                            .get("/emit/" + id + "?value=mine", "X-User", "ada")
                            .body())
                    .isEqualTo("true");
            assertThat(browser.readUntil(data("\"mine\""))).doesNotContain("hers");
        }
    }

    @Test
    void aStreamThatIsNotKeptIsFoundAndStoppedByItsOwner() throws Exception {
        ScriptedApplication application = application(Server.TOMCAT, false);
        try (ScriptedApplication.Browser browser = application.browser("/events", "X-User", "ada")) {
            String id = opened(application).id();
            browser.readUntil(content("one"));

            assertThat(application.get("/find/" + id).body()).isEqualTo("false");
            assertThat(application.get("/stop/" + id).body()).isEqualTo("false");
            assertThat(application.get("/find/" + id, "X-User", "ada").body()).isEqualTo("true");
            assertThat(application.get("/stop/" + id, "X-User", "ada").body()).isEqualTo("true");
            assertThat(browser.readUntil("[DONE]")).contains("\"code\":\"cancelled\"");
        }
        application.awaitQuiet();
    }

    @Test
    void whereStreamsAreNotKeptNoneIsResumed() throws Exception {
        ScriptedApplication application = application(Server.TOMCAT, false);

        assertThat(application.get("/resume/0123456789abcdef0123456789abcdef").body())
                .contains("\"code\":\"stream_expired\"", "[DONE]");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anOnStartThatThrowsFailsTheStreamAndAsksNobody(boolean resume) throws Exception {
        ScriptedApplication application = application(Server.TOMCAT, resume);
        controller(application).onStart = stream -> {
            stream.emit("note", "early");
            throw AiException.invalidRequest("no such document");
        };
        String all = application.get("/events").body();

        assertThat(all).containsSubsequence(data("\"early\""), "\"code\":\"invalid_request\"", "[DONE]");
        assertThat(application.provider.requests()).isEmpty();
        await().until(() -> application.bean(ActiveStreams.class).count() == 0);
    }

    @Test
    void aStreamThatIsStoppedAtOnceEnds() throws Exception {
        ScriptedApplication application = application(Server.TOMCAT, false);
        controller(application).onStart = AiStream::stop;

        assertThat(application.get("/events").body()).contains("\"code\":\"cancelled\"", "[DONE]");
        application.awaitQuiet();
    }
}
