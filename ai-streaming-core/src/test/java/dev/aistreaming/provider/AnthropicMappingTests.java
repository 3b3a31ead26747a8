package dev.aistreaming.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.StreamEvent.Content;
import dev.aistreaming.chat.StreamEvent.Finished;
import dev.aistreaming.chat.StreamEvent.Reasoning;
import dev.aistreaming.chat.StreamEvent.Started;
import dev.aistreaming.chat.StreamEvent.ToolCallDelta;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.provider.MappingFixture.Outcome;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;

class AnthropicMappingTests {

    private static final String START = event(
            "message_start",
            "\"message\":{\"id\":\"msg_1\",\"type\":\"message\","
                    + "\"role\":\"assistant\",\"model\":\"claude-x\",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null}");
    private static final String TEXT_BLOCK = block(0, "{\"type\":\"text\",\"text\":\"\"}");
    private static final String PING = event("ping", null);
    private static final String STOP = event("message_stop", null);
    private static final String END = messageDelta("end_turn", "{\"output_tokens\":7}") + STOP;

    private final MappingFixture anthropic = new MappingFixture(ProviderType.ANTHROPIC);

    /** An event, padded with blanks as the provider does it. */
    private static String event(String type, @Nullable String members) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"" + (members == null ? "" : "," + members)
                + "}      \n\n";
    }

    private static String block(int index, String block) {
        return event("content_block_start", "\"index\":" + index + ",\"content_block\":" + block);
    }

    private static String delta(int index, String delta) {
        return event("content_block_delta", "\"index\":" + index + ",\"delta\":" + delta);
    }

    private static String text(String text) {
        return delta(0, "{\"type\":\"text_delta\",\"text\":\"" + text + "\"}");
    }

    private static String blockStop(int index) {
        return event("content_block_stop", "\"index\":" + index);
    }

    private static String messageDelta(String reason, String usage) {
        return event(
                "message_delta",
                "\"delta\":{\"stop_reason\":\"" + reason + "\",\"stop_sequence\":null},\"usage\":" + usage);
    }

    private static String startWithUsage(String usage) {
        return event("message_start", "\"message\":{\"id\":\"msg_1\",\"usage\":" + usage + "}");
    }

    private Usage usageOf(String... events) {
        return anthropic.play(String.join("", events)).answer().usage();
    }

    @Test
    void mapsAnAnswerToItsEvents() {
        Outcome outcome =
                anthropic.play(START + TEXT_BLOCK + PING + text("Hel") + text("lo ") + PING + blockStop(0) + END);
        assertThat(outcome.events())
                .containsExactly(
                        new Started("msg_1", "claude-x"),
                        new Content("Hel"),
                        new Content("lo "),
                        new Finished(FinishReason.STOP, new Usage(null, 7, null, null, null)));
        assertThat(outcome.answer().content()).isEqualTo("Hello ");
        assertThat(outcome.answer().model()).isEqualTo("claude-x");
    }

    @Test
    void readsEventsWithoutTypesOfTheStream() {
        String stream = (START + TEXT_BLOCK + text("a") + END).replaceAll("event: .*\n", "");
        assertThat(anthropic.play(stream).answer().content()).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"message_start\",\"message\":{\"type\":\"message\",\"id\":\"msg_1\"}}",
                "{\"message\":{\"id\":\"msg_1\",\"type\":\"message\"},\"type\":\"message_start\"}"
            })
    void takesTheTypeOfTheEventAndNotThatOfTheMessageInIt(String document) {
        byte[] bytes = MappingFixture.utf8(document);
        JsonParser json = Json.parser(bytes, 0, bytes.length);
        json.nextToken();
        AnthropicEvent event = new AnthropicEvent();
        event.read(json);
        assertThat(event.type).isEqualTo("message_start");
        assertThat(event.id).isEqualTo("msg_1");
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn, STOP",
        "stop_sequence, STOP",
        "max_tokens, LENGTH",
        "model_context_window_exceeded, LENGTH",
        "tool_use, TOOL_CALLS",
        "refusal, CONTENT_FILTER",
        "pause_turn, OTHER",
        "something_new, OTHER"
    })
    void mapsStopReasons(String theirs, FinishReason ours) {
        assertThat(anthropic
                        .play(START + messageDelta(theirs, "{}") + STOP)
                        .answer()
                        .finishReason())
                .isEqualTo(ours);
    }

    @Test
    void isAnEmptyAnswerWhereThereIsNoBlock() {
        ChatResponse answer = anthropic
                .play(START + messageDelta("stop_sequence", "{}") + STOP)
                .answer();
        assertThat(answer.content()).isEmpty();
        assertThat(answer.finishReason()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void readsTextThatABlockBeginsWith() {
        assertThat(anthropic
                        .play(START + block(0, "{\"type\":\"text\",\"text\":\"a\"}") + text("b") + END)
                        .content())
                .isEqualTo("ab");
    }

    @Test
    void joinsSeveralTextBlocksWithoutSeparator() {
        assertThat(anthropic
                        .play(START
                                + TEXT_BLOCK
                                + text("a ")
                                + blockStop(0)
                                + block(1, "{\"type\":\"text\",\"text\":\"\"}")
                                + delta(1, "{\"type\":\"text_delta\",\"text\":\"b\"}")
                                + blockStop(1)
                                + END)
                        .answer()
                        .content())
                .isEqualTo("a b");
    }

    @Test
    void readsThinkingAsReasoning() {
        Outcome outcome = anthropic.play(START
                + block(0, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}")
                + delta(0, "{\"type\":\"thinking_delta\",\"thinking\":\"hm\"}")
                + delta(0, "{\"type\":\"signature_delta\",\"signature\":\"c2ln\"}")
                + blockStop(0)
                + block(1, "{\"type\":\"text\",\"text\":\"\"}")
                + delta(1, "{\"type\":\"text_delta\",\"text\":\"a\"}")
                + END);
        assertThat(outcome.events()).contains(new Reasoning("hm"), new Content("a"));
        assertThat(outcome.answer().reasoning()).isEqualTo("hm");
        assertThat(outcome.answer().content()).isEqualTo("a");
    }

    @Test
    void findsNoReasoningWhereThinkingHasOnlyASignature() {
        Outcome outcome = anthropic.play(START
                + block(0, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}")
                + delta(0, "{\"type\":\"signature_delta\",\"signature\":\"c2ln\"}")
                + blockStop(0)
                + END);
        assertThat(outcome.events()).hasSize(2);
        assertThat(outcome.answer().reasoning()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"redacted_thinking\",\"data\":\"no\"}",
                "{\"type\":\"server_tool_use\",\"id\":\"srv_1\",\"name\":\"web_search\",\"input\":{}}",
                "{\"type\":\"web_search_tool_result\",\"tool_use_id\":\"srv_1\",\"content\":[{\"type\":\"text\",\"text\":\"no\"}]}",
                "{\"type\":\"mcp_tool_use\",\"id\":\"mcp_1\",\"name\":\"no\"}",
                "{\"type\":\"invented_later\",\"text\":\"no\",\"thinking\":\"no\"}"
            })
    void skipsOtherBlocksAndTheirDeltas(String block) {
        Outcome outcome = anthropic.play(START
                + TEXT_BLOCK
                + text("a")
                + blockStop(0)
                + block(1, block)
                + delta(1, "{\"type\":\"input_json_delta\",\"partial_json\":\"{}\"}")
                + delta(1, "{\"type\":\"compaction_delta\",\"content\":\"no\"}")
                + blockStop(1)
                + END);
        assertThat(outcome.answer().content()).isEqualTo("a");
        assertThat(outcome.answer().reasoning()).isEmpty();
        assertThat(outcome.answer().toolCalls()).isEmpty();
    }

    @Test
    void skipsDeltasThatAreNoText() {
        assertThat(anthropic
                        .play(START
                                + TEXT_BLOCK
                                + text("a")
                                + delta(
                                        0,
                                        "{\"type\":\"citations_delta\",\"citation\":{\"type\":\"char\",\"text\":\"no\"}}")
                                + delta(0, "null")
                                + delta(0, "{\"type\":\"text_delta\",\"text\":null}")
                                + END)
                        .answer()
                        .content())
                .isEqualTo("a");
    }

    @Test
    void skipsUnknownEvents() {
        assertThat(anthropic
                        .play(START
                                + event("invented_later", "\"delta\":{\"text\":\"no\"}")
                                + TEXT_BLOCK
                                + text("a")
                                + event("done", "\"error\":null")
                                + END)
                        .answer()
                        .content())
                .isEqualTo("a");
    }

    // ---- tool calls

    @Test
    void putsAToolCallTogether() {
        Outcome outcome = anthropic.play(START
                + TEXT_BLOCK
                + text("a")
                + blockStop(0)
                + block(1, "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"f\",\"input\":{}}")
                + delta(1, "{\"type\":\"input_json_delta\",\"partial_json\":\"\"}")
                + delta(1, "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"a\\\"\"}")
                + delta(1, "{\"type\":\"input_json_delta\",\"partial_json\":\":1}\"}")
                + blockStop(1)
                + messageDelta("tool_use", "{}")
                + STOP);
        // numbered among the calls, not among the blocks
        assertThat(outcome.events())
                .contains(new ToolCallDelta(0, "toolu_1", "f", ""), new ToolCallDelta(0, null, null, "{\"a\""));
        assertThat(outcome.answer().toolCalls()).containsExactly(new ToolCall("toolu_1", "f", "{\"a\":1}"));
    }

    @Test
    void putsSeveralToolCallsTogether() {
        assertThat(anthropic
                        .play(START
                                + block(0, "{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"f\",\"input\":{}}")
                                + delta(0, "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"x\\\":1}\"}")
                                + blockStop(0)
                                + block(1, "{\"type\":\"tool_use\",\"id\":\"b\",\"name\":\"f\",\"input\":{}}")
                                + delta(1, "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"x\\\":2}\"}")
                                + blockStop(1)
                                + messageDelta("tool_use", "{}")
                                + STOP)
                        .answer()
                        .toolCalls())
                .containsExactly(new ToolCall("a", "f", "{\"x\":1}"), new ToolCall("b", "f", "{\"x\":2}"));
    }

    @Test
    void takesArgumentsThatNobodySentForAnEmptyObject() {
        assertThat(anthropic
                        .play(START
                                + block(0, "{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"f\",\"input\":{}}")
                                + delta(0, "{\"type\":\"input_json_delta\",\"partial_json\":\"\"}")
                                + blockStop(0)
                                + messageDelta("tool_use", "{}")
                                + STOP)
                        .answer()
                        .toolCalls())
                .containsExactly(new ToolCall("a", "f", "{}"));
    }

    // ---- usage

    @Test
    void addsCachedTokensToTheInput() {
        assertThat(usageOf(
                        startWithUsage("{\"input_tokens\":10,\"cache_creation_input_tokens\":200,"
                                + "\"cache_read_input_tokens\":3000,\"output_tokens\":1}"),
                        END))
                .isEqualTo(new Usage(3210, 7, 3000, 200, null));
    }

    @Test
    void replacesTheOutputAndDoesNotAddIt() {
        assertThat(usageOf(
                        startWithUsage("{\"input_tokens\":10,\"output_tokens\":5}"),
                        event("message_delta", "\"delta\":{},\"usage\":{\"output_tokens\":20}"),
                        messageDelta("end_turn", "{\"output_tokens\":30}"),
                        STOP))
                .isEqualTo(new Usage(10, 30, null, null, null));
    }

    @Test
    void takesTheLastInputThatIsReported() {
        assertThat(usageOf(
                        startWithUsage("{\"input_tokens\":0,\"cache_read_input_tokens\":0,\"output_tokens\":0}"),
                        messageDelta(
                                "end_turn",
                                "{\"input_tokens\":32,\"output_tokens\":4,\"cache_read_input_tokens\":null}"),
                        STOP))
                .isEqualTo(new Usage(32, 4, 0, null, null));
    }

    @Test
    void anAnswerThatBreaksOffDoesNotTellTheOutputItHasBegunWith() {
        AiException error = anthropic
                .play(startWithUsage("{\"input_tokens\":10,\"output_tokens\":1}") + TEXT_BLOCK + text("Hello"))
                .failure();

        assertThat(Objects.requireNonNull(error.partial()).usage()).isEqualTo(new Usage(10, null, null, null, null));
    }

    @Test
    void readsThinkingTokensAsPartOfTheOutput() {
        assertThat(usageOf(
                        START,
                        messageDelta(
                                "end_turn",
                                "{\"output_tokens\":40,\"output_tokens_details\":{\"thinking_tokens\":30}}"),
                        STOP))
                .isEqualTo(new Usage(null, 40, null, null, 30));
    }

    @Test
    void aNegativeCountIsNone() {
        assertThat(usageOf(
                        startWithUsage("{\"input_tokens\":10,\"cache_read_input_tokens\":-4,\"output_tokens\":1}"),
                        messageDelta("end_turn", "{\"output_tokens\":-2}"),
                        STOP))
                .isEqualTo(new Usage(10, 1, null, null, null));
    }

    @Test
    void aSumThatIsTooLargeForACountIsNone() {
        assertThat(usageOf(
                        startWithUsage("{\"input_tokens\":10,\"cache_read_input_tokens\":2147483647}"),
                        messageDelta("end_turn", "{\"output_tokens\":2}"),
                        STOP))
                .isEqualTo(new Usage(null, 2, 2147483647, null, null));
    }

    @Test
    void guessesNoUsage() {
        assertThat(usageOf(START, TEXT_BLOCK, text("a"), STOP)).isEqualTo(Usage.UNKNOWN);
        assertThat(usageOf(startWithUsage("null"), messageDelta("end_turn", "[]"), STOP))
                .isEqualTo(Usage.UNKNOWN);
    }

    // ---- endings and errors

    @Test
    void isTruncatedWithoutItsLastEvents() {
        Outcome outcome = anthropic.play(START + TEXT_BLOCK + text("a") + blockStop(0));
        assertThat(outcome.code()).isEqualTo(ErrorCode.TRUNCATED);
        assertThat(outcome.content()).isEqualTo("a");
    }

    @Test
    void isWholeWithAStopReasonThoughTheLastEventIsMissing() {
        assertThat(anthropic
                        .play(START + TEXT_BLOCK + text("a") + messageDelta("end_turn", "{}"))
                        .answer()
                        .content())
                .isEqualTo("a");
    }

    @Test
    void ignoresWhatFollowsTheLastEvent() {
        // OpenRouter adds one more
        assertThat(anthropic
                        .play(START + TEXT_BLOCK + text("a") + END + "event: data\ndata: [DONE]\n\n" + text("b"))
                        .content())
                .isEqualTo("a");
    }

    @Test
    void isAnErrorWhereTheFirstEventIsOne() {
        Outcome outcome = anthropic.play("event: error\ndata: {\"type\":\"error\",\"error\":{\"details\":null,"
                + "\"type\":\"overloaded_error\",\"message\":\"Overloaded\"},\"request_id\":\"req_7\"}\n\n");
        AiException error = outcome.failure();
        assertThat(error.code()).isEqualTo(ErrorCode.OVERLOADED);
        assertThat(error.retryable()).isTrue();
        assertThat(error.providerMessage()).isEqualTo("Overloaded");
        assertThat(error.requestId()).isEqualTo("req_7");
        assertThat(outcome.events()).isEmpty();
    }

    @Test
    void isAnErrorAfterText() {
        Outcome outcome = anthropic.play(START + TEXT_BLOCK + text("a")
                + "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"x\"}}\n\n");
        assertThat(outcome.code()).isEqualTo(ErrorCode.PROVIDER_ERROR);
        assertThat(outcome.content()).isEqualTo("a");
    }

    @Test
    void isAnErrorAfterTheStopReason() {
        assertThat(anthropic
                        .play(
                                START + messageDelta("end_turn", "{}")
                                        + "data: {\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"x\"}}\n\n")
                        .code())
                .isEqualTo(ErrorCode.RATE_LIMITED);
    }

    @Test
    void isAnErrorWhateverTheTypeOfTheEventSays() {
        assertThat(anthropic
                        .play(START
                                + "event: ping\ndata: {\"error\":{\"type\":\"timeout_error\",\"message\":\"x\"}}\n\n")
                        .code())
                .isEqualTo(ErrorCode.PROVIDER_ERROR);
    }

    @Test
    void readsAPlainErrorDocument() {
        assertThat(anthropic
                        .contentType("application/json")
                        .play("{\"type\":\"error\",\"error\":{\"type\":\"authentication_error\",\"message\":\"x\"}}")
                        .code())
                .isEqualTo(ErrorCode.AUTHENTICATION);
    }

    @Test
    void readsAnAnswerInOnePiece() {
        ChatResponse answer = anthropic
                .contentType("application/json")
                .play(
                        "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-x\",\"content\":["
                                + "{\"type\":\"thinking\",\"thinking\":\"hm\"},{\"type\":\"text\",\"text\":\"a\"},"
                                + "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"f\",\"input\":{\"x\":1}},"
                                + "{\"type\":\"invented_later\",\"text\":\"no\"}],"
                                + "\"stop_reason\":\"tool_use\",\"usage\":{\"input_tokens\":1,\"output_tokens\":2}}")
                .answer();
        assertThat(answer.id()).isEqualTo("msg_1");
        assertThat(answer.reasoning()).isEqualTo("hm");
        assertThat(answer.content()).isEqualTo("a");
        assertThat(answer.toolCalls()).containsExactly(new ToolCall("toolu_1", "f", "{\"x\":1}"));
        assertThat(answer.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(answer.usage()).isEqualTo(new Usage(1, 2, null, null, null));
    }

    @Test
    void isMalformedWhereAnEventIsNoObject() {
        assertThat(anthropic.play("data: []\n\n").code()).isEqualTo(ErrorCode.MALFORMED_RESPONSE);
        assertThat(anthropic
                        .play("data: {\"type\":\"message_start\",\"message\":{\n\n")
                        .code())
                .isEqualTo(ErrorCode.MALFORMED_RESPONSE);
    }

    private static final String OUTPUT_BLOCK =
            block(0, "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"answer_with_json\",\"input\":{}}");

    private static String input(String json) {
        return delta(0, "{\"type\":\"input_json_delta\",\"partial_json\":\"" + json + "\"}");
    }

    @Test
    void theCallThatWasForcedIsTheAnswer() {
        ChatResponse answer = anthropic
                .play(START
                        + OUTPUT_BLOCK
                        + input("")
                        + input("{\\\"a\\\":")
                        + input("1}")
                        + blockStop(0)
                        + messageDelta("tool_use", "{\"output_tokens\":7}")
                        + STOP)
                .answer();
        assertThat(answer.content()).isEqualTo("{\"a\":1}");
        assertThat(answer.toolCalls()).isEmpty();
        assertThat(answer.finishReason()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void theCallThatWasForcedMayBeCut() {
        ChatResponse answer = anthropic
                .play(START
                        + OUTPUT_BLOCK
                        + input("{\\\"a")
                        + messageDelta("max_tokens", "{\"output_tokens\":7}")
                        + STOP)
                .answer();
        assertThat(answer.content()).isEqualTo("{\"a");
        assertThat(answer.finishReason()).isEqualTo(FinishReason.LENGTH);
    }
}
