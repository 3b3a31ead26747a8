package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.spring.ScriptedApplication.Server;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedServer;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that want no body cost no answer. */
class HeadTests {

    private static final ScriptedServer.Script ANSWER =
            ScriptedServer.Script.streaming(OpenAiWire.opening() + OpenAiWire.text("word") + OpenAiWire.ending());

    @RegisterExtension
    static final SharedApplications applications = new SharedApplications();

    private static ScriptedApplication application(Server server, boolean resume) {
        return applications.with(server, List.of(), ANSWER, "ai.streaming.resume.enabled=" + resume);
    }

    private static void assertHeadersOnly(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-cache");
        assertThat(response.headers().firstValue("X-Accel-Buffering")).hasValue("no");
        assertThat(response.headers().firstValue("X-AI-Stream-Id")).isEmpty();
        assertThat(response.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"TOMCAT,false", "TOMCAT,true", "JETTY,false", "JETTY,true"})
    void headGetsTheHeadersAndAsksNoProvider(Server server, boolean resume) throws Exception {
        try (ScriptedApplication application = application(server, resume)) {
            assertHeadersOnly(application.send("HEAD", "/chat?question=hi"));
            assertHeadersOnly(application.send("HEAD", "/task?question=hi"));
            assertHeadersOnly(application.send(
                    "HEAD", "/chat?question=hi", "Last-Event-ID", "0123456789abcdef0123456789abcdef:1"));

            assertThat(application.provider.requests()).isEmpty();
            assertThat(application.controller().callbacks).isEmpty();
            application.awaitQuiet();
        }
    }

    @ParameterizedTest
    @CsvSource({"TOMCAT,false", "TOMCAT,true", "JETTY,false", "JETTY,true"})
    void optionsAsksNoProviderEitherWhoeverAnswersIt(Server server, boolean resume) throws Exception {
        try (ScriptedApplication application = application(server, resume)) {
            HttpResponse<String> springs = application.send("OPTIONS", "/chat?question=hi");
            assertThat(springs.headers().firstValue("Allow"))
                    .hasValueSatisfying(allow -> assertThat(allow).contains("GET", "HEAD"));
            assertHeadersOnly(application.send("OPTIONS", "/any"));

            assertThat(application.provider.requests()).isEmpty();
            application.awaitQuiet();
        }
    }

    @ParameterizedTest
    @CsvSource({"TOMCAT,false", "TOMCAT,true"})
    void aStreamThatIsAskedForAfterItsHeadersComes(Server server, boolean resume) throws Exception {
        try (ScriptedApplication application =
                new ScriptedApplication(server, ANSWER, "ai.streaming.resume.enabled=" + resume)) {
            application.send("HEAD", "/chat?question=hi");

            assertThat(application.stream()).contains("word");
            assertThat(application.provider.requests()).hasSize(1);
        }
    }
}
