package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aistreaming.spring.ScriptedApplication.Server;
import dev.aistreaming.spring.autoconfigure.InvalidSettingException;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.http.HttpResponse;
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

@Timeout(60)
class FallbackTests {

    private static final ScriptedServer SPARE = streaming("spare-model", "from spare");
    private static final ScriptedServer THIRD = streaming("third-model", "from third");
    private static @Nullable ScriptedApplication shared;

    private static ScriptedServer streaming(String model, String text) {
        return ScriptedServer.streaming(
                (OpenAiWire.opening() + OpenAiWire.text(text) + OpenAiWire.ending()).replace("gpt-test", model));
    }

    private static ScriptedApplication application() {
        return Objects.requireNonNull(shared);
    }

    private static CircuitBreaker breaker() {
        return application().bean(CircuitBreakerRegistry.class).circuitBreaker("openai");
    }

    @BeforeAll
    static void open() {
        shared = new ScriptedApplication(
                Server.TOMCAT,
                false,
                List.of(Breakers.class),
                "ai.streaming.default-provider=openai",
                "ai.streaming.fallback=spare",
                "ai.streaming.retry.max-attempts=1",
                "ai.streaming.sse.include-metadata=true",
                "ai.streaming.providers.spare.type=openai",
                "ai.streaming.providers.spare.base-url=" + SPARE.url(),
                "ai.streaming.providers.spare.model=spare-model",
                "ai.streaming.providers.third.type=openai",
                "ai.streaming.providers.third.base-url=" + THIRD.url(),
                "ai.streaming.providers.third.model=third-model");
    }

    @BeforeEach
    void forget() {
        application().provider.requests().clear();
        SPARE.requests().clear();
        THIRD.requests().clear();
        breaker().reset();
    }

    @AfterAll
    static void close() {
        application().close();
        SPARE.close();
        THIRD.close();
    }

    @Test
    void theConfiguredFallbackAnswersWithItsOwnModelAndSaysSo() throws Exception {
        application().play(FallbackTests::overloaded);

        assertThat(application().stream())
                .startsWith("data: {\"content\":\"from spare\"}\n\n")
                .contains("\"model\":\"spare-model\",\"provider\":\"spare\"}")
                .doesNotContain("error");
        assertThat(application().provider.requests()).hasSize(1);
        assertThat(SPARE.requests()).hasSize(1);
        assertThat(SPARE.requests().get(0).body()).contains("\"model\":\"spare-model\"");
    }

    @Test
    void theFallbackOfATaskTakesThePlaceOfTheConfiguredOne() throws Exception {
        application().play(FallbackTests::overloaded);

        assertThat(application().get("/fallback?to=third").body())
                .startsWith("data: {\"content\":\"from third\"}\n\n")
                .contains("\"model\":\"third-model\",\"provider\":\"third\"}");
        assertThat(SPARE.requests()).isEmpty();
    }

    @Test
    void aTaskMayHaveNoFallback() throws Exception {
        application().play(FallbackTests::overloaded);

        assertThat(application().get("/fallback?to=").body()).contains("\"code\":\"overloaded\"");
        assertThat(SPARE.requests()).isEmpty();
    }

    @Test
    void aTaskWithAnUnknownFallbackIsRefused() throws Exception {
        HttpResponse<String> response = application().get("/fallback?to=nobody");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("'nobody' is not configured");
        assertThat(application().provider.requests()).isEmpty();
    }

    @Test
    void whoAnswersAtOnceIsNamedToo() throws Exception {
        application().play(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("Hello") + OpenAiWire.ending());
            connection.end();
        });

        assertThat(application().stream()).contains("\"model\":\"gpt-test\",\"provider\":\"openai\"}");
        assertThat(SPARE.requests()).isEmpty();
    }

    @Test
    void aRequestThatOthersWouldRefuseTooDoesNotFallThrough() throws Exception {
        application()
                .play(connection ->
                        connection.whole(400, "application/json", "{\"error\":{\"message\":\"no such knob\"}}"));

        assertThat(application().stream()).contains("\"code\":\"invalid_request\"");
        assertThat(SPARE.requests()).isEmpty();
    }

    @Test
    void anAnswerThatHasBegunDoesNotFallThrough() throws Exception {
        application().play(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("Hel"));
            connection.end();
        });

        assertThat(application().stream())
                .startsWith("data: {\"content\":\"Hel\"}\n\n")
                .contains("\"code\":\"truncated\"");
        assertThat(SPARE.requests()).isEmpty();
    }

    @Test
    void anUnknownFallbackStopsTheStart() {
        try (ScriptedServer provider = ScriptedServer.streaming()) {
            assertThatThrownBy(() -> new ScriptedApplication(provider, "ai.streaming.fallback=nobody").close())
                    .hasRootCauseInstanceOf(InvalidSettingException.class)
                    .rootCause()
                    .hasMessageContaining("ai.streaming.fallback has 'nobody'");
        }
    }

    @Test
    void refusesAFallbackToTheOnlyProvider() {
        try (ScriptedServer provider = ScriptedServer.streaming()) {
            assertThatThrownBy(() -> new ScriptedApplication(provider, "ai.streaming.fallback=openai").close())
                    .hasRootCauseInstanceOf(InvalidSettingException.class)
                    .rootCause()
                    .hasMessageContaining("ai.streaming.fallback is [openai], which is the only provider");
        }
    }

    @Test
    void anOpenCircuitBreakerFallsThroughWithoutARequest() throws Exception {
        breaker().transitionToOpenState();

        assertThat(application().stream()).startsWith("data: {\"content\":\"from spare\"}\n\n");
        assertThat(application().provider.requests()).isEmpty();
    }

    @Test
    void anOpenCircuitBreakerWithoutAFallbackIsAnOverload() throws Exception {
        breaker().transitionToOpenState();

        assertThat(application().get("/fallback?to=").body())
                .contains("has failed too often", "\"code\":\"overloaded\",\"retryable\":true");
        assertThat(application().provider.requests()).isEmpty();
    }

    @Test
    void failuresOpenTheCircuitBreakerOfTheirProviderAlone() throws Exception {
        application().play(FallbackTests::overloaded);
        application().stream();
        application().stream();

        assertThat(breaker().getState()).isEqualTo(CircuitBreaker.State.OPEN);
        assertThat(application()
                        .bean(CircuitBreakerRegistry.class)
                        .circuitBreaker("spare")
                        .getState())
                .isEqualTo(CircuitBreaker.State.CLOSED);
    }

    private static void overloaded(ScriptedConnection connection) throws java.io.IOException {
        connection.whole(503, "text/html", "<h1>sorry</h1>");
    }

    /** Two failures are enough. */
    @Configuration(proxyBeanMethods = false)
    static class Breakers {
        @Bean
        CircuitBreakerRegistry breakers() {
            return CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                    .slidingWindowSize(2)
                    .minimumNumberOfCalls(2)
                    .build());
        }
    }
}
