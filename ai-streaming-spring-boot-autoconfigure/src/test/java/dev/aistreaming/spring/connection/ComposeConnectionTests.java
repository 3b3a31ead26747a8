package dev.aistreaming.spring.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.spring.AiService;
import dev.aistreaming.spring.autoconfigure.AiStreamingAutoConfiguration;
import dev.aistreaming.spring.connection.FakeCompose.Service;
import dev.aistreaming.testing.ScriptedServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

class ComposeConnectionTests {

    @AutoClose
    private final ScriptedServer ollama = Answers.ofOllama();

    @AutoClose
    private final ScriptedServer openai = Answers.ofOpenAi();

    private final WebApplicationContextRunner application = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(AiStreamingAutoConfiguration.class));

    private WebApplicationContextRunner with(Service... services) {
        return application.withInitializer(new FakeCompose(services));
    }

    @Test
    void aServiceOfOllamaAndAModelAreAll() {
        with(Service.of("ollama/ollama", 11434, ollama))
                .withPropertyValues("ai.streaming.providers.ollama.model=llama3.2")
                .run(context -> assertThat(context.getBean(AiService.class).ask("Hello?"))
                        .isEqualTo("Hi"));
    }

    @Test
    void aLabelWithAModelIsEvenLess() {
        with(Service.of("ollama/ollama:0.12", 11434, ollama).labelled("dev.aistreaming.model", "llama3.2"))
                .run(context -> {
                    assertThat(context.getBean(AiService.class).ask("Hello?")).isEqualTo("Hi");
                    assertThat(ollama.requests().get(0).body()).contains("\"model\":\"llama3.2\"");
                });
    }

    @Test
    void withoutAModelTheApplicationIsToldWhatToSet() {
        with(Service.of("ollama/ollama", 11434, ollama))
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("There is a connection to ollama")
                        .extracting("remedy")
                        .asString()
                        .contains("ai.streaming.providers.ollama.model", "dev.aistreaming.model"));
    }

    @Test
    void aServiceThatIsForSomethingElseHoldsUpNobody() {
        with(Service.of("ollama/ollama", 11434, ollama))
                .withPropertyValues(
                        "ai.streaming.providers.openai.base-url=" + openai.url(),
                        "ai.streaming.providers.openai.model=gpt-test")
                .run(context -> assertThat(context.getBean(AiService.class).ask("Hello?"))
                        .isEqualTo("Hi"));
    }

    @Test
    void theKeyOfAServiceIsInItsEnvironment() {
        with(Service.of("localai/localai", 8080, openai).with("API_KEY", "first,second"))
                .withPropertyValues("ai.streaming.providers.localai.model=gemma")
                .run(context -> {
                    context.getBean(AiService.class).ask("Hello?");
                    assertThat(openai.requests().get(0).headers()).containsEntry("authorization", "Bearer first");
                });
    }

    @Test
    void anImageOfAnotherNameIsLabelledAsSpringBootHasIt() {
        with(Service.of("registry.example/our/ollama", 11434, ollama)
                        .labelled("org.springframework.boot.service-connection", "ollama/ollama"))
                .withPropertyValues("ai.streaming.providers.ollama.model=llama3.2")
                .run(context -> assertThat(context.getBean(AiService.class).ask("Hello?"))
                        .isEqualTo("Hi"));
    }
}
