package dev.aistreaming.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.Role;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitTests {

    @AutoClose
    private final Scripts scripts = new Scripts();

    private final AtomicReference<ScriptedConnection> connection = new AtomicReference<>();

    private ChatCall call(ScriptedServer server, AnswerLimits limits, ChatRequest request) {
        return new LimitProvider(scripts.openAi(server.url()), limits).newCall(request);
    }

    private RecordingListener ask(ScriptedServer server, int maxAnswerCharacters) {
        RecordingListener listener = new RecordingListener();
        call(server, new AnswerLimits(null, maxAnswerCharacters, null), ChatRequest.of("Hello?"))
                .start(listener);
        return listener.await();
    }

    /** A provider that sends these chunks and leaves the answer open. */
    private ScriptedServer open(String... chunks) {
        return new ScriptedServer(connection -> {
            this.connection.set(connection);
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening());
            for (String chunk : chunks) {
                connection.chunk(chunk);
            }
            connection.waitForClientToLeave();
        });
    }

    private static void assertCut(RecordingListener listener, String content) {
        assertThat(listener.response().content()).isEqualTo(content);
        assertThat(listener.response().finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(listener.content()).isEqualTo(content);
        assertThat(listener.events.get(0)).isInstanceOf(StreamEvent.Started.class);
        assertThat(listener.events.get(listener.events.size() - 1))
                .isEqualTo(new StreamEvent.Finished(
                        FinishReason.LENGTH, listener.response().usage()));
    }

    @Test
    void refusesARequestThatIsTooLongAndNamesTheLimit() {
        try (ScriptedServer server = new ScriptedServer(Scripts.answer("unwanted"))) {
            ChatRequest request = ChatRequest.builder()
                    .system("12345")
                    .message(Message.user("123"))
                    .message(Message.assistant("123"))
                    .build();
            AnswerLimits limits = new AnswerLimits(10, null, null);

            assertThatThrownBy(() -> call(server, limits, request))
                    .isInstanceOfSatisfying(
                            AiException.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
                    .hasMessageContaining("11 characters")
                    .hasMessageContaining("the limit is 10");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void refusesARequestWithTooManyBytesOfMediaWhereverTheyStand() {
        try (ScriptedServer server = new ScriptedServer(Scripts.answer("unwanted"))) {
            Media picture = Media.bytes(new byte[] {1, 2, 3, 4}, "image/png");
            ChatRequest request = ChatRequest.builder()
                    .message(Message.user(
                            new Part.Image(picture),
                            new Part.Image(Media.url("https://example.com/cat.png")),
                            new Part.File(Media.bytes(new byte[] {1, 2}, "application/pdf"), "a.pdf")))
                    .message(Message.assistant(new Part.ToolUse("call-1", "draw", "{}")))
                    .message(new Message(
                            Role.TOOL,
                            List.of(new Part.ToolResult("call-1", "draw", List.of(new Part.Image(picture)), false))))
                    .build();
            ChatProvider plain = scripts.openAi(server.url());

            assertThatExceptionOfType(AiException.class)
                    .isThrownBy(() -> new MediaLimitProvider(plain, 9).newCall(request))
                    .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
                    .withMessageContaining("have 10 bytes, but the limit is 9");
            assertThat(new MediaLimitProvider(plain, 10).newCall(request)).isNotNull();
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void takesARequestThatIsJustAsLongAsTheLimit() {
        try (ScriptedServer server = new ScriptedServer(Scripts.answer("Hello"))) {
            RecordingListener listener = new RecordingListener();
            call(server, new AnswerLimits(6, null, null), ChatRequest.of("Hello?"))
                    .start(listener);

            assertThat(listener.response().content()).isEqualTo("Hello");
        }
    }

    @Test
    void leavesAnAnswerAloneThatIsJustAsLongAsTheLimit() {
        try (ScriptedServer server = new ScriptedServer(Scripts.answer("Hello"))) {
            RecordingListener listener = ask(server, 5);

            assertThat(listener.response().content()).isEqualTo("Hello");
            assertThat(listener.response().finishReason()).isEqualTo(FinishReason.STOP);
            assertThat(listener.response().usage().outputTokens()).isEqualTo(40);
        }
    }

    @ParameterizedTest
    @CsvSource({"1,H", "4,Hell", "5,Hello", "6,'Hello '", "10,Hello worl"})
    void cutsAnAnswerExactly(int limit, String expected) {
        try (ScriptedServer server = open(OpenAiWire.text("Hello"), OpenAiWire.text(" world"))) {
            assertCut(ask(server, limit), expected);
        }
    }

    @Test
    void cutsWithinOneReadToo() {
        try (ScriptedServer server = open(OpenAiWire.text("Hello") + OpenAiWire.text(" world") + OpenAiWire.ending())) {
            assertCut(ask(server, 7), "Hello w");
        }
    }

    @ParameterizedTest
    @CsvSource({"2,ab", "3,ab", "4,ab👋", "5,ab👋", "6,ab👋👋"})
    void neverCutsInTheMiddleOfACharacter(int limit, String expected) {
        try (ScriptedServer server = open(OpenAiWire.text("ab👋👋"), OpenAiWire.text("and more"))) {
            assertCut(ask(server, limit), expected);
        }
    }

    @Test
    void neverLeavesAPairsFirstHalfAsTheWholeOfAPiece() {
        try (ScriptedServer server = open(OpenAiWire.text("ab"), OpenAiWire.text("👋"))) {
            assertCut(ask(server, 3), "ab");
        }
    }

    @Test
    void closesTheProvidersConnection() {
        try (ScriptedServer server = open(OpenAiWire.text("Hello"))) {
            ask(server, 3).response();

            await().until(() -> connection.get().clientLeft(0));
            assertThat(scripts.transport.openExchanges()).isZero();
        }
    }

    @Test
    void stopsAProviderThatNeverEnds() {
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening());
            while (true) {
                connection.chunk(OpenAiWire.text("0123456789"));
            }
        })) {
            assertCut(ask(server, 100_005), "0123456789".repeat(10_000) + "01234");
            await().until(() -> server.openConnections() == 0);
        }
    }

    @Test
    void reasoningCounts() {
        try (ScriptedServer server =
                open(Scripts.delta("{\"reasoning_content\":\"Hmmm\"}"), OpenAiWire.text("Hello"))) {
            RecordingListener listener = ask(server, 6);

            assertCut(listener, "He");
            assertThat(listener.response().reasoning()).isEqualTo("Hmmm");
        }
    }

    @Test
    void reasoningIsCutToo() {
        try (ScriptedServer server = open(Scripts.delta("{\"reasoning_content\":\"Hmmm\"}"))) {
            RecordingListener listener = ask(server, 3);

            assertCut(listener, "");
            assertThat(listener.response().reasoning()).isEqualTo("Hmm");
        }
    }

    @Test
    void argumentsOfToolsCountAndACallThatIsCutIsNoneAtAll() {
        String call = "{\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"function\":{\"name\":\"clock\","
                + "\"arguments\":\"{\\\"zone\\\":\"}}]}";
        String more = "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"\\\"UTC\\\"}\"}}]}";
        try (ScriptedServer server = open(OpenAiWire.text("Hi"), Scripts.delta(call), Scripts.delta(more))) {
            RecordingListener listener = ask(server, 22);

            assertCut(listener, "Hi");
            assertThat(listener.response().toolCalls()).isEmpty();
            assertThat(listener.events.stream().filter(StreamEvent.ToolCallDelta.class::isInstance))
                    .hasSize(1);
        }
    }

    @Test
    void idsAndNamesOfToolsCountEachTimeTheyCome() {
        String piece = Scripts.delta(
                "{\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"function\":{\"name\":\"clock\",\"arguments\":\"\"}}]}");
        try (ScriptedServer server = open(piece, piece, piece)) {
            RecordingListener listener = ask(server, 20);

            assertCut(listener, "");
            assertThat(listener.events)
                    .filteredOn(StreamEvent.ToolCallDelta.class::isInstance)
                    .hasSize(2);
        }
    }

    private RecordingListener askForTools(ScriptedServer server, int maxToolCalls) {
        RecordingListener listener = new RecordingListener();
        call(server, new AnswerLimits(null, null, maxToolCalls), ChatRequest.of("Hello?"))
                .start(listener);
        return listener.await();
    }

    private static String toolCall(int index) {
        return "{\"index\":" + index + ",\"id\":\"c" + index + "\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}";
    }

    @Test
    void anAnswerWithTooManyToolCallsIsMalformed() {
        String three = "{\"tool_calls\":[" + toolCall(0) + "," + toolCall(1) + "," + toolCall(2) + "]}";
        try (ScriptedServer server = open(OpenAiWire.text("Hi"), Scripts.delta(three))) {
            RecordingListener listener = askForTools(server, 2);

            assertThat(listener.error().code()).isEqualTo(ErrorCode.MALFORMED_RESPONSE);
            assertThat(listener.error()).hasMessageContaining("more than 2 tool calls");
            assertThat(listener.error().partial())
                    .extracting(ChatResponse::content)
                    .isEqualTo("Hi");
            assertThat(listener.content()).isEqualTo("Hi");
            assertThat(listener.events)
                    .filteredOn(StreamEvent.ToolCallDelta.class::isInstance)
                    .hasSize(2);
            await().until(() -> connection.get().clientLeft(0));
        }
    }

    @Test
    void anAnswerMayHaveAsManyToolCallsAsTheLimit() {
        String two = "{\"tool_calls\":[" + toolCall(0) + "," + toolCall(1) + "]}";
        try (ScriptedServer server =
                new ScriptedServer(Scripts.stream(OpenAiWire.opening(), Scripts.delta(two), OpenAiWire.ending()))) {
            assertThat(askForTools(server, 2).response().toolCalls()).hasSize(2);
        }
    }

    @Test
    void saysWhoAnsweredAndWithWhichModel() {
        try (ScriptedServer server = open(OpenAiWire.text("Hello"))) {
            RecordingListener listener = ask(server, 3);

            assertThat(listener.response().provider()).isEqualTo("openai");
            assertThat(listener.response().model()).isEqualTo("gpt-test");
            assertThat(listener.response().id()).isEqualTo("chatcmpl-1");
        }
    }

    @Test
    void cutsAnAnswerInOnePiece() {
        String whole = "{\"id\":\"chatcmpl-1\",\"model\":\"gpt-test\",\"choices\":[{\"index\":0,"
                + "\"message\":{\"content\":\"Hello\"},\"finish_reason\":\"stop\"}]}";
        try (ScriptedServer server = ScriptedServer.answering(200, "application/json", whole)) {
            assertCut(ask(server, 3), "Hel");
        }
    }

    @Test
    void cutsWhatTheProviderHeldBackToTheEnd() {
        try (ScriptedServer server = new ScriptedServer(Scripts.stream(
                OpenAiWire.opening(), OpenAiWire.text("abc"), OpenAiWire.text("\\ud83d"), OpenAiWire.ending()))) {
            assertCut(ask(server, 3), "abc");
        }
    }

    @Test
    void aFailureBeforeTheLimitIsAFailure() {
        try (ScriptedServer server = ScriptedServer.streaming(OpenAiWire.opening(), OpenAiWire.text("Hel"))) {
            RecordingListener listener = ask(server, 5);

            assertThat(listener.error().code()).isEqualTo(ErrorCode.TRUNCATED);
            assertThat(listener.content()).isEqualTo("Hel");
        }
    }

    @Test
    void aListenersFaultAtTheCutEndsTheCallWithAnInternalError() {
        assertFault(StreamEvent.Content.class);
    }

    @Test
    void aListenersFaultAfterTheCutEndsTheCallWithAnInternalError() {
        assertFault(StreamEvent.Finished.class);
    }

    private void assertFault(Class<? extends StreamEvent> where) {
        try (ScriptedServer server = open(OpenAiWire.text("Hello"))) {
            RecordingListener listener = new RecordingListener() {
                @Override
                protected void handle(StreamEvent event) {
                    if (where.isInstance(event)) {
                        throw new IllegalArgumentException("a fault of the listener");
                    }
                }
            };
            call(server, new AnswerLimits(null, 3, null), ChatRequest.of("Hello?"))
                    .start(listener);

            assertThat(listener.error().code()).isEqualTo(ErrorCode.INTERNAL);
            assertThat(listener.error()).hasRootCauseMessage("a fault of the listener");
            await().until(() -> connection.get().clientLeft(0));
        }
    }

    @Test
    void refusesALimitThatIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AnswerLimits(null, 0, null))
                .withMessageContaining("max-answer-characters");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AnswerLimits(null, null, 0))
                .withMessageContaining("max-tool-calls");
    }
}
