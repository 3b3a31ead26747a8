package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.StreamListener;
import dev.aistreaming.spring.ScriptedApplication.Server;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A provider of the application's own that does not answer its cancellation. */
@Tag("integration")
@Timeout(60)
class DeafProviderTests {

    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void theTotalTimeoutEndsTheResponseAndGivesBackItsPlace(boolean throwing, boolean kept) throws Exception {
        try (ScriptedApplication application = new ScriptedApplication(
                Server.TOMCAT,
                false,
                List.of(throwing ? Throwing.class : Silent.class),
                "ai.streaming.resume.enabled=" + kept,
                "ai.streaming.timeouts.total=300ms")) {
            assertThat(application.get("/callbacks?question=hi").body())
                    .contains("\"code\":\"timeout\"")
                    .containsOnlyOnce("[DONE]")
                    .endsWith("data: [DONE]\n\n");

            await().untilAsserted(
                            () -> assertThat(application.controller().callbacks).containsExactly("error:timeout"));
            await().until(() -> application.bean(ActiveStreams.class).count() == 0
                    && application
                                    .bean(ScriptedApplication.App.Requests.class)
                                    .underWay
                                    .get()
                            == 0);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Silent {
        @Bean
        ChatProvider openai() {
            return new DeafProvider(null);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Throwing {
        @Bean
        ChatProvider openai() {
            return new DeafProvider(new AssertionError("thrown by a test"));
        }
    }

    /** Says a word and nothing more, whatever is done to its call. */
    private record DeafProvider(@Nullable Error onCancel) implements ChatProvider {
        @Override
        public String name() {
            return "openai";
        }

        @Override
        public ChatCall newCall(ChatRequest request) {
            return new ChatCall() {
                @Override
                public void start(StreamListener listener) {
                    new Thread(() -> {
                                listener.onEvent(new StreamEvent.Content("word"));
                                listener.onFlush();
                            })
                            .start();
                }

                @Override
                public void pause() {}

                @Override
                public void resume() {}

                @Override
                public void cancel() {
                    if (onCancel != null) {
                        throw onCancel;
                    }
                }
            };
        }
    }
}
