package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aistreaming.conversation.ConversationKey;
import dev.aistreaming.conversation.ConversationStore;
import dev.aistreaming.spring.FailoverApplication.News;
import dev.aistreaming.spring.ScriptedApplication.Server;
import dev.aistreaming.spring.autoconfigure.InvalidSettingException;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A provider that breaks off in the middle, and what each format says of it. */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(60)
class FailoverTests {

    private static final ScriptedServer SPARE =
            ScriptedServer.streaming(OpenAiWire.opening() + OpenAiWire.text("All of it") + OpenAiWire.ending());
    private static @Nullable ScriptedApplication shared;

    private static ScriptedApplication application() {
        return Objects.requireNonNull(shared);
    }

    private static List<String> news() {
        return application().bean(News.class).all;
    }

    @BeforeAll
    static void open() {
        shared = new ScriptedApplication(
                Server.TOMCAT,
                false,
                List.of(FailoverApplication.class),
                "ai.streaming.default-provider=openai",
                "ai.streaming.failover=restart",
                "ai.streaming.fallback=spare",
                "ai.streaming.fallback-codes=truncated,provider_error,overloaded,tool_failed",
                "ai.streaming.tools.end-on-failure=true",
                "ai.streaming.retry.max-attempts=1",
                "ai.streaming.conversations.store=memory",
                "ai.streaming.sse.format=json",
                "ai.streaming.providers.spare.type=openai",
                "ai.streaming.providers.spare.base-url=" + SPARE.url(),
                "ai.streaming.providers.spare.model=spare-model");
    }

    @BeforeEach
    void breakOff() {
        SPARE.requests().clear();
        news().clear();
        application().play(FailoverTests::half);
    }

    @AfterAll
    static void close() {
        application().close();
        SPARE.close();
    }

    private static void half(ScriptedConnection connection) throws IOException {
        connection.head(200, "text/event-stream");
        connection.chunk(OpenAiWire.opening() + OpenAiWire.text("Half"));
        connection.end();
    }

    private static String as(String format) throws Exception {
        return application().get("/as/" + format + "/hi").body();
    }

    private static String aiSdk(String more) throws Exception {
        String body = "{\"id\":\"c1\",\"messages\":[{\"id\":\"m1\",\"role\":\"user\",\"parts\":[{\"type\":\"text\","
                + "\"text\":\"hi\"}]}]" + more + "}";
        return new String(
                application().post("/ai-sdk", "application/json", body).body().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void jsonSaysThatWhatHadComeIsVoid() throws Exception {
        assertThat(as("json"))
                .isEqualTo("data: {\"content\":\"Half\"}\n\ndata: {\"reset\":{\"reason\":\"failover\"}}\n\n"
                        + "data: {\"content\":\"All of it\"}\n\ndata: [DONE]\n\n");
    }

    @Test
    void theAiSdkResetsItsStepWhereTheClientKnowsThat() throws Exception {
        assertThat(aiSdk(",\"reset-step\":true"))
                .containsSubsequence(
                        "\"delta\":\"Half\"",
                        "{\"type\":\"reset-step\"}",
                        "\"delta\":\"All of it\"",
                        "{\"type\":\"finish\"")
                .doesNotContain("data-reset", "\"type\":\"error\"");
    }

    @Test
    void theAiSdkGetsDataWhereTheClientDoesNot() throws Exception {
        assertThat(aiSdk(""))
                .containsSubsequence(
                        "\"delta\":\"Half\"",
                        "{\"type\":\"data-reset\",\"data\":{\"reason\":\"failover\"}}",
                        "\"delta\":\"All of it\"",
                        "{\"type\":\"finish\"")
                .doesNotContain("reset-step", "\"type\":\"error\"");
    }

    @Test
    void agUiBeginsAnotherMessage() throws Exception {
        String stream = as("ag-ui");
        List<String> messages = stream.lines()
                .filter(line -> line.contains("TEXT_MESSAGE_START"))
                .map(line -> line.replaceAll(".*\"messageId\":\"([^\"]+)\".*", "$1"))
                .toList();

        assertThat(messages).hasSize(2).doesNotHaveDuplicates();
        assertThat(stream)
                .containsSubsequence(
                        "\"delta\":\"Half\"",
                        "{\"type\":\"CUSTOM\",\"name\":\"reset\",\"value\":{\"reason\":\"failover\",\"messageId\":\""
                                + messages.get(0) + "\"}}",
                        "\"delta\":\"All of it\"",
                        "RUN_FINISHED");
    }

    @Test
    void openAiGetsTheErrorOfTheFirstProvider() throws Exception {
        assertThat(as("openai"))
                .contains("\"content\":\"Half\"", "\"error\":{", "truncated")
                .doesNotContain("All of it");
        assertThat(SPARE.requests()).isEmpty();
    }

    @Test
    void aPlainTextIsBrokenOff() {
        assertThatThrownBy(() -> as("text")).isInstanceOf(IOException.class);
        assertThat(SPARE.requests()).isEmpty();
    }

    @Test
    void aFormatOfTheApplicationThatDoesNotSaySoGetsTheError() throws Exception {
        assertThat(as("plain")).isEqualTo("data: Half\n\ndata: truncated\n\n");
        assertThat(SPARE.requests()).isEmpty();
    }

    @Test
    void openAiBeginsWithTheSecondWhereNothingHadCome() throws Exception {
        application().play(connection -> connection.whole(503, "application/json", "{}"));
        assertThat(as("openai")).contains("\"content\":\"All of it\"").doesNotContain("error");
    }

    @Test
    void aTaskMayWantNone() throws Exception {
        assertThat(application().get("/never").body()).contains("\"code\":\"truncated\"");
        assertThat(SPARE.requests()).isEmpty();
    }

    @Test
    void theApplicationIsToldTheSecondAnswerAndObserversOfBoth(CapturedOutput output) throws Exception {
        as("json");
        assertThat(news()).containsExactly("openai to spare: truncated", "complete: All of it");
        assertThat(output.getAll())
                .contains("'openai' has failed in the middle of an answer, which starts over with 'spare'");
    }

    @Test
    void aConversationKeepsTheSecondAnswer() throws Exception {
        application().get("/talk");
        assertThat(application().bean(ConversationStore.class).messages(new ConversationKey(null, "c1")))
                .extracting(stored -> stored.message().text())
                .containsExactly("hi", "All of it");
    }

    private static void calls(ScriptedConnection connection) throws IOException {
        connection.head(200, "text/event-stream");
        String tool = connection.request().body().contains("\"sell\"") ? "sell" : "find";
        connection.chunk(OpenAiWire.opening() + OpenAiWire.text("Let me see. ") + ToolStreamTests.call(tool, "{}"));
        connection.end();
    }

    @Test
    void aToolThatHasRunIsNotRunAgain() throws Exception {
        application().play(FailoverTests::calls);
        assertThat(application().get("/tool/sell").body()).contains("\"code\":\"tool_failed\"");
        assertThat(SPARE.requests()).isEmpty();
    }

    @Test
    void aToolThatIsDeclaredRepeatableMayBe() throws Exception {
        application().play(FailoverTests::calls);
        assertThat(application().get("/tool/find").body())
                .containsSubsequence("Let me see. ", "\"reset\"", "All of it")
                .doesNotContain("error");
    }

    @Test
    void anAnswerInOnePieceIsTheSecond() throws Exception {
        assertThat(application().get("/ask?question=hi").body()).isEqualTo("All of it");
    }

    @Test
    void refusesToBeginAnewWithTheOnlyProvider() {
        try (ScriptedServer provider = ScriptedServer.streaming()) {
            assertThatThrownBy(() -> new ScriptedApplication(provider, "ai.streaming.failover=restart").close())
                    .hasRootCauseInstanceOf(InvalidSettingException.class)
                    .rootCause()
                    .hasMessageContaining("ai.streaming.failover is restart, and there is no other provider");
        }
    }

    @Test
    void saysWhereOnlyTasksCouldNameSomebody(CapturedOutput output) {
        try (ScriptedServer provider = ScriptedServer.streaming()) {
            new ScriptedApplication(
                            provider,
                            "ai.streaming.failover=restart",
                            "ai.streaming.default-provider=openai",
                            "ai.streaming.providers.spare.type=openai",
                            "ai.streaming.providers.spare.base-url=" + SPARE.url(),
                            "ai.streaming.providers.spare.model=spare-model")
                    .close();
        }
        assertThat(output.getAll()).contains("ai.streaming.failover is restart, but ai.streaming.fallback is empty");
    }
}
