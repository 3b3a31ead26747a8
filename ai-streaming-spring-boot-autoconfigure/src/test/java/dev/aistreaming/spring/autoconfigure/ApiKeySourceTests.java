package dev.aistreaming.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.provider.ApiKeySource;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.MapPropertySource;

@ExtendWith(OutputCaptureExtension.class)
class ApiKeySourceTests {

    private final ScriptedServer provider =
            ScriptedServer.streaming(OpenAiWire.opening(), OpenAiWire.text("Hi"), OpenAiWire.ending());

    private final WebApplicationContextRunner application = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    AiStreamingAutoConfiguration.class, AiStreamingActuatorAutoConfiguration.class))
            .withPropertyValues(
                    "ai.streaming.providers.openai.base-url=" + provider.url(),
                    "ai.streaming.providers.openai.model=gpt-test",
                    "ai.streaming.retry.initial-backoff=1ms");

    @AfterEach
    void stop() {
        provider.close();
    }

    private WebApplicationContextRunner with(ApiKeySource source) {
        return application.withBean(ApiKeySource.class, () -> source);
    }

    @Test
    void eachCallHasTheKeyThatHoldsThen() {
        AtomicInteger turn = new AtomicInteger();
        with(name -> "sk-" + name + "-" + turn.incrementAndGet()).run(context -> {
            ask(context);
            ask(context);
            assertThat(keys()).containsExactly("Bearer sk-openai-1", "Bearer sk-openai-2");
        });
    }

    @Test
    void aMountedFileThatChangesNeedsNoRestart(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("openai"), "sk-old\n");
        with(name -> Files.readString(directory.resolve(name))).run(context -> {
            ask(context);
            Files.writeString(file, "sk-new\n");
            ask(context);
            assertThat(keys()).containsExactly("Bearer sk-old", "Bearer sk-new");
        });
    }

    @Test
    void theConfiguredKeyIsSentWhereTheSourceHasNone() {
        with(name -> null)
                .withPropertyValues("ai.streaming.providers.openai.api-key=sk-configured")
                .run(context -> {
                    ask(context);
                    assertThat(keys()).containsExactly("Bearer sk-configured");
                });
    }

    @Test
    void aServerOfOnesOwnGetsNoKeyWhereThereIsNone() {
        with(name -> " ").run(context -> {
            ask(context);
            assertThat(provider.requests().get(0).headers()).doesNotContainKey("authorization");
        });
    }

    @Test
    void noKeyNeedsToBeConfigured() {
        AtomicInteger asked = new AtomicInteger();
        ApiKeySource source = name -> "sk-" + asked.incrementAndGet();
        new WebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(AiStreamingAutoConfiguration.class))
                .withBean(ApiKeySource.class, () -> source)
                .withPropertyValues("ai.streaming.providers.openai.model=gpt-test")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(asked).hasValue(0);
    }

    @Test
    void aSourceThatHasFailedIsAskedAgain(CapturedOutput log) {
        AtomicInteger asked = new AtomicInteger();
        with(name -> {
                    if (asked.incrementAndGet() == 1) {
                        throw new IOException("the vault is sealed");
                    }
                    return "sk-second";
                })
                .run(context -> {
                    assertThat(ask(context)).isEqualTo("Hi");
                    assertThat(keys()).containsExactly("Bearer sk-second");
                });
        assertThat(log).contains("The ApiKeySource has failed for 'openai'").contains("the vault is sealed");
    }

    @Test
    void aSourceThatFailsIsAnAuthenticationError() {
        with(name -> {
                    throw new UncheckedIOException(new NoSuchFileException("/run/secrets/openai"));
                })
                .run(context -> {
                    AiException error = failure(context);
                    assertThat(error.code()).isEqualTo(ErrorCode.AUTHENTICATION);
                    assertThat(error.provider()).isEqualTo("openai");
                    assertThat(error.userMessage()).contains("has no key").doesNotContain("secrets");
                    assertThat(error).hasCauseInstanceOf(UncheckedIOException.class);
                });
        assertThat(provider.requests()).isEmpty();
    }

    @Test
    void theFallbackIsAskedWhereThereIsNoKey() {
        with(name -> name.equals("openai") ? null : "sk-" + name)
                .withPropertyValues(
                        "ai.streaming.providers.openai.base-url=https://api.openai.com/v1",
                        "ai.streaming.providers.other.type=openai",
                        "ai.streaming.providers.other.base-url=" + provider.url(),
                        "ai.streaming.providers.other.model=gpt-other",
                        "ai.streaming.default-provider=openai",
                        "ai.streaming.fallback=other")
                .run(context -> {
                    assertThat(ask(context)).isEqualTo("Hi");
                    assertThat(keys()).containsExactly("Bearer sk-other");
                });
    }

    @Test
    void aKeyThatNoHeaderMayHoldIsNotShown(CapturedOutput log) {
        with(name -> "sk-SECRET\n4711").run(context -> {
            AiException error = failure(context);
            assertThat(error.code()).isEqualTo(ErrorCode.AUTHENTICATION);
            assertThat(error).hasMessageNotContaining("SECRET");
        });
        assertThat(log).contains("line break").doesNotContain("SECRET");
        assertThat(provider.requests()).isEmpty();
    }

    @Test
    void theProviderDoesNotGetToShowTheKey() {
        try (ScriptedServer talkative = ScriptedServer.answering(
                401, "application/json", "{\"error\":{\"message\":\"Incorrect API key: sk-issued-4711\"}}")) {
            with(name -> "sk-issued-4711")
                    .withPropertyValues("ai.streaming.providers.openai.base-url=" + talkative.url())
                    .run(context -> assertThat(failure(context))
                            .hasMessageContaining("Incorrect API key: ***")
                            .hasMessageNotContaining("sk-issued"));
        }
    }

    @Test
    void noEndpointShowsAKeyThatTheSourceHasGiven() {
        with(name -> "sk-issued-4711").run(context -> {
            assertThat(shown(context, "at sk-issued-4711")).isEqualTo("at sk-issued-4711");
            ask(context);
            assertThat(shown(context, "at sk-issued-4711")).isEqualTo(SanitizableData.SANITIZED_VALUE);
            assertThat(shown(context, "at home")).isEqualTo("at home");
        });
    }

    private static Object shown(ApplicationContext context, String value) {
        SanitizableData data = new SanitizableData(new MapPropertySource("test", Map.of()), "some.key", value);
        return Objects.requireNonNull(
                context.getBean(SanitizingFunction.class).apply(data).getValue());
    }

    private List<String> keys() {
        return provider.requests().stream()
                .map(request -> request.headers().getOrDefault("authorization", ""))
                .toList();
    }

    private static String ask(ApplicationContext context) {
        return context.getBean(AiService.class).ask("Hello?");
    }

    private static AiException failure(ApplicationContext context) {
        return catchThrowableOfType(AiException.class, () -> ask(context));
    }
}
