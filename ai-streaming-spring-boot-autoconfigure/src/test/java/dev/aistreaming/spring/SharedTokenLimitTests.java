package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.pipeline.TokenBudget;
import dev.aistreaming.pipeline.TokenLimits;
import dev.aistreaming.spring.redis.TestRedis;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedConnection;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Two instances with one Redis, and clients that have 50 tokens; an answer takes 52. */
@Tag("integration")
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class SharedTokenLimitTests {

    private static final String CHAT = "/chat?question=hi";
    private static final String WARNING = "no client is limited until it does";

    private final TestRedis redis = TestRedis.startOwn();
    private final ScriptedApplication one = instance();
    private final ScriptedApplication other = instance();

    private ScriptedApplication instance() {
        return new ScriptedApplication(
                SharedTokenLimitTests::answer,
                "spring.data.redis.url=" + redis.url(),
                "ai.streaming.resume.enabled=true",
                "ai.streaming.resume.store=redis",
                "ai.streaming.limits.tokens-per-client.tokens=50");
    }

    private static void answer(ScriptedConnection connection) throws IOException {
        connection.head(200, "text/event-stream");
        connection.chunk(OpenAiWire.opening() + OpenAiWire.text("word") + OpenAiWire.ending());
        connection.end();
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
        redis.close();
    }

    @Test
    void whatIsUsedOnOneInstanceIsUsedOnTheOther() throws Exception {
        assertThat(one.get(CHAT).body()).contains("word");

        await().untilAsserted(() -> assertThat(other.get(CHAT).statusCode()).isEqualTo(429));
        assertThat(one.get(CHAT).statusCode()).isEqualTo(429);
    }

    @Test
    void nobodyIsRefusedWhileRedisIsAwayAndTheLogSaysItOnce(CapturedOutput log) throws Exception {
        assertThat(one.get(CHAT).body()).contains("word");
        TokenBudget budget = one.bean(TokenBudget.class);
        await().ignoreExceptions()
                .until(() -> budget.remaining("address 127.0.0.1")
                                .toCompletableFuture()
                                .get()
                        < 50);
        int before = log.toString().length();
        redis.stop();

        assertThat(one.get(CHAT).body()).contains("word").endsWith("data: [DONE]\n\n");
        assertThat(one.get(CHAT).body()).contains("word").endsWith("data: [DONE]\n\n");
        assertThat(one.bean(TokenLimits.class).unanswered()).isGreaterThan(1);
        assertThat(log.toString().substring(before)).containsOnlyOnce(WARNING);
        redis.restart();
    }
}
