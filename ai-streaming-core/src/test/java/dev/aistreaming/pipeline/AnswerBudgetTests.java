package dev.aistreaming.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedServer;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Each block is of 4,096 characters, of 2 bytes. */
class AnswerBudgetTests {

    private static final AnswerLimits ANY = new AnswerLimits(null, null, null);
    private static final int BLOCK = 2 * 4096;

    @AutoClose
    private final Scripts scripts = new Scripts();

    private final AnswerBudget budget = new AnswerBudget(2 * BLOCK);

    private ChatCall start(ScriptedServer server, RecordingListener listener) {
        ChatCall call = new LimitProvider(scripts.openAi(server.url()), ANY, budget).newCall(ChatRequest.of("Hello?"));
        call.start(listener);
        return call;
    }

    private static ScriptedServer open(String text) {
        return new ScriptedServer(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text(text));
            connection.waitForClientToLeave();
        });
    }

    private static ScriptedServer whole(String... texts) {
        return new ScriptedServer(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening());
            for (String text : texts) {
                connection.chunk(OpenAiWire.text(text));
            }
            connection.chunk(OpenAiWire.ending());
            connection.end();
        });
    }

    @Test
    void anAnswerBeyondTheBudgetEndsAndTellsWhatHadCome() {
        try (ScriptedServer server = whole("a".repeat(4096), "b".repeat(4096), "c")) {
            RecordingListener listener = new RecordingListener();
            start(server, listener);

            AiException error = Objects.requireNonNull(listener.await().error());
            assertThat(error.code()).isEqualTo(ErrorCode.BUSY);
            assertThat(error.userMessage()).isEqualTo("Too many long answers are being written at this moment.");
            assertThat(Objects.requireNonNull(error.partial()).content()).endsWith("bc");
            assertThat(listener.content()).endsWith("bc");
            assertThat(budget.taken()).isZero();
        }
    }

    @Test
    void answersShareTheBudgetAndGiveTheirsBack() {
        try (ScriptedServer first = open("one");
                ScriptedServer second = open("two");
                ScriptedServer third = whole("a".repeat(4096), "b")) {
            ChatCall one = start(first, new RecordingListener());
            ChatCall two = start(second, new RecordingListener());
            await().until(() -> budget.taken() == 2 * BLOCK);

            RecordingListener refused = new RecordingListener();
            start(third, refused);
            assertThat(Objects.requireNonNull(refused.await().error()).code()).isEqualTo(ErrorCode.BUSY);

            one.cancel();
            two.cancel();
            await().until(() -> budget.taken() == 0);
            RecordingListener taken = new RecordingListener();
            start(third, taken);
            assertThat(taken.await().response().content()).endsWith("ab");
            await().until(() -> budget.taken() == 0);
        }
    }

    @Test
    void aWholeAnswerGivesItsShareBack() {
        try (ScriptedServer server = whole("hello")) {
            RecordingListener listener = new RecordingListener();
            start(server, listener);
            assertThat(listener.await().response().content()).isEqualTo("hello");
            await().until(() -> budget.taken() == 0);
        }
    }

    @Test
    void aShortAnswerDoesNotSufferFromLongOnes() {
        try (ScriptedServer first = open("one");
                ScriptedServer second = open("two");
                ScriptedServer third = whole("three")) {
            start(first, new RecordingListener());
            start(second, new RecordingListener());
            await().until(() -> budget.taken() == 2 * BLOCK);

            RecordingListener listener = new RecordingListener();
            start(third, listener);
            assertThat(listener.await().response().content()).isEqualTo("three");
        }
    }
}
