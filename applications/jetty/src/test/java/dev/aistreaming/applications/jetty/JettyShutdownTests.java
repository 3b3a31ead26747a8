package dev.aistreaming.applications.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.testing.ScriptedProvider;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Jetty's graceful shutdown waits for requests, and an open stream does not end by itself. */
@Timeout(90)
class JettyShutdownTests {

    @Configuration(proxyBeanMethods = false)
    static class Providers {

        @Bean
        ScriptedProvider openai() {
            return ScriptedProvider.named("openai").answer("Hello", " world").stallAfter(1);
        }
    }

    @Test
    void anOpenStreamIsToldOfTheShutdownAndDoesNotHoldItUp() throws Exception {
        ConfigurableApplicationContext application = new SpringApplicationBuilder(
                        JettyApplication.class, Providers.class)
                .run(
                        "--server.port=0",
                        "--ai.streaming.providers.openai.api-key=none",
                        "--ai.streaming.shutdown.drain-timeout=200ms",
                        "--spring.lifecycle.timeout-per-shutdown-phase=10m");
        URI chat = URI.create(
                "http://127.0.0.1:" + application.getEnvironment().getProperty("local.server.port") + "/chat");
        HttpRequest request = HttpRequest.newBuilder(chat)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"question\":\"Hi\"}"))
                .build();
        try (Stream<String> stream = HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofLines())
                .body()
                .filter(line -> line.startsWith("data: "))) {
            Iterator<String> events = stream.iterator();
            assertThat(events.next()).isEqualTo("data: {\"content\":\"Hello\"}");

            application.close();

            assertThat(events.next()).contains("\"code\":\"shutting_down\"");
            assertThat(events.next()).isEqualTo("data: [DONE]");
        }
    }
}
