package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.conversation.MessageState;
import dev.aistreaming.spring.ScriptedApplication.Server;
import dev.aistreaming.testing.OpenAiWire;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Answers whose saving fails. */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class ConversationSavingTests {

    private static final String[] ANN = ConversationApplication.ANN;

    private final ScriptedApplication application =
            new ScriptedApplication(Server.TOMCAT, false, List.of(ConversationApplication.class, FragileStore.class));
    private final FragileStore.Store store = application.bean(FragileStore.Store.class);

    @BeforeEach
    void answer() {
        application.play(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("Fine.") + OpenAiWire.ending());
            connection.end();
        });
    }

    @AfterEach
    void close() {
        application.close();
    }

    private List<ErrorCode> errors() {
        return List.copyOf(application.bean(ConversationApplication.Controller.class).errors);
    }

    @Test
    void aStoreThatFailsForAMomentFailsNoAnswer(CapturedOutput output) throws Exception {
        store.failuresToCome.set(2);
        assertThat(application.get("/talk?id=1&question=Hi", ANN).body())
                .contains("Fine.", "[DONE]")
                .doesNotContain("error");
        assertThat(errors()).isEmpty();
        assertThat(application.get("/messages?id=1", ANN).body()).contains("Fine.");
        assertThat(output).doesNotContain(" ERROR ");
    }

    @Test
    void aWholeAnswerThatIsLostIsLoggedAsAnErrorOnce(CapturedOutput output) throws Exception {
        store.failingAnswers = true;
        assertThat(application.get("/talk?id=1&question=Hi", ANN).body()).contains("Fine.", "internal", "[DONE]");
        assertThat(output).containsOnlyOnce(" ERROR ").contains("An answer in conversation 1 could not be saved");
    }

    @Test
    void aHalfAnswerThatIsLostIsLoggedAsAnErrorOnce(CapturedOutput output) throws Exception {
        store.failing = MessageState.INTERRUPTED;
        application.play(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("Half"));
            connection.end();
        });
        assertThat(application.get("/talk?id=1&question=Hi", ANN).body()).contains("Half", "truncated", "[DONE]");
        await().untilAsserted(() -> assertThat(errors()).containsExactly(ErrorCode.TRUNCATED));
        assertThat(output).containsOnlyOnce(" ERROR ").contains("An answer in conversation 1 could not be saved");
    }
}
