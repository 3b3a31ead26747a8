package dev.aistreaming.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.observation.ProviderIdentity;
import dev.aistreaming.pipeline.Stage;
import dev.aistreaming.pipeline.StagedProvider;
import dev.aistreaming.pipeline.WholeAnswer;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.spring.ProviderCustomizer;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedProvider;
import dev.aistreaming.testing.ScriptedServer;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

class ProviderCustomizerTests {

    private volatile boolean failing;

    @AutoClose
    private final ScriptedServer first = new ScriptedServer(connection -> {
        if (failing) {
            failing = false;
            connection.whole(503, "application/json", "{}");
        } else {
            answer(connection);
        }
    });

    @AutoClose
    private final ScriptedServer second = new ScriptedServer(ProviderCustomizerTests::answer);

    private final WebApplicationContextRunner application = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(AiStreamingAutoConfiguration.class))
            .withBean(Log.class)
            .withUserConfiguration(Customizers.class)
            .withPropertyValues(
                    "ai.streaming.default-provider=openai",
                    "ai.streaming.retry.initial-backoff=1ms",
                    "ai.streaming.providers.openai.base-url=" + first.url(),
                    "ai.streaming.providers.openai.api-key=k",
                    "ai.streaming.providers.openai.model=gpt-test",
                    "ai.streaming.providers.spare.type=openai",
                    "ai.streaming.providers.spare.base-url=" + second.url(),
                    "ai.streaming.providers.spare.api-key=k",
                    "ai.streaming.providers.spare.model=gpt-spare");

    private static void answer(ScriptedConnection connection) throws IOException {
        connection.head(200, "text/event-stream");
        connection.chunk(OpenAiWire.opening() + OpenAiWire.text("hi") + OpenAiWire.ending());
        connection.end();
    }

    @Test
    void aBeanWrapsEveryConfiguredProvider() {
        application.run(context -> {
            context.getBean(AiService.class).ask("Hello?");
            context.getBean(AiService.class).provider("spare").ask("Hello?");

            assertThat(context.getBean(Log.class).ends)
                    .containsExactly("inner openai", "outer openai", "inner spare", "outer spare");
        });
    }

    @Test
    void aBeanWrapsWhatTheApplicationGetsInjected() {
        application.run(context -> {
            ChatProvider injected = context.getBean(ChatProvider.class);
            WholeAnswer.await(injected, ChatRequest.of("Hello?"));

            assertThat(context.getBean(Log.class).ends).containsExactly("inner openai", "outer openai");
        });
    }

    @Test
    void aBeanWrapsProvidersOfTheApplicationsOwn() {
        application
                .withBean(
                        ScriptedProvider.class,
                        () -> ScriptedProvider.named("own").answer("hi"))
                .run(context -> {
                    context.getBean(AiService.class).provider("own").ask("Hello?");

                    assertThat(context.getBean(Log.class).ends).containsExactly("inner own", "outer own");
                    assertThat(context.getBean(Log.class).identities).contains(ProviderIdentity.named("own"));
                });
    }

    @Test
    void aBeanIsToldWhatIsConfigured() {
        application.run(context -> {
            assertThat(context.getBean(Log.class).identities)
                    .extracting(ProviderIdentity::name, ProviderIdentity::type, ProviderIdentity::model)
                    .containsExactly(tuple("openai", "openai", "gpt-test"), tuple("spare", "openai", "gpt-spare"));
        });
    }

    @Test
    void aBeanSeesOneCallWhateverIsRetriedInside() {
        application.run(context -> {
            failing = true;

            assertThat(context.getBean(AiService.class).ask("Hello?")).isEqualTo("hi");
            assertThat(first.requests()).hasSize(2);
            assertThat(context.getBean(Log.class).ends).containsExactly("inner openai", "outer openai");
        });
    }

    @Test
    void aChainOfFallbacksIsToldApart() {
        application
                .withPropertyValues("ai.streaming.fallback=spare", "ai.streaming.retry.max-attempts=1")
                .run(context -> {
                    failing = true;

                    assertThat(context.getBean(AiService.class).ask("Hello?")).isEqualTo("hi");
                    assertThat(context.getBean(Log.class).ends)
                            .containsExactly(
                                    "inner openai failed",
                                    "outer openai failed",
                                    "inner spare",
                                    "outer spare",
                                    "chain openai");
                });
    }

    @Test
    void anOrderIsAmongThoseOfTheStarter() {
        application
                .withConfiguration(AutoConfigurations.of(AiStreamingCircuitBreakerAutoConfiguration.class))
                .withBean(CircuitBreakerRegistry.class, CircuitBreakerRegistry::ofDefaults)
                .run(context -> {
                    context.getBean(CircuitBreakerRegistry.class)
                            .circuitBreaker("openai")
                            .transitionToOpenState();
                    AiService ai = context.getBean(AiService.class);

                    assertThatThrownBy(() -> ai.ask("Hello?")).isInstanceOf(AiException.class);
                    assertThat(context.getBean(Log.class).ends).containsExactly("outer openai failed");
                });
    }

    @Test
    void aBeanThatReturnsNoProviderStopsTheStart() {
        application
                .withBean("nothing", ProviderCustomizer.class, () -> (provider, identity) -> nothing())
                .run(context -> assertThat(context).getFailure().rootCause().hasMessage("a decorator returned null"));
    }

    @SuppressWarnings({"NullAway", "DataFlowIssue"}) // what an application without null checks may do
    private static ChatProvider nothing() {
        return null;
    }

    static final class Log {
        private final List<String> ends = new CopyOnWriteArrayList<>();
        private final List<ProviderIdentity> identities = new CopyOnWriteArrayList<>();
    }

    @Configuration(proxyBeanMethods = false)
    static class Customizers {

        @Bean
        @Order(ProviderCustomizer.METERS_ORDER + 1)
        ProviderCustomizer outer(Log log) {
            return (provider, identity) -> new Logged(provider, "outer", log);
        }

        @Bean
        @Order(ProviderCustomizer.HEALTH_ORDER)
        ProviderCustomizer inner(Log log) {
            return new ProviderCustomizer() {
                @Override
                public ChatProvider customize(ChatProvider provider, ProviderIdentity identity) {
                    log.identities.add(identity);
                    return new Logged(provider, "inner", log);
                }

                @Override
                public ChatProvider customizeChain(ChatProvider chain) {
                    return new Logged(chain, "chain", log);
                }
            };
        }
    }

    private static final class Logged extends StagedProvider {
        private final String place;
        private final Log log;

        Logged(ChatProvider delegate, String place, Log log) {
            super(delegate);
            this.place = place;
            this.log = log;
        }

        @Override
        protected ChatCall around(ChatCall call, ChatRequest request) {
            return new Stage(call) {
                @Override
                protected void completed(ChatResponse response) {
                    log.ends.add(place + " " + name());
                }

                @Override
                protected void failed(AiException error) {
                    log.ends.add(place + " " + name() + " failed");
                }
            };
        }
    }
}
