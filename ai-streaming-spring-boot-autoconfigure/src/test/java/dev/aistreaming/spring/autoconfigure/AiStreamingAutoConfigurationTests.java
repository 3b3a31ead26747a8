package dev.aistreaming.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.format.JsonFormat;
import dev.aistreaming.format.StreamFormat;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.spring.ProviderCustomizer;
import dev.aistreaming.spring.stream.ProviderDirectory;
import dev.aistreaming.thread.Threads;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@ExtendWith(OutputCaptureExtension.class)
class AiStreamingAutoConfigurationTests {

    private static final String KEY = "sk-SECRET-4711";

    private final WebApplicationContextRunner plain = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    AiStreamingAutoConfiguration.class, AiStreamingActuatorAutoConfiguration.class));

    private final WebApplicationContextRunner openai = plain.withPropertyValues(
            "ai.streaming.providers.openai.api-key=" + KEY, "ai.streaming.providers.openai.model=gpt-test");

    private final WebApplicationContextRunner two = openai.withPropertyValues(
            "ai.streaming.providers.claude.type=anthropic",
            "ai.streaming.providers.claude.base-url=https://api.anthropic.com",
            "ai.streaming.providers.claude.api-key=k",
            "ai.streaming.providers.claude.model=claude-test",
            "ai.streaming.default-provider=claude");

    @Test
    void oneProviderNeedsNoDefault() {
        openai.run(context -> {
            assertThat(context).hasSingleBean(ChatProvider.class);
            assertThat(context.getBean(ChatProvider.class).name()).isEqualTo("openai");
            assertThat(context.getBean(AiService.class)).isNotNull();
        });
    }

    @Test
    void theDefaultProviderIsTheOneInjectedByType() {
        two.run(context ->
                assertThat(context.getBean(ChatProvider.class).name()).isEqualTo("claude"));
    }

    @Test
    void eachProviderIsInjectedByItsName() {
        two.withUserConfiguration(Injected.class).run(context -> {
            Injected.Both both = context.getBean(Injected.Both.class);
            assertThat(both.claude().name()).isEqualTo("claude");
            assertThat(both.openai().name()).isEqualTo("openai");
            assertThat(both.openaiService()).isNotSameAs(context.getBean(AiService.class));
        });
    }

    @Test
    void allProvidersAreInjectedAsAList() {
        two.run(context -> assertThat(context.getBeansOfType(ChatProvider.class).values())
                .extracting(ChatProvider::name)
                .containsExactlyInAnyOrder("openai", "claude"));
    }

    @Test
    void aServiceOfTheApplicationsOwnWins() {
        two.withUserConfiguration(OwnService.class)
                .run(context -> assertThat(context.getBean(AiService.class)).isInstanceOf(StubService.class));
    }

    @Test
    void aProviderOfTheApplicationsOwnWins() {
        two.withUserConfiguration(OwnProvider.class).run(context -> {
            assertThat(context.getBean(ChatProvider.class)).isInstanceOf(StubProvider.class);
            assertThat(context.getBean(ProviderDirectory.class).names()).contains("own", "openai", "claude");
        });
    }

    @Test
    void aProviderOfTheApplicationsOwnAloneIsTheDefault() {
        plain.withUserConfiguration(OwnProvider.class)
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(AiService.class));
    }

    @Test
    void aProviderOfTheApplicationsOwnTakesThePlaceOfAConfiguredOneOfTheSameName() {
        openai.withUserConfiguration(OwnOpenAi.class)
                .run(context -> assertThat(
                                context.getBean(ProviderDirectory.class).get("openai"))
                        .hasToString("own openai"));
    }

    @Test
    void aFormatOfTheApplicationsOwnWins() {
        openai.withBean(StreamFormat.class, () -> JsonFormat.CONTENT_ONLY)
                .run(context -> assertThat(context.getBean(StreamFormat.class)).isSameAs(JsonFormat.CONTENT_ONLY));
    }

    @Test
    void anUnknownProviderIsAnInvalidRequestAndOnlyTheLogNamesTheKnownOnes(CapturedOutput output) {
        openai.run(context -> {
            AiService service = context.getBean(AiService.class);
            AiException error = org.assertj.core.api.Assertions.catchThrowableOfType(
                    AiException.class, () -> service.provider("nobody"));
            assertThat(error.userMessage()).contains("nobody").doesNotContain("openai");
            assertThat(output).contains("Provider 'nobody' is not configured; there are [openai]");
        });
    }

    @Test
    void aStreamThatNobodyMayReadStopsTheStart() {
        openai.withPropertyValues("ai.streaming.resume.max-readers-per-stream=0")
                .run(context -> assertThat(FailedStart.fault(context.getStartupFailure()))
                        .hasMessageContaining("ai.streaming.resume.max-readers-per-stream is 0"));
    }

    @Test
    void streamsRememberTheirUserWhereSpringSecurityIsPresent() {
        AutoConfigurations security = AutoConfigurations.of(AiStreamingSecurityAutoConfiguration.class);
        openai.withConfiguration(security).run(context -> assertThat(context).hasBean("aiStreamingSecurityConfigurer"));
        openai.withConfiguration(security)
                .withClassLoader(new FilteredClassLoader("org.springframework.security"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("aiStreamingSecurityConfigurer"));
    }

    @Test
    void circuitBreakersNeedTheLibraryAndItsRegistry() {
        WebApplicationContextRunner breakers =
                openai.withConfiguration(AutoConfigurations.of(AiStreamingCircuitBreakerAutoConfiguration.class));
        breakers.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ProviderCustomizer.class));
        breakers.withClassLoader(new FilteredClassLoader("io.github.resilience4j"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ProviderCustomizer.class));
        breakers.withBean(CircuitBreakerRegistry.class, CircuitBreakerRegistry::ofDefaults)
                .run(context -> assertThat(context).hasSingleBean(ProviderCustomizer.class));
    }

    @Test
    void saysAtStartWhoAnswers(CapturedOutput output) {
        two.withUserConfiguration(OwnProvider.class)
                .run(context -> assertThat(output)
                        .containsOnlyOnce("AI streaming: ")
                        .contains("AI streaming: own, openai (gpt-test), claude (claude-test); default: claude")
                        .doesNotContain(KEY));
    }

    @Test
    void saysAtStartThatTheOnlyProviderIsTheDefault(CapturedOutput output) {
        openai.run(context -> assertThat(output).contains("AI streaming: openai (gpt-test); default: openai"));
    }

    @Test
    void stopsWithoutAnyProvider() {
        plain.run(context -> assertFailure(
                context.getStartupFailure(), "No AI provider is configured", "ai.streaming.providers.openai.api-key"));
    }

    @Test
    void stopsWithoutAKey() {
        plain.withPropertyValues("ai.streaming.providers.groq.api-key=", "ai.streaming.providers.groq.model=gpt-oss")
                .run(context -> assertFailure(
                        context.getStartupFailure(), "'groq' has no API key", "ai.streaming.providers.groq.api-key"));
    }

    @Test
    void stopsWithoutAModel() {
        plain.withPropertyValues("ai.streaming.providers.openai.api-key=k")
                .run(context -> assertFailure(
                        context.getStartupFailure(), "'openai' has no model", "ai.streaming.providers.openai.model"));
    }

    @Test
    void stopsForANameThatIsNoTypeEither() {
        plain.withPropertyValues("ai.streaming.providers.mine.api-key=k", "ai.streaming.providers.mine.model=m")
                .run(context -> assertFailure(
                        context.getStartupFailure(),
                        "'mine' has no type",
                        "ai.streaming.providers.mine.type",
                        "ai.streaming.providers.mine.base-url"));
    }

    @Test
    void stopsForAnUnknownType() {
        openai.withPropertyValues("ai.streaming.providers.openai.type=opnai")
                .run(context -> assertFailure(
                        context.getStartupFailure(), "ai.streaming.providers.openai.type is 'opnai'", "anthropic"));
    }

    @Test
    void stopsForADefaultThatDoesNotExist() {
        openai.withPropertyValues("ai.streaming.default-provider=claude")
                .run(context -> assertFailure(
                        context.getStartupFailure(), "ai.streaming.default-provider is 'claude'", "[openai]"));
    }

    @Test
    void stopsForSeveralProvidersWithoutADefault() {
        two.withPropertyValues("ai.streaming.default-provider=")
                .run(context -> assertFailure(
                        context.getStartupFailure(), "several AI providers", "ai.streaming.default-provider"));
    }

    @Test
    void stopsForADefaultThatTheProviderWouldRefuse() {
        two.withPropertyValues("ai.streaming.providers.claude.temperature=1.5")
                .run(context -> assertFailure(
                        context.getStartupFailure(),
                        "temperature must be between 0 and 1",
                        "ai.streaming.providers.claude"));
    }

    @Test
    void stopsForATimeoutOfNothing() {
        openai.withPropertyValues("ai.streaming.timeouts.idle=0s")
                .run(context ->
                        assertFailure(context.getStartupFailure(), "ai.streaming.timeouts.idle", "longer than 0"));
    }

    @Test
    void stopsForAHeartbeatOfNothing() {
        openai.withPropertyValues("ai.streaming.heartbeat-interval=0s")
                .run(context ->
                        assertFailure(context.getStartupFailure(), "ai.streaming.heartbeat-interval", "longer than 0"));
    }

    private static void assertFailure(@Nullable Throwable failure, String description, String... actions) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof InvalidSettingException)) {
            cause = cause.getCause();
        }
        assertThat(cause).as("a start that fails for a setting").isNotNull();
        InvalidSettingException invalid = (InvalidSettingException) Objects.requireNonNull(cause);
        var analysis = new InvalidSettingFailureAnalyzer().analyze(invalid, invalid);
        assertThat(analysis.getDescription()).contains(description);
        assertThat(analysis.getAction()).contains(actions);
    }

    @Test
    void aServerOfOnesOwnNeedsNoKey() {
        plain.withPropertyValues(
                        "ai.streaming.providers.local.type=openai",
                        "ai.streaming.providers.local.base-url=http://localhost:11434/v1",
                        "ai.streaming.providers.local.model=llama3.2")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void optionsKeepTheirNamesAndTypes() {
        openai.withPropertyValues(
                        "ai.streaming.providers.openai.options.top_k=40",
                        "ai.streaming.providers.openai.options.reasoning_effort=low",
                        "ai.streaming.providers.openai.options.store=false",
                        "ai.streaming.providers.openai.options.min_p=0.05")
                .run(context -> {
                    AiStreamingProperties properties = context.getBean(AiStreamingProperties.class);
                    var provider = Objects.requireNonNull(properties.providers().get("openai"));
                    assertThat(ProviderSettingsMapper.map("openai", provider, false)
                                    .options())
                            .isEqualTo(Map.of("top_k", 40L, "reasoning_effort", "low", "store", false, "min_p", 0.05));
                });
    }

    @Test
    void canBeSwitchedOff() {
        plain.withPropertyValues("ai.streaming.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(AiService.class));
    }

    @Test
    void worksWithNothingButSpringMvc() {
        openai.withClassLoader(new FilteredClassLoader(
                        "org.springframework.boot.actuate",
                        "io.micrometer.core",
                        "io.micrometer.tracing",
                        "org.springframework.data",
                        "org.springframework.security",
                        "org.springframework.web.reactive",
                        "reactor"))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(AiService.class)).isNotNull();
                });
    }

    @Test
    void endsItsThreads() {
        openai.run(context -> {
            Threads threads = context.getBean(Threads.class);
            context.close();
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> threads.schedule(java.time.Duration.ofMillis(1), () -> {}))
                    .isInstanceOf(java.util.concurrent.RejectedExecutionException.class);
        });
    }

    @Test
    void noTextOfABeanHasAKey() {
        openai.withPropertyValues("ai.streaming.providers.openai.headers.X-Auth=" + KEY)
                .run(context -> {
                    for (String name : context.getBeanDefinitionNames()) {
                        assertThat(String.valueOf(context.getBean(name)))
                                .as(name)
                                .doesNotContain(KEY);
                    }
                    assertThat(context.getBean(AiStreamingProperties.class).toString())
                            .contains("openai");
                });
    }

    @Configuration(proxyBeanMethods = false)
    static class Injected {

        record Both(ChatProvider claude, ChatProvider openai, AiService openaiService) {}

        @Bean
        Both both(
                @Qualifier("claude") ChatProvider claude,
                @Qualifier("openai") ChatProvider openai,
                @Qualifier("openai") AiService openaiService) {
            return new Both(claude, openai, openaiService);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnService {
        @Bean
        AiService mine() {
            return new StubService();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnProvider {
        @Bean
        ChatProvider mine() {
            return new StubProvider("own");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnOpenAi {
        @Bean
        ChatProvider mine() {
            return new StubProvider("openai");
        }
    }

    private record StubProvider(String name) implements ChatProvider {
        @Override
        public ChatCall newCall(ChatRequest request) {
            throw new IllegalStateException("not called");
        }

        @Override
        public String toString() {
            return "own " + name;
        }
    }

    private static final class StubService implements AiService {
        @Override
        public org.springframework.web.servlet.mvc.method.annotation.SseEmitter stream(String prompt) {
            throw new IllegalStateException(prompt);
        }

        @Override
        public org.springframework.web.servlet.mvc.method.annotation.SseEmitter stream(ChatRequest request) {
            throw new IllegalStateException("not called");
        }

        @Override
        public String ask(String prompt) {
            return prompt;
        }

        @Override
        public dev.aistreaming.chat.ChatResponse generate(ChatRequest request) {
            throw new IllegalStateException("not called");
        }

        @Override
        public dev.aistreaming.spring.TaskBuilder task() {
            throw new IllegalStateException("not called");
        }

        @Override
        public dev.aistreaming.spring.TaskBuilder task(dev.aistreaming.format.FrontEndRequest request) {
            throw new IllegalStateException("not called");
        }

        @Override
        public AiService provider(String name) {
            return this;
        }
    }

    @Test
    void theListOfProvidersIsWhatTheApplicationConfigured() {
        two.run(context -> assertThat(
                        List.copyOf(context.getBean(ProviderDirectory.class).names()))
                .containsExactlyInAnyOrder("openai", "claude"));
    }
}
