package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.pipeline.TokenBudget;
import dev.aistreaming.spring.ScriptedApplication.Server;
import dev.aistreaming.spring.provider.InMemoryTokenBudget;
import dev.aistreaming.spring.provider.SetMeter;
import dev.aistreaming.spring.provider.TokenWindow;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedConnection;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A question is one token, and the provider reports 12 and 40. */
@Timeout(60)
class TokenLimitTests {

    private static final String CHAT = "/chat?question=hi";
    private static final String ANN = "2001:db8:1:1::1";
    private static final String BOB = "2001:db8:1:2::1";

    private final ScriptedApplication application = new ScriptedApplication(
            Server.TOMCAT,
            false,
            List.of(SetTime.class, ConversationApplication.class),
            "server.forward-headers-strategy=native",
            "ai.streaming.heartbeat-interval=50ms",
            "ai.streaming.sse.include-metadata=true",
            "ai.streaming.retry.max-attempts=1",
            "ai.streaming.endpoints.openai.path=/v1",
            "ai.streaming.conversations.store=memory");

    /** What the tests of this class settle by. */
    @Configuration(proxyBeanMethods = false)
    static class SetTime {
        @Bean
        SetMeter meter() {
            return new SetMeter();
        }

        @Bean
        TokenBudget budget(SetMeter meter) {
            return new InMemoryTokenBudget(new TokenWindow(50, Duration.ofMinutes(10)), meter, 10);
        }
    }

    @AfterEach
    void close() {
        application.close();
    }

    private HttpResponse<String> ask(String path, String client) throws Exception {
        return application.get(path, "X-Forwarded-For", client);
    }

    private static void answer(ScriptedConnection connection) throws IOException {
        connection.head(200, "text/event-stream");
        connection.chunk(OpenAiWire.opening() + OpenAiWire.text("word") + OpenAiWire.ending());
        connection.end();
    }

    private double count(String outcome) {
        return application
                .bean(MeterRegistry.class)
                .get("ai.streaming.limits.tokens")
                .tag("outcome", outcome)
                .functionCounter()
                .count();
    }

    @Test
    void aClientThatHasUsedItsTokensIsRefusedUntilItsWindowIsOver() throws Exception {
        application.play(TokenLimitTests::answer);
        assertThat(ask(CHAT, ANN).body()).contains("word");
        application.awaitQuiet();
        application.bean(SetMeter.class).pass(Duration.ofMinutes(4));

        HttpResponse<String> refused = ask(CHAT, ANN);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("360");
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(refused.body())
                .contains("\"code\":\"rate_limited\"", "\"retryable\":true", "You have used up your tokens for now.");
        assertThat(application.provider.requests()).hasSize(1);
        assertThat(count("refused")).isEqualTo(1);
        assertThat(ask(CHAT, BOB).body()).as("another client").contains("word");

        application.bean(SetMeter.class).pass(Duration.ofMinutes(6));
        assertThat(ask(CHAT, ANN).body()).contains("word");
    }

    @Test
    void anAnswerThatUsesMoreEndsAndSaysWhyAndItsProviderIsStopped() throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        application.play(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("a".repeat(196)) + OpenAiWire.text("b"));
            connection.chunk(OpenAiWire.text("too much"));
            connection.waitForClientToLeave();
            stopped.countDown();
        });

        assertThat(ask(CHAT, ANN).body().replace(": keep-alive\n\n", ""))
                .startsWith("data: {\"content\":\"" + "a".repeat(196) + "\"}\n\ndata: {\"content\":\"b\"}\n\n"
                        + "data: {\"data\":{\"name\":\"limit\",\"value\":{\"reason\":\"tokens-per-client\","
                        + "\"message\":\"You have used up your tokens for now.\"")
                .contains("data: {\"finishReason\":\"length\"")
                .endsWith("}\n\ndata: [DONE]\n\n")
                .doesNotContain("too much");
        stopped.await();
        assertThat(count("cut")).isEqualTo(1);
    }

    @Test
    void anAnswerInOnePieceIsLimitedToo() throws Exception {
        application.play(TokenLimitTests::answer);
        assertThat(ask("/ask?question=hi", ANN).body()).isEqualTo("word");

        assertThat(ask("/ask?question=hi", ANN).statusCode()).isEqualTo(429);
        assertThat(application.provider.requests()).hasSize(1);
    }

    @Test
    void clientsOfOpenAiAreRefusedInItsWords() throws Exception {
        application.play(TokenLimitTests::answer);
        String question =
                "{\"model\":\"openai\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"stream\":true}";
        String path = "/v1/chat/completions";
        try (InputStream first = application
                .post(path, "application/json", question, "X-Forwarded-For", ANN)
                .body()) {
            assertThat(new String(first.readAllBytes(), StandardCharsets.UTF_8)).contains("word");
        }
        application.awaitQuiet();

        HttpResponse<InputStream> refused =
                application.post(path, "application/json", question, "X-Forwarded-For", ANN);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("600");
        try (InputStream body = refused.body()) {
            assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("\"type\":\"rate_limit_error\"", "\"code\":\"rate_limited\"");
        }
    }

    @Test
    void nobodyIsLimitedWhereThereIsNoRequest() {
        application.play(TokenLimitTests::answer);
        AiService ai = application.bean(AiService.class);
        for (int i = 0; i < 3; i++) {
            ChatResponse response = ai.task().prompt("hi").run();
            assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
        }
    }

    @Test
    void aQuestionThatIsRefusedIsNoPartOfItsConversation() throws Exception {
        application.play(TokenLimitTests::answer);
        assertThat(ask("/talk?id=1&question=first", ANN).body()).contains("word");
        application.awaitQuiet();
        assertThat(ask("/talk?id=1&question=second", ANN).statusCode()).isEqualTo(429);
        application.bean(SetMeter.class).pass(Duration.ofMinutes(10));

        assertThat(ask("/talk?id=1&question=third", ANN).body()).contains("word");
        assertThat(application.provider.requests().get(1).body())
                .contains("first", "word", "third")
                .doesNotContain("second");
    }
}
