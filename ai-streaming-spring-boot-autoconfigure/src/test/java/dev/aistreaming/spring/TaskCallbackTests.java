package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.StreamListener;
import dev.aistreaming.spring.ScriptedApplication.Server;
import dev.aistreaming.testing.ScriptedProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@ExtendWith(OutputCaptureExtension.class)
class TaskCallbackTests {

    private static final String INTERNAL = "\"code\":\"internal\"";

    private static ScriptedApplication application(Class<?> provider, boolean resume) {
        return new ScriptedApplication(
                Server.TOMCAT, false, List.of(provider), "ai.streaming.resume.enabled=" + resume);
    }

    private static double count(ScriptedApplication application, String outcome) {
        return application
                .bean(MeterRegistry.class)
                .get("ai.streaming.streams")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anOnCompleteThatThrowsFailsTheStream(boolean resume) throws Exception {
        try (ScriptedApplication application = application(Answering.class, resume)) {
            IllegalStateException fault = new IllegalStateException("disk full");
            List<AiException> errors = new CopyOnWriteArrayList<>();
            application.controller().onComplete = response -> {
                throw fault;
            };
            application.controller().onError = errors::add;

            assertThat(application.get("/callbacks?question=hi").body())
                    .contains("word", INTERNAL)
                    .doesNotContain("disk full")
                    .containsOnlyOnce("[DONE]");
            await().untilAsserted(() -> assertThat(errors).singleElement().satisfies(error -> {
                assertThat(error.code()).isEqualTo(ErrorCode.INTERNAL);
                assertThat(error).hasCause(fault);
            }));
            await().untilAsserted(() -> assertThat(count(application, "error")).isEqualTo(1));
        }
    }

    @Test
    void anOnCompleteThatThrowsIsLoggedWithItsTrace(CapturedOutput output) throws Exception {
        try (ScriptedApplication application = application(Answering.class, false)) {
            application.controller().onComplete = response -> {
                throw new IllegalStateException("disk full");
            };
            application.get("/callbacks?question=hi");

            await().untilAsserted(() -> assertThat(output.getOut())
                    .contains("failed: internal", "java.lang.IllegalStateException: disk full"));
        }
    }

    @Test
    void eachCallbackIsCalledEvenIfAnEarlierOneThrows() throws Exception {
        try (ScriptedApplication application = application(Answering.class, false)) {
            application.controller().onComplete = response -> {
                throw new IllegalStateException("first");
            };
            application.controller().onError = error -> {
                throw new IllegalStateException("second");
            };
            assertThat(application.get("/callbacks?question=hi").body()).endsWith("[DONE]\n\n");

            await().untilAsserted(() ->
                    assertThat(application.controller().callbacks).containsExactly("complete:word", "error:internal"));
        }
    }

    @Test
    void aWholeAnswerCallsEachCallbackToo() throws Exception {
        try (ScriptedApplication application = application(Answering.class, false)) {
            application.controller().onComplete = response -> {
                throw new IllegalStateException("first");
            };
            assertThat(application.get("/callbacks/run?question=hi").statusCode())
                    .isEqualTo(500);

            assertThat(application.controller().callbacks).containsExactly("complete:word");
        }
    }

    @Test
    void aWholeAnswerCallsEachCallbackEvenAfterAnError() throws Exception {
        try (ScriptedApplication application = application(Answering.class, false)) {
            application.controller().onComplete = response -> {
                throw new AssertionError("first");
            };
            assertThat(application.get("/callbacks/run?question=hi").statusCode())
                    .isEqualTo(500);

            assertThat(application.controller().callbacks).containsExactly("complete:word");
        }
    }

    @Test
    void aProviderWhoseStartThrowsFailsAWholeAnswerToo() throws Exception {
        try (ScriptedApplication application = application(Broken.class, false)) {
            assertThat(application.get("/callbacks/run?question=hi").body()).contains(INTERNAL);

            assertThat(application.controller().callbacks).containsExactly("error:internal");
        }
    }

    @Test
    void anOnErrorThatThrowsDoesNotHideTheErrorOfAWholeAnswer() throws Exception {
        try (ScriptedApplication application = application(Failing.class, false)) {
            application.controller().onError = error -> {
                throw new IllegalStateException("first");
            };
            assertThat(application.get("/callbacks/run?question=hi").body()).contains("\"code\":\"authentication\"");

            assertThat(application.controller().callbacks).containsExactly("error:authentication");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProviderWhoseStartThrowsEndsTheStreamOnce(boolean resume) throws Exception {
        try (ScriptedApplication application = application(Broken.class, resume)) {
            assertThat(application.get("/callbacks?question=hi").body())
                    .contains(INTERNAL)
                    .containsOnlyOnce("[DONE]");

            await().untilAsserted(
                            () -> assertThat(application.controller().callbacks).containsExactly("error:internal"));
            await().until(() -> application.bean(ActiveStreams.class).count() == 0);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Answering {
        @Bean
        ScriptedProvider openai() {
            return ScriptedProvider.named("openai").answer("word");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Failing {
        @Bean
        ScriptedProvider openai() {
            return ScriptedProvider.named("openai").failWith(ErrorCode.AUTHENTICATION);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Broken {
        @Bean
        ChatProvider openai() {
            return new BrokenProvider();
        }
    }

    /** Throws where it is started, and ends the call as well. */
    private static final class BrokenProvider implements ChatProvider {
        @Override
        public String name() {
            return "openai";
        }

        @Override
        public ChatCall newCall(ChatRequest request) {
            return new ChatCall() {
                @Override
                public void start(StreamListener listener) {
                    listener.onError(AiException.of(ErrorCode.INTERNAL).build());
                    throw new IllegalStateException("broken");
                }

                @Override
                public void pause() {}

                @Override
                public void resume() {}

                @Override
                public void cancel() {}
            };
        }
    }
}
