package dev.aistreaming.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.spring.AiService;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.env.MockEnvironment;

class AotProviderBeansTests {

    /** What the build had configured; the sample application shows the same with definitions that were generated. */
    private static final MockEnvironment BUILD = new MockEnvironment()
            .withProperty("ai.streaming.providers.openai.model", "gpt-build")
            .withProperty("ai.streaming.providers.demo.model", "demo-build")
            .withProperty("ai.streaming.default-provider", "demo");

    private final WebApplicationContextRunner run = new WebApplicationContextRunner()
            .withInitializer(
                    context -> ProviderBeans.register(BUILD, (BeanDefinitionRegistry) context.getBeanFactory()))
            .withConfiguration(AutoConfigurations.of(AiStreamingAutoConfiguration.class))
            .withPropertyValues(
                    "ai.streaming.providers.openai.api-key=k",
                    "ai.streaming.providers.openai.model=gpt-run",
                    "ai.streaming.providers.claude.type=anthropic",
                    "ai.streaming.providers.claude.base-url=https://api.anthropic.com",
                    "ai.streaming.providers.claude.api-key=k",
                    "ai.streaming.providers.claude.model=claude-run",
                    "ai.streaming.default-provider=claude");

    private final WebApplicationContextRunner processedAheadOfTime =
            run.withSystemProperties("spring.aot.enabled=true");

    @Test
    void theProvidersAreThoseOfTheRun() {
        processedAheadOfTime.run(context -> assertThat(context.getBeansOfType(ChatProvider.class))
                .containsOnlyKeys("openaiChatProvider", "claudeChatProvider"));
    }

    @Test
    void theDefaultProviderIsThatOfTheRun() {
        processedAheadOfTime.run(context ->
                assertThat(context.getBean(ChatProvider.class).name()).isEqualTo("claude"));
    }

    @Test
    void aProviderThatTheBuildDidNotKnowIsInjectedByItsName() {
        processedAheadOfTime
                .withUserConfiguration(Injected.class)
                .run(context -> assertThat(context.getBean(Injected.Claude.class)
                                .provider()
                                .name())
                        .isEqualTo("claude"));
    }

    @Test
    void whatIsNotProcessedAheadOfTimeStaysAsItIs() {
        run.run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageContaining("ai.streaming.providers.demo is not a setting"));
    }

    @Test
    void aNativeImageCanCallTheFactoryMethods() throws NoSuchMethodException {
        RuntimeHints hints = new RuntimeHints();
        new AotProviderBeansHints().registerHints(hints, null);

        assertThat(RuntimeHintsPredicates.reflection()
                        .onMethodInvocation(ProviderFactory.class.getDeclaredMethod("create", String.class)))
                .accepts(hints);
        assertThat(RuntimeHintsPredicates.reflection()
                        .onMethodInvocation(ServiceFactory.class.getDeclaredMethod("serviceOf", String.class)))
                .accepts(hints);
    }

    @Configuration(proxyBeanMethods = false)
    static class Injected {

        record Claude(ChatProvider provider, AiService service) {}

        @Bean
        Claude claude(@Qualifier("claude") ChatProvider provider, @Qualifier("claude") AiService service) {
            return new Claude(provider, service);
        }
    }
}
