package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.spring.ScriptedApplication.Server;
import dev.aistreaming.spring.provider.ProviderCalls;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

@Timeout(60)
class HedgedStreamTests {

    @AutoClose
    private final ScriptedServer spare = ScriptedServer.streaming(
            OpenAiWire.opening(), OpenAiWire.text("from"), OpenAiWire.text(" spare"), OpenAiWire.ending());

    @AutoClose
    private final ScriptedApplication application = new ScriptedApplication(
            Server.TOMCAT,
            false,
            List.of(Beans.class),
            "ai.streaming.default-provider=openai",
            "ai.streaming.fallback=spare",
            "ai.streaming.hedge.after=20ms",
            "ai.streaming.sse.include-metadata=true",
            "ai.streaming.providers.spare.type=openai",
            "ai.streaming.providers.spare.base-url=" + spare.url(),
            "ai.streaming.providers.spare.model=spare-model");

    @Test
    void theBrowserGetsTheAnswerOfWhoeverBeginsAndTheOtherHasNotFailed() throws Exception {
        application.play(ScriptedConnection::waitForClientToLeave);

        assertThat(application.stream())
                .startsWith("data: {\"content\":\"from\"}\n\ndata: {\"content\":\" spare\"}\n\n")
                .contains("\"provider\":\"spare\"}")
                .endsWith("data: [DONE]\n\n");
        assertThat(application.provider.requests()).hasSize(1);
        assertThat(spare.requests()).hasSize(1);
        await().until(() -> application.provider.openConnections() == 0);

        MeterRegistry meters = application.bean(MeterRegistry.class);
        assertThat(meters.get("ai.streaming.hedges")
                        .tags("provider", "openai", "hedge", "spare", "winner", "spare", "loser", "cancelled")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(meters.find("ai.streaming.fallbacks").counter()).isNull();
        CircuitBreaker.Metrics ofTheLoser = application
                .bean(CircuitBreakerRegistry.class)
                .circuitBreaker("openai")
                .getMetrics();
        assertThat(ofTheLoser.getNumberOfBufferedCalls()).isZero();
        assertThat(application
                        .bean(ProviderCalls.class)
                        .summaries(Duration.ofDays(1))
                        .get("openai"))
                .satisfies(calls -> assertThat(calls.failures()).isZero());
    }

    @Configuration(proxyBeanMethods = false)
    static class Beans {
        @Bean
        @Primary
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }

        @Bean
        CircuitBreakerRegistry breakers() {
            return CircuitBreakerRegistry.ofDefaults();
        }
    }
}
