package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.StreamListener;
import dev.aistreaming.spring.ScriptedApplication.Server;
import dev.aistreaming.testing.OpenAiWire;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What an application learns of an answer that does not come to its end. */
@Tag("integration")
@Timeout(60)
class HalfAnswerTests {

    private final List<AiException> errors = new CopyOnWriteArrayList<>();

    private ScriptedApplication application(List<Class<?>> configurations, boolean resume) {
        ScriptedApplication application = new ScriptedApplication(
                Server.TOMCAT,
                false,
                configurations,
                "ai.streaming.heartbeat-interval=50ms",
                "ai.streaming.resume.enabled=" + resume);
        application.play(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("word"));
            connection.waitForClientToLeave();
        });
        application.controller().onError = errors::add;
        return application;
    }

    private void assertHalf(ErrorCode code) {
        await().untilAsserted(() -> assertThat(errors).singleElement().satisfies(error -> {
            assertThat(error.code()).isEqualTo(code);
            assertThat(error.partial()).extracting(ChatResponse::content).isEqualTo("word");
        }));
    }

    @Test
    void comesWithTheErrorWhereTheBrowserLeaves() throws Exception {
        try (ScriptedApplication application = application(List.of(), false)) {
            try (ScriptedApplication.Browser browser = application.browser("/callbacks?question=hi")) {
                browser.readUntil("word");
            }
            assertHalf(ErrorCode.CANCELLED);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void comesWithTheErrorWhereTheStreamIsStopped(boolean resume) throws Exception {
        try (ScriptedApplication application = application(List.of(), resume);
                ScriptedApplication.Browser browser = application.browser("/callbacks?question=hi")) {
            browser.readUntil("word");
            ActiveStreams streams = application.bean(ActiveStreams.class);
            streams.stop(streams.list().get(0).id());

            assertHalf(ErrorCode.CANCELLED);
        }
    }

    @Test
    void comesWithTheErrorWhereTheApplicationStops() throws Exception {
        try (ScriptedApplication application = application(List.of(), false);
                ScriptedApplication.Browser browser = application.browser("/callbacks?question=hi")) {
            browser.readUntil("word");
            application.context().stop();

            assertHalf(ErrorCode.SHUTTING_DOWN);
        }
    }

    @Test
    void comesWithTheErrorOfAProviderOfTheApplicationsOwn() throws Exception {
        try (ScriptedApplication application = application(List.of(Own.class), false)) {
            application.get("/callbacks?question=hi");

            assertHalf(ErrorCode.PROVIDER_ERROR);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Own {
        @Bean
        ChatProvider openai() {
            return new ChatProvider() {
                @Override
                public String name() {
                    return "openai";
                }

                @Override
                public ChatCall newCall(ChatRequest request) {
                    return new HalfCall();
                }
            };
        }
    }

    /** Says a word and fails. */
    private static final class HalfCall implements ChatCall {
        @Override
        public void start(StreamListener listener) {
            listener.onEvent(new StreamEvent.Content("word"));
            listener.onError(AiException.of(ErrorCode.PROVIDER_ERROR).build());
        }

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void cancel() {}
    }
}
