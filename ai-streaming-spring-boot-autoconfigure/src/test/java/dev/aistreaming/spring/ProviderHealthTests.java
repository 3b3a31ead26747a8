package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.spring.provider.ProviderCalls;
import dev.aistreaming.spring.provider.SetClock;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class ProviderHealthTests {

    private static final String HEALTH = "health/aiStreaming";
    private static final String RETRYING = "ai.streaming.retry.max-attempts=3";

    private static final ScriptedServer SPARE = new ScriptedServer(ProviderHealthTests::answer);
    private static final SetClock CLOCK = new SetClock();
    private static @Nullable ScriptedApplication shared;

    private final ScriptedApplication application = Objects.requireNonNull(shared);
    private final Actuator actuator = new Actuator(application);

    @BeforeAll
    static void open() {
        shared = application();
    }

    @BeforeEach
    void forget() {
        CLOCK.advance(Duration.ofHours(1));
        application.provider.requests().clear();
    }

    @AfterAll
    static void close() {
        Objects.requireNonNull(shared).close();
        SPARE.close();
    }

    private static ScriptedApplication application(String... properties) {
        List<String> all = new ArrayList<>(List.of(
                "management.endpoint.health.show-details=always",
                "management.endpoint.health.probes.enabled=true",
                "ai.streaming.heartbeat-interval=50ms",
                "ai.streaming.providers.spare.type=openai",
                "ai.streaming.providers.spare.base-url=" + SPARE.url(),
                "ai.streaming.providers.spare.model=spare-model",
                "ai.streaming.default-provider=openai"));
        all.addAll(List.of(properties));
        if (!all.contains(RETRYING)) {
            all.add("ai.streaming.retry.max-attempts=1");
        }
        return new ScriptedApplication(
                ScriptedApplication.Server.TOMCAT, false, List.of(Clocks.class), all.toArray(String[]::new));
    }

    private static void answer(ScriptedConnection connection) throws IOException {
        connection.head(200, "text/event-stream");
        connection.chunk(OpenAiWire.opening() + OpenAiWire.text("Hello") + OpenAiWire.ending());
        connection.end();
    }

    private static void overloaded(ScriptedConnection connection) throws IOException {
        connection.whole(503, "text/html", "<h1>sorry</h1>");
    }

    private static ScriptedServer.Script refusing(int status, String code) {
        return connection -> connection.whole(
                status, "application/json", "{\"error\":{\"message\":\"no\",\"code\":\"" + code + "\"}}");
    }

    /** Four, one more than it takes. */
    private void callThatOften(String path) throws IOException, InterruptedException {
        for (int i = 0; i < 4; i++) {
            application.get(path);
        }
    }

    private String statusOf(String path) throws IOException, InterruptedException {
        return actuator.read(path).get("status").asString();
    }

    private JsonNode provider(String name) throws IOException, InterruptedException {
        return actuator.read(HEALTH).get("details").get(name);
    }

    @Test
    void isUpAndKnowsNothingBeforeTheFirstCall() throws Exception {
        assertThat(actuator.get(HEALTH).body())
                .isEqualTo("{\"details\":{\"openai\":{\"status\":\"UNKNOWN\",\"calls\":0,\"failures\":0},"
                        + "\"spare\":{\"status\":\"UNKNOWN\",\"calls\":0,\"failures\":0}},\"status\":\"UP\"}");
        assertThat(application.provider.requests()).isEmpty();
    }

    @Test
    void callsThatAreAnsweredAreCounted() throws Exception {
        application.play(ProviderHealthTests::answer);
        application.stream();
        application.get("/ask?question=hi");

        assertThat(provider("openai").toString()).isEqualTo("{\"status\":\"UP\",\"calls\":2,\"failures\":0}");
    }

    @Test
    void isDownWhenCallAfterCallFailsAndUpWhenOneIsAnswered() throws Exception {
        application.play(ProviderHealthTests::overloaded);
        application.stream();
        application.stream();
        assertThat(statusOf(HEALTH)).isEqualTo("UP");
        Instant since = CLOCK.instant();
        CLOCK.advance(Duration.ofMinutes(1));
        application.stream();

        assertThat(actuator.get(HEALTH).statusCode()).isEqualTo(503);
        assertThat(statusOf(HEALTH)).isEqualTo("DOWN");
        JsonNode down = provider("openai");
        assertThat(down.get("status").asString()).isEqualTo("DOWN");
        assertThat(down.get("calls").asInt()).isEqualTo(3);
        assertThat(down.get("failures").asInt()).isEqualTo(3);
        assertThat(down.get("lastError").asString()).isEqualTo("overloaded");
        assertThat(Instant.parse(down.get("lastErrorAt").asString())).isEqualTo(CLOCK.instant());
        assertThat(Instant.parse(down.get("failingSince").asString())).isEqualTo(since);
        assertThat(actuator.get(HEALTH).body()).doesNotContain("sorry", "sk-SECRET", "127.0.0.1");

        application.play(ProviderHealthTests::answer);
        application.stream();

        assertThat(actuator.get(HEALTH).statusCode()).isEqualTo(200);
        JsonNode up = provider("openai");
        assertThat(up.get("status").asString()).isEqualTo("UP");
        assertThat(up.get("failures").asInt()).isEqualTo(3);
        assertThat(up.has("failingSince")).isFalse();
    }

    @Test
    void anApplicationStaysReadyWhateverItsProvidersDo() throws Exception {
        application.play(ProviderHealthTests::overloaded);
        callThatOften("/chat?question=hi");

        assertThat(statusOf("health")).isEqualTo("DOWN");
        assertThat(statusOf("health/readiness")).isEqualTo("UP");
        assertThat(statusOf("health/liveness")).isEqualTo("UP");
    }

    @Test
    void anApplicationThatAsksForItIsNotReadyWithoutItsProviders() throws Exception {
        try (ScriptedApplication asking =
                application("management.endpoint.health.group.readiness.include=readinessState,aiStreaming")) {
            asking.play(ProviderHealthTests::overloaded);
            for (int i = 0; i < 3; i++) {
                asking.stream();
            }

            assertThat(new Actuator(asking).get("health/readiness").statusCode())
                    .isEqualTo(503);
        }
    }

    @Test
    void isUpAsLongAsAnotherProviderAnswers() throws Exception {
        application.play(ProviderHealthTests::overloaded);
        callThatOften("/fallback?to=spare");

        assertThat(statusOf(HEALTH)).isEqualTo("UP");
        assertThat(provider("openai").get("status").asString()).isEqualTo("DOWN");
        assertThat(provider("spare").get("status").asString()).isEqualTo("UP");
    }

    @Test
    void whatIsWrongWithARequestSaysNothingOfTheProvider() throws Exception {
        application.play(refusing(400, "invalid_value"));
        callThatOften("/chat?question=hi");
        application.play(refusing(400, "context_length_exceeded"));
        callThatOften("/chat?question=hi");

        assertThat(provider("openai").get("calls").asInt()).isZero();
    }

    @Test
    void aModelThatARequestNamesItselfSaysNothingOfTheProvider() throws Exception {
        application.play(refusing(404, "model_not_found"));
        callThatOften("/task?question=hi");
        assertThat(provider("openai").get("calls").asInt()).isZero();

        callThatOften("/chat?question=hi");

        assertThat(provider("openai").get("lastError").asString()).isEqualTo("model_not_found");
        assertThat(statusOf(HEALTH)).isEqualTo("DOWN");
    }

    @Test
    void aBrowserThatLeavesSaysNothingOfTheProvider() throws Exception {
        application.play(ScriptedConnection::waitForClientToLeave);
        try (ScriptedApplication.Browser browser = application.browser("/chat?question=hi")) {
            browser.readUntil("keep-alive");
        }
        application.awaitQuiet();

        assertThat(provider("openai").get("calls").asInt()).isZero();
    }

    @Test
    void severalAttemptsAreOneCall() throws Exception {
        try (ScriptedApplication retrying = application(RETRYING)) {
            retrying.play(ProviderHealthTests::overloaded);
            retrying.stream();

            assertThat(retrying.provider.requests()).hasSize(3);
            JsonNode details = new Actuator(retrying).read(HEALTH).get("details");
            assertThat(details.get("openai").get("calls").asInt()).isEqualTo(1);
        }
    }

    /** Time passes when a test says so. */
    @Configuration(proxyBeanMethods = false)
    static class Clocks {
        @Bean
        ProviderCalls calls() {
            return new ProviderCalls(CLOCK);
        }
    }
}
