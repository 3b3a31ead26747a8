package dev.aistreaming.spring.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockConstruction;
import static org.mockito.Mockito.when;

import dev.aistreaming.spring.AiService;
import dev.aistreaming.spring.autoconfigure.AiStreamingAutoConfiguration;
import dev.aistreaming.testing.ScriptedServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.mockito.MockedConstruction;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.testcontainers.ollama.OllamaContainer;

class ContainerConnectionTests {

    @AutoClose
    private final ScriptedServer ollama = Answers.ofOllama();

    @AutoClose
    private final ScriptedServer openai = Answers.ofOpenAi();

    private final WebApplicationContextRunner application = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    AiStreamingAutoConfiguration.class, ServiceConnectionAutoConfiguration.class));

    @Test
    void aContainerOfOllamaIsWhereItsProviderIs() {
        application
                .withBean(ScriptedServer.class, () -> ollama)
                .withUserConfiguration(Ollama.class)
                .withPropertyValues("ai.streaming.providers.ollama.model=llama3.2")
                .run(context -> {
                    assertThat(context.getBean(AiService.class).ask("Hello?")).isEqualTo("Hi");
                    assertThat(ollama.requests().get(0).line()).isEqualTo("POST /api/chat HTTP/1.1");
                });
    }

    @Test
    void aContainerOfTestcontainersOwnTypeNeedsNoName() {
        application
                .withBean(ScriptedServer.class, () -> ollama)
                .withUserConfiguration(TypedOllama.class)
                .withPropertyValues("ai.streaming.providers.ollama.model=llama3.2")
                .run(context -> assertThat(context.getBean(AiService.class).ask("Hello?"))
                        .isEqualTo("Hi"));
    }

    /** Docker is asked for nothing: the container that the guide makes is a mock. */
    @Test
    void theConfigurationOfTheGuideIsEnough() {
        try (MockedConstruction<OllamaContainer> containers =
                mockConstruction(OllamaContainer.class, (container, made) -> {
                    when(container.getHost()).thenReturn("127.0.0.1");
                    when(container.getMappedPort(11434)).thenReturn(ollama.url().getPort());
                })) {
            application
                    .withUserConfiguration(Models.class)
                    .withPropertyValues("ai.streaming.providers.ollama.model=llama3.2")
                    .run(context -> assertThat(context.getBean(AiService.class).ask("Hello?"))
                            .isEqualTo("Hi"));
            assertThat(containers.constructed()).hasSize(1);
        }
    }

    @Test
    void comesBeforeAnAddressThatIsConfigured() {
        application
                .withBean(ScriptedServer.class, () -> ollama)
                .withUserConfiguration(Ollama.class)
                .withPropertyValues(
                        "ai.streaming.providers.ollama.model=llama3.2",
                        "ai.streaming.providers.ollama.base-url=http://ollama.example:11434")
                .run(context -> assertThat(context.getBean(AiService.class).ask("Hello?"))
                        .isEqualTo("Hi"));
    }

    @Test
    void severalContainersServeAProviderEach() {
        application
                .withBean(ScriptedServer.class, () -> openai)
                .withUserConfiguration(LocalAiAndVllm.class)
                .withPropertyValues(
                        "ai.streaming.default-provider=vllm",
                        "ai.streaming.providers.vllm.model=qwen",
                        "ai.streaming.providers.localai.model=gemma")
                .run(context -> {
                    AiService ai = context.getBean(AiService.class);
                    assertThat(ai.ask("Hello?")).isEqualTo("Hi");
                    assertThat(ai.provider("localai").ask("Hello?")).isEqualTo("Hi");
                    assertThat(openai.requests())
                            .extracting(request ->
                                    request.line() + " " + request.headers().get("authorization"))
                            .containsExactly(
                                    "POST /v1/chat/completions HTTP/1.1 Bearer of-vllm",
                                    "POST /v1/chat/completions HTTP/1.1 null");
                });
    }

    @Configuration(proxyBeanMethods = false)
    static class Ollama {

        @Bean
        @ServiceConnection(name = "ollama/ollama")
        FakeContainer container(ScriptedServer server) {
            return new FakeContainer("ollama/ollama:0.12", 11434, server);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TypedOllama {

        /** Its constructor asks Docker for a graphics processor. */
        @Bean
        @ServiceConnection
        OllamaContainer container(ScriptedServer server) {
            OllamaContainer container = mock(OllamaContainer.class);
            when(container.getHost()).thenReturn("127.0.0.1");
            when(container.getMappedPort(11434)).thenReturn(server.url().getPort());
            return container;
        }
    }

    /** What docs/service-connections.md shows. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Models {

        @Bean
        @ServiceConnection
        OllamaContainer ollama() {
            return new OllamaContainer("ollama/ollama:0.12.6");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class LocalAiAndVllm {

        @Bean
        @ServiceConnection(name = "localai/localai")
        FakeContainer localai(ScriptedServer server) {
            return new FakeContainer("localai/localai", 8080, server);
        }

        @Bean
        @ServiceConnection(name = "vllm/vllm-openai")
        FakeContainer vllm(ScriptedServer server) {
            return new FakeContainer("vllm/vllm-openai", 8000, server).withEnv("VLLM_API_KEY", "of-vllm");
        }
    }
}
