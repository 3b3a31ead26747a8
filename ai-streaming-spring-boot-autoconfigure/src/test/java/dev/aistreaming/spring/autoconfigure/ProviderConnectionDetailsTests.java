package dev.aistreaming.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.spring.AiService;
import dev.aistreaming.spring.ProviderConnectionDetails;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

class ProviderConnectionDetailsTests {

    private record Own(
            String type,
            @Nullable String name,
            @Nullable String baseUrl,
            @Nullable String apiKey,
            @Nullable String model)
            implements ProviderConnectionDetails {}

    @AutoClose
    private final ScriptedServer server = ScriptedServer.answering(
            200, "text/event-stream", OpenAiWire.opening() + OpenAiWire.text("Hi") + OpenAiWire.ending());

    private final WebApplicationContextRunner application = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(AiStreamingAutoConfiguration.class));

    private WebApplicationContextRunner with(Own details) {
        return application.withBean(ProviderConnectionDetails.class, () -> details);
    }

    private String url() {
        return server.url().toString();
    }

    @Test
    void aBeanComesBeforeTheProperties() {
        with(new Own("openai", "own", url(), "of-the-bean", null))
                .withPropertyValues(
                        "ai.streaming.providers.own.type=openai",
                        "ai.streaming.providers.own.base-url=http://elsewhere.example/v1",
                        "ai.streaming.providers.own.api-key=of-the-properties",
                        "ai.streaming.providers.own.model=gpt-test")
                .run(context -> {
                    assertThat(context.getBean(AiService.class).ask("Hello?")).isEqualTo("Hi");
                    assertThat(server.requests().get(0).headers()).containsEntry("authorization", "Bearer of-the-bean");
                });
    }

    @Test
    void whatABeanDoesNotSayIsAsItIsConfigured() {
        with(new Own("openai", null, null, "of-the-bean", "gpt-bean"))
                .withPropertyValues(
                        "ai.streaming.providers.openai.base-url=" + url(),
                        "ai.streaming.providers.openai.model=gpt-properties")
                .run(context -> {
                    assertThat(context.getBean(AiService.class).ask("Hello?")).isEqualTo("Hi");
                    assertThat(server.requests().get(0).body()).contains("gpt-properties");
                    assertThat(server.requests().get(0).headers()).containsEntry("authorization", "Bearer of-the-bean");
                });
    }

    @Test
    void ofSeveralProvidersOfItsTypeItServesThoseThatHaveNoAddress() {
        try (ScriptedServer other = ScriptedServer.answering(
                200, "text/event-stream", OpenAiWire.opening() + OpenAiWire.text("Yo") + OpenAiWire.ending())) {
            with(new Own("vllm", null, url(), null, null))
                    .withPropertyValues(
                            "ai.streaming.default-provider=vllm",
                            "ai.streaming.providers.vllm.model=qwen",
                            "ai.streaming.providers.far.type=vllm",
                            "ai.streaming.providers.far.base-url=" + other.url(),
                            "ai.streaming.providers.far.model=qwen")
                    .run(context -> {
                        AiService ai = context.getBean(AiService.class);
                        assertThat(ai.ask("Hello?")).isEqualTo("Hi");
                        assertThat(ai.provider("far").ask("Hello?")).isEqualTo("Yo");
                    });
        }
    }

    @Test
    void aProviderThatNobodyHasConfiguredAppears() {
        with(new Own("openai", "found", url(), null, "gpt-bean"))
                .run(context -> assertThat(context.getBean(AiService.class)
                                .provider("found")
                                .ask("Hello?"))
                        .isEqualTo("Hi"));
    }

    @Test
    void aTypeThatIsUnknownStopsTheStart() {
        with(new Own("opneai", "found", url(), null, "gpt-bean"))
                .run(context -> assertThat(FailedStart.fault(context.getStartupFailure()))
                        .hasMessageContaining("'opneai'"));
    }
}
