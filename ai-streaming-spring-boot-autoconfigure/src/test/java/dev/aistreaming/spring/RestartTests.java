package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.spring.ScriptedApplication.Server;
import dev.aistreaming.spring.stream.StreamDrain;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedProvider;
import dev.aistreaming.testing.ScriptedServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestContextManager;

/** Applications that are stopped or paused, and go on. */
@Tag("integration")
class RestartTests {

    private static final String JETTY =
            "org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration,";

    @ParameterizedTest
    @EnumSource(Server.class)
    void streamsOpenAgainAfterTheApplicationWasStoppedAndStarted(Server server) throws Exception {
        try (ScriptedApplication application = new ScriptedApplication(server, connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("word") + OpenAiWire.ending());
            connection.end();
        })) {
            assertThat(application.stream()).contains("word");
            application.context().stop();
            application.context().start();

            assertThat(application.stream()).contains("word");
        }
    }

    @Test
    void aStreamGoesOnWhileTheApplicationIsPaused() throws Exception {
        try (ScriptedApplication application = new ScriptedApplication(
                ScriptedServer.streaming(OpenAiWire.opening(), OpenAiWire.text("word")),
                "ai.streaming.shutdown.drain-timeout=10m")) {
            application.context().pause();

            assertThat(application.bean(StreamDrain.class).isPauseable()).isFalse();
            assertThat(application.bean(StreamDrain.class).isRunning()).isTrue();
            assertThat(application.stream()).contains("word");
            application.context().restart();
        }
    }

    @Test
    void aRestartEndsTheDrainThatTheStopHasBegun() throws Exception {
        try (ScriptedApplication application = new ScriptedApplication(
                connection -> {
                    connection.head(200, "text/event-stream");
                    connection.chunk(OpenAiWire.opening() + OpenAiWire.text("before"));
                    connection.waitForClientToLeave();
                },
                "ai.streaming.heartbeat-interval=50ms",
                "ai.streaming.shutdown.drain-timeout=10m")) {
            try (ScriptedApplication.Browser browser = application.browser("/chat?question=hi")) {
                browser.readUntil("before");
                StreamDrain drain = application.bean(StreamDrain.class);
                Thread stopping = new Thread(drain::stop);
                stopping.start();
                // what is asked too early is answered, slowly
                await().pollDelay(Duration.ofMillis(100))
                        .until(() -> application.get("/chat?question=hi").statusCode() == 503);
                drain.start();

                stopping.join(20_000);
                assertThat(stopping.isAlive()).isFalse();
            }
            application.awaitQuiet();
        }
    }

    @Test
    void streamsOpenAgainInACachedContextThatWasPausedForAnother() throws Exception {
        assertThat(stream(First.class)).contains("word");
        assertThat(stream(Second.class)).contains("word");
        assertThat(stream(First.class)).contains("word");
    }

    /** What a test class that is annotated like this one gets from its application. */
    private static String stream(Class<?> testClass) throws Exception {
        TestContextManager manager = new TestContextManager(testClass);
        manager.beforeTestClass();
        ApplicationContext context = manager.getTestContext().getApplicationContext();
        URI uri = URI.create(
                "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + "/chat?question=hi");
        String body = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        manager.afterTestClass();
        return Objects.requireNonNull(body);
    }

    @SpringBootTest(
            classes = Scripted.class,
            webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
            properties = {"test.context=first", "spring.autoconfigure.exclude=" + JETTY + ScriptedApplication.SECURITY})
    static class First {}

    @SpringBootTest(
            classes = Scripted.class,
            webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
            properties = {"test.context=second", "spring.autoconfigure.exclude=" + JETTY + ScriptedApplication.SECURITY
            })
    static class Second {}

    @Configuration(proxyBeanMethods = false)
    @Import(ScriptedApplication.App.class)
    static class Scripted {
        @Bean
        ScriptedProvider openai() {
            return ScriptedProvider.named("openai").answer("word");
        }
    }
}
