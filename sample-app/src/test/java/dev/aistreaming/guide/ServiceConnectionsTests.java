package dev.aistreaming.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.spring.AiService;
import dev.aistreaming.spring.ProviderConnectionDetails;
import dev.aistreaming.spring.autoconfigure.AiStreamingAutoConfiguration;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedServer;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What docs/service-connections.md shows of a bean that knows the address. */
class ServiceConnectionsTests {

    /** Knows where the company's servers are. */
    record ServiceRegistry(URI models) {

        String addressOf(String service) {
            assertThat(service).isEqualTo("models");
            return models.toString();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Connection {

        @Bean
        ProviderConnectionDetails models(ServiceRegistry registry) {
            return new ProviderConnectionDetails() {
                @Override
                public String type() {
                    return "openai";
                }

                @Override
                public String name() {
                    return "local"; // ai.streaming.providers.local
                }

                @Override
                public String baseUrl() {
                    return registry.addressOf("models") + "/v1";
                }
            };
        }
    }

    @Test
    void aBeanTellsAProviderItsAddress() {
        try (ScriptedServer server = ScriptedServer.streaming(OpenAiWire.text("Hi") + OpenAiWire.ending())) {
            new ApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(AiStreamingAutoConfiguration.class))
                    .withBean(ServiceRegistry.class, () -> new ServiceRegistry(server.url()))
                    .withUserConfiguration(Connection.class)
                    .withPropertyValues(
                            "ai.streaming.providers.local.type=openai", "ai.streaming.providers.local.model=m")
                    .run(context -> {
                        assertThat(context.getBean(AiService.class).ask("Hello?"))
                                .isEqualTo("Hi");
                        assertThat(server.requests().get(0).line()).startsWith("POST /v1/chat/completions ");
                    });
        }
    }
}
