package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/** A provider whose connections die at any token, in whatever way they die. Nobody who asks sees an error. */
@Tag("integration")
@Timeout(300)
class KilledProvidersTests {

    private static final int STREAMS = 1000;
    private static final int AT_A_TIME = 8;
    private static final int TOKENS = 20;
    private static final Pattern QUESTION = Pattern.compile("question-(\\d+)");
    private static final Pattern CONTENT = Pattern.compile("\\{\"content\":\"([^\"]*)\"}");

    private final long seed = new Random().nextLong();

    private static int number(ScriptedConnection connection) {
        Matcher question = QUESTION.matcher(connection.request().body());
        assertThat(question.find()).isTrue();
        return Integer.parseInt(question.group(1));
    }

    private void dies(ScriptedConnection connection) throws IOException {
        Random random = new Random(seed + number(connection));
        int tokens = random.nextInt(TOKENS + 1);
        connection.head(200, "text/event-stream");
        StringBuilder piece = new StringBuilder(OpenAiWire.opening());
        for (int i = 0; i < tokens; i++) {
            piece.append(OpenAiWire.text("lost" + i + " "));
            if (i == tokens - 1 || random.nextInt(4) == 0) {
                connection.chunk(piece.toString());
                piece.setLength(0);
            }
        }
        switch (random.nextInt(3)) {
            case 0 -> connection.reset();
            case 1 -> connection.close();
            default -> connection.end(); // as HTTP wants it, and without a finish reason
        }
    }

    private static void answers(ScriptedConnection connection) throws IOException {
        connection.head(200, "text/event-stream");
        connection.chunk(OpenAiWire.opening() + OpenAiWire.text("answer ") + OpenAiWire.text("to "));
        connection.chunk(OpenAiWire.text(String.valueOf(number(connection))) + OpenAiWire.ending());
        connection.end();
    }

    private static String shown(String stream) {
        StringBuilder text = new StringBuilder();
        stream.lines().forEach(line -> {
            if (line.startsWith("data: {\"reset\":")) {
                text.setLength(0);
            }
            Matcher content = CONTENT.matcher(line);
            if (content.find()) {
                text.append(content.group(1));
            }
        });
        return text.toString();
    }

    @Test
    void whoAsksGetsTheWholeAnswerOfTheSecondAndNoError() throws Exception {
        try (ScriptedServer spare = new ScriptedServer(KilledProvidersTests::answers);
                ScriptedApplication application = new ScriptedApplication(
                        this::dies,
                        "ai.streaming.default-provider=openai",
                        "ai.streaming.failover=restart",
                        "ai.streaming.fallback=spare",
                        "ai.streaming.retry.max-attempts=1",
                        "ai.streaming.providers.spare.type=openai",
                        "ai.streaming.providers.spare.base-url=" + spare.url(),
                        "ai.streaming.providers.spare.model=spare-model")) {
            LoggingSystem logging = application.bean(LoggingSystem.class);
            logging.setLogLevel("dev.aistreaming", LogLevel.ERROR); // two lines for each are many
            ExecutorService browsers = Executors.newFixedThreadPool(AT_A_TIME);
            int resets = 0;
            try {
                List<Future<String>> streams = new ArrayList<>();
                for (int i = 0; i < STREAMS; i++) {
                    String path = "/chat?question=question-" + i;
                    streams.add(browsers.submit(() -> application.get(path).body()));
                }
                for (int i = 0; i < STREAMS; i++) {
                    String stream = streams.get(i).get();
                    assertThat(stream)
                            .as("stream %d of seed %d", i, seed)
                            .doesNotContain("\"error\"")
                            .endsWith("data: [DONE]\n\n");
                    assertThat(shown(stream))
                            .as("stream %d of seed %d", i, seed)
                            .isEqualTo("answer to " + i);
                    resets += stream.contains("\"reset\"") ? 1 : 0;
                }
            } finally {
                browsers.shutdownNow();
                logging.setLogLevel("dev.aistreaming", null);
            }
            assertThat(resets).as("answers that had begun, seed %d", seed).isGreaterThan(STREAMS / 2);
            application.awaitQuiet();
        }
    }
}
