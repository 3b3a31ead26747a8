package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.spring.web.RequestClientKeyResolver;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class AiStreamsEndpointTests {

    private static final String EXPOSED = "management.endpoints.web.exposure.include=aistreams";
    private static final ScriptedServer SPARE = new ScriptedServer(AiStreamsEndpointTests::twoWordsAndSilence);
    private static @Nullable ScriptedApplication shared;

    private static ScriptedApplication application() {
        return Objects.requireNonNull(shared);
    }

    @BeforeAll
    static void open() {
        shared = new ScriptedApplication(
                ScriptedApplication.Server.TOMCAT,
                false,
                List.of(Clients.class),
                EXPOSED,
                "ai.streaming.heartbeat-interval=50ms",
                "ai.streaming.providers.spare.type=openai",
                "ai.streaming.providers.spare.base-url=" + SPARE.url(),
                "ai.streaming.providers.spare.model=spare-model",
                "ai.streaming.default-provider=openai");
    }

    @AfterEach
    void awaitQuiet() {
        application().awaitQuiet();
    }

    @AfterAll
    static void close() {
        application().close();
        SPARE.close();
    }

    private static Actuator actuator() {
        return new Actuator(application());
    }

    private static void silence(ScriptedConnection connection) throws IOException {
        connection.waitForClientToLeave();
    }

    private static void twoWordsAndSilence(ScriptedConnection connection) throws IOException {
        connection.head(200, "text/event-stream");
        connection.chunk(OpenAiWire.opening() + OpenAiWire.text("Hello") + OpenAiWire.text(" you"));
        connection.waitForClientToLeave();
    }

    private static void notNow(ScriptedConnection connection) throws IOException {
        connection.whole(503, "text/html", "<h1>sorry</h1>", "Retry-After: 25");
    }

    @Test
    void nothingIsListedWhereNothingIsOpen() throws Exception {
        assertThat(actuator().get("aistreams").body()).isEqualTo("{\"streams\":[]}");
    }

    @Test
    void listsAStreamThatWaits() throws Exception {
        application().play(AiStreamsEndpointTests::silence);
        try (ScriptedApplication.Browser browser = application().browser("/chat?question=hi")) {
            browser.readUntil("keep-alive");

            JsonNode stream = actuator().awaitStream("waiting");

            assertThat(stream.propertyNames())
                    .containsExactly("id", "provider", "model", "age", "state", "characters", "chunks", "client");
            assertThat(stream.get("id").asString()).matches("[0-9a-f]{12}");
            assertThat(stream.get("provider").asString()).isEqualTo("openai");
            assertThat(stream.get("model").asString()).isEqualTo("gpt-test");
            assertThat(Duration.parse(stream.get("age").asString())).isPositive();
            assertThat(stream.get("characters").asInt()).isZero();
            assertThat(stream.get("chunks").asInt()).isZero();
        }
    }

    @Test
    void listsAStreamThatStreamsWithWhatHasComeSoFar() throws Exception {
        application().play(AiStreamsEndpointTests::twoWordsAndSilence);
        try (ScriptedApplication.Browser browser = application().browser("/task?question=hi")) {
            browser.readUntil(" you");

            JsonNode stream = actuator().awaitStream("streaming");

            assertThat(stream.get("model").asString()).isEqualTo("gpt-test"); // what answers, not what was asked for
            assertThat(stream.get("characters").asInt()).isEqualTo("Hello you".length());
            assertThat(stream.get("chunks").asInt()).isEqualTo(2);
        }
    }

    @Test
    void listsAStreamThatIsTriedAgain() throws Exception {
        application().play(AiStreamsEndpointTests::notNow);
        try (ScriptedApplication.Browser browser = application().browser("/task?question=hi")) {
            browser.readUntil("keep-alive");

            JsonNode stream = actuator().awaitStream("retrying");

            assertThat(stream.get("provider").asString()).isEqualTo("openai");
            assertThat(stream.get("model").asString()).isEqualTo("gpt-other");
        }
    }

    @Test
    void namesTheProviderThatAnswersInsteadOfAnother() throws Exception {
        application().play(connection -> connection.whole(401, "text/html", "who?"));
        try (ScriptedApplication.Browser browser = application().browser("/fallback?to=spare")) {
            browser.readUntil(" you");

            JsonNode stream = actuator().awaitStream("streaming");

            assertThat(stream.get("provider").asString()).isEqualTo("spare");
        }
    }

    @Test
    void listsTheOldestFirstAndEachByItself() throws Exception {
        application().play(AiStreamsEndpointTests::silence);
        try (ScriptedApplication.Browser first = application().browser("/chat?question=hi")) {
            first.readUntil("keep-alive");
            String id = actuator().awaitStream("waiting").get("id").asString();
            application().play(AiStreamsEndpointTests::twoWordsAndSilence);
            try (ScriptedApplication.Browser second = application().browser("/chat?question=hi")) {
                second.readUntil(" you");

                JsonNode streams = actuator().read("aistreams").get("streams");

                assertThat(streams).hasSize(2);
                assertThat(streams.get(0).get("id").asString()).isEqualTo(id);
                assertThat(actuator().read("aistreams/" + id).get("state").asString())
                        .isEqualTo("waiting");
                String other = streams.get(1).get("id").asString();
                assertThat(actuator().read("aistreams/" + other).get("state").asString())
                        .isEqualTo("streaming");
                assertThat(actuator().get("aistreams/nobody").statusCode()).isEqualTo(404);
            }
        }
    }

    @Test
    void deleteStopsAStreamAndItsProvider() throws Exception {
        CountDownLatch providerLeft = new CountDownLatch(1);
        application().play(connection -> {
            try {
                twoWordsAndSilence(connection);
            } finally {
                providerLeft.countDown();
            }
        });
        try (ScriptedApplication.Browser browser = application().browser("/chat?question=hi")) {
            browser.readUntil(" you");
            String id = actuator().awaitStream("streaming").get("id").asString();

            assertThat(actuator().delete("aistreams/" + id)).isEqualTo(204);

            assertThat(browser.rest())
                    .contains("{\"error\":\"The answer was stopped.\",\"code\":\"cancelled\",\"retryable\":false}")
                    .contains("data: [DONE]");
            providerLeft.await();
            application().awaitQuiet();
            assertThat(actuator().delete("aistreams/" + id)).isEqualTo(404);
        }
    }

    @Test
    void deleteStopsAStreamThatWaits() throws Exception {
        application().play(AiStreamsEndpointTests::silence);
        assertThat(stopOneThatIs("waiting")).contains("\"code\":\"cancelled\"").contains("data: [DONE]");
    }

    @Test
    void deleteStopsAStreamThatIsAboutToBeTriedAgain() throws Exception {
        application().play(AiStreamsEndpointTests::notNow);
        int before = application().provider.requests().size();
        assertThat(stopOneThatIs("retrying")).contains("\"code\":\"cancelled\"").contains("data: [DONE]");
        assertThat(application().provider.requests()).hasSize(before + 1);
    }

    private static String stopOneThatIs(String state) throws IOException, InterruptedException {
        try (ScriptedApplication.Browser browser = application().browser("/chat?question=hi")) {
            browser.readUntil("keep-alive");
            String id = actuator().awaitStream(state).get("id").asString();
            assertThat(actuator().delete("aistreams/" + id)).isEqualTo(204);
            return browser.rest();
        }
    }

    @Test
    void deleteOfWhatIsNotThereIsNotFound() throws Exception {
        assertThat(actuator().delete("aistreams/0123456789ab")).isEqualTo(404);
    }

    @Test
    void showsNothingSecret() throws Exception {
        application().play(AiStreamsEndpointTests::twoWordsAndSilence);
        try (ScriptedApplication.Browser browser =
                application().browser("/chat?question=confidential", "x-client", "user alice@example.org")) {
            browser.readUntil(" you");
            String id = actuator().awaitStream("streaming").get("id").asString();

            for (String path : List.of("aistreams", "aistreams/" + id)) {
                assertThat(actuator().get(path).body())
                        .contains("\"client\":\"user alic…\"")
                        .doesNotContain("alice", "example.org", "confidential", "Hello", "sk-SECRET");
            }
        }
    }

    @Test
    void countsWhoReadsAStreamThatIsKept() throws Exception {
        try (ScriptedApplication keeping = new ScriptedApplication(
                new ScriptedServer(AiStreamsEndpointTests::twoWordsAndSilence),
                EXPOSED,
                "ai.streaming.heartbeat-interval=50ms",
                "ai.streaming.resume.enabled=true")) {
            Actuator actuator = new Actuator(keeping);
            String head;
            String id;
            try (ScriptedApplication.Browser first = keeping.browser("/chat?question=hi")) {
                head = first.readUntil(" you");
                String last = head.substring(head.lastIndexOf("id: ") + 4)
                        .lines()
                        .findFirst()
                        .orElseThrow();
                id = last.substring(0, last.indexOf(':'));
                try (ScriptedApplication.Browser second =
                        keeping.browser("/chat?question=hi", "Last-Event-ID", id + ":0")) {
                    second.readUntil(" you");

                    JsonNode stream = actuator.awaitStream("streaming");

                    assertThat(stream.get("readers").asInt()).isEqualTo(2);
                    assertThat(id).startsWith(stream.get("id").asString());
                    assertThat(actuator.get("aistreams").body()).doesNotContain(id);
                }
            }
            actuator.awaitStream(stream -> stream.get("readers").asInt() == 0);

            assertThat(actuator.delete("aistreams/" + id)).isEqualTo(204);

            await().until(() -> keeping.bean(ActiveStreams.class).count() == 0);
            assertThat(keeping.get("/chat?question=hi", "Last-Event-ID", id + ":2")
                            .body())
                    .contains("\"code\":\"cancelled\"");
        }
    }

    @Test
    void isNotExposedUnlessAskedFor() throws Exception {
        try (ScriptedApplication plain = new ScriptedApplication(AiStreamsEndpointTests::silence)) {
            assertThat(new Actuator(plain).get("health").statusCode()).isEqualTo(200);
            assertThat(new Actuator(plain).get("aistreams").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void stopsNothingWhereAccessIsReadOnly() throws Exception {
        try (ScriptedApplication readOnly = new ScriptedApplication(
                AiStreamsEndpointTests::twoWordsAndSilence,
                EXPOSED,
                "management.endpoint.aistreams.access=read-only")) {
            try (ScriptedApplication.Browser browser = readOnly.browser("/chat?question=hi")) {
                browser.readUntil(" you");
                Actuator actuator = new Actuator(readOnly);
                String id = actuator.awaitStream("streaming").get("id").asString();

                assertThat(actuator.delete("aistreams/" + id)).isEqualTo(405);
            }
        }
    }

    /** Whoever the request says. */
    @Configuration(proxyBeanMethods = false)
    static class Clients {
        @Bean
        ClientKeyResolver clients() {
            return () -> RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                            && attributes.getRequest().getHeader("x-client") != null
                    ? attributes.getRequest().getHeader("x-client")
                    : new RequestClientKeyResolver().currentClient();
        }
    }
}
