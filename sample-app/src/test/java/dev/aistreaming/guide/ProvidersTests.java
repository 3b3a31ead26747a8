package dev.aistreaming.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.StreamListener;
import dev.aistreaming.provider.ApiKeySource;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.spring.autoconfigure.AiStreamingAutoConfiguration;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What docs/providers.md shows in Java. */
class ProvidersTests {

    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(AiStreamingAutoConfiguration.class));

    /** A token of Google's library, which is no dependency here. */
    static final class GoogleCredentials {

        record AccessToken(String value) {

            String getTokenValue() {
                return value;
            }
        }

        private final AtomicInteger refreshed = new AtomicInteger();

        void refreshIfExpired() throws IOException {
            refreshed.incrementAndGet();
        }

        AccessToken getAccessToken() {
            return new AccessToken("token-" + refreshed);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class VertexAi {

        @Bean
        GoogleCredentials credentials() {
            return new GoogleCredentials();
        }

        @Bean
        ApiKeySource keys(GoogleCredentials credentials) {
            return provider -> {
                credentials.refreshIfExpired();
                return credentials.getAccessToken().getTokenValue();
            };
        }
    }

    @Test
    void aTokenIsAskedForWithEachCall() {
        try (ScriptedServer server = ScriptedServer.streaming(OpenAiWire.text("Hi") + OpenAiWire.ending())) {
            application
                    .withUserConfiguration(VertexAi.class)
                    .withPropertyValues(
                            "ai.streaming.providers.own.type=openai",
                            "ai.streaming.providers.own.base-url=" + server.url(),
                            "ai.streaming.providers.own.model=m")
                    .run(context -> {
                        context.getBean(AiService.class).ask("Hello?");
                        context.getBean(AiService.class).ask("Hello?");

                        assertThat(server.requests())
                                .extracting(request -> request.headers().get("authorization"))
                                .containsExactly("Bearer token-1", "Bearer token-2");
                    });
        }
    }

    private void ask(InHouseClient client, Consumer<AiService> asking) {
        application
                .withBean(InHouseClient.class, () -> client)
                .withBean(InHouseProvider.class)
                .withPropertyValues("ai.streaming.retry.max-attempts=1")
                .run(context -> asking.accept(context.getBean(AiService.class)));
    }

    @Test
    void aProviderOfTheApplicationsOwnAnswers() {
        InHouseClient client = (question, onText, onEnd, onError) -> {
            onText.accept("You said: ");
            onText.accept(question);
            onEnd.run();
            return () -> {};
        };

        ask(client, ai -> assertThat(ai.provider("in-house").ask("Hello")).isEqualTo("You said: Hello"));
    }

    @Test
    void itsFailureHasACode() {
        InHouseClient client = (question, onText, onEnd, onError) -> {
            onError.accept(new IllegalStateException("down"));
            return () -> {};
        };

        ask(
                client,
                ai -> assertThat(catchThrowableOfType(AiException.class, () -> ai.ask("Hello"))
                                .code())
                        .isEqualTo(ErrorCode.PROVIDER_ERROR));
    }

    @Test
    void aCancelReachesItsClient() {
        AtomicBoolean asked = new AtomicBoolean();
        AtomicBoolean closed = new AtomicBoolean();
        InHouseClient client = (question, onText, onEnd, onError) -> {
            asked.set(true);
            return () -> closed.set(true);
        };
        application
                .withBean(InHouseClient.class, () -> client)
                .withBean(InHouseProvider.class)
                .run(context -> {
                    ChatCall call = context.getBean(ChatProvider.class).newCall(ChatRequest.of("Hello"));
                    call.start(new StreamListener() {
                        @Override
                        public void onEvent(StreamEvent event) {}

                        @Override
                        public void onComplete(ChatResponse response) {}

                        @Override
                        public void onError(AiException error) {}
                    });
                    await().untilTrue(asked);
                    call.cancel();

                    await().untilTrue(closed);
                });
    }
}
