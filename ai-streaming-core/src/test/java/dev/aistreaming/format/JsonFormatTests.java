package dev.aistreaming.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.sse.SseEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The wire format that browsers rely on, byte for byte. */
class JsonFormatTests {

    private static final String DONE = "data: [DONE]\n\n";

    private static final JsonFormat REASONING = new JsonFormat(true, false, false, false);
    private static final JsonFormat TOOL_CALLS = new JsonFormat(false, true, false, false);
    private static final JsonFormat METADATA = new JsonFormat(false, false, true, false);
    private static final JsonFormat EXPOSED = new JsonFormat(false, false, false, true);
    private static final JsonFormat ALL = new JsonFormat(true, true, true, true);
    private static final JsonFormat ALL_BUT_EXPOSED = new JsonFormat(true, true, true, false);

    private static String wire(JsonFormat format, Consumer<StreamEncoder> events) {
        SseEncoder out = new SseEncoder();
        events.accept(format.newEncoder(out, StreamInfo.of("0123456789abcdef0123456789abcdef")));
        return new String(out.take(), StandardCharsets.UTF_8);
    }

    private static ChatResponse response(Usage usage, @Nullable String model, ToolCall... toolCalls) {
        return new ChatResponse("id-1", "local", model, "Hello", "", List.of(toolCalls), FinishReason.STOP, usage);
    }

    private static ChatResponse response(ToolCall... toolCalls) {
        return response(Usage.UNKNOWN, "m-1", toolCalls);
    }

    private static Usage usage(@Nullable Integer input, @Nullable Integer output) {
        return new Usage(input, output, 3, 4, 5);
    }

    private static String toolCall(String arguments) {
        return wire(TOOL_CALLS, out -> out.complete(response(new ToolCall("call_1", "f", arguments))));
    }

    private static String error(JsonFormat format, AiException.Builder error) {
        return wire(format, out -> out.error(error.build()));
    }

    @Test
    void writesAnAnswer() {
        String wire = wire(JsonFormat.CONTENT_ONLY, out -> {
            out.started(new StreamEvent.Started("id-1", "m-1"));
            out.content(new StreamEvent.Content("Hello"));
            out.content(new StreamEvent.Content(" world"));
            out.finished(new StreamEvent.Finished(FinishReason.STOP, usage(1, 2)));
            out.complete(response());
        });
        assertThat(wire).isEqualTo("data: {\"content\":\"Hello\"}\n\ndata: {\"content\":\" world\"}\n\n" + DONE);
    }

    @Test
    void keepsBlanksAndLineBreaksOfContent() {
        assertThat(wire(
                        JsonFormat.CONTENT_ONLY,
                        out -> out.content(new StreamEvent.Content(" \n\r\n \"\uD83D\uDE00 "))))
                .isEqualTo("data: {\"content\":\" \\n\\r\\n \\\"\uD83D\uDE00 \"}\n\n");
    }

    @Test
    void writesNothingButDoneForAnEmptyAnswer() {
        assertThat(wire(JsonFormat.CONTENT_ONLY, out -> out.complete(response())))
                .isEqualTo(DONE);
    }

    @Test
    void leavesReasoningOutUnlessItIsAskedFor() {
        assertThat(wire(JsonFormat.CONTENT_ONLY, out -> out.reasoning(new StreamEvent.Reasoning("hm"))))
                .isEmpty();
        assertThat(wire(REASONING, out -> out.reasoning(new StreamEvent.Reasoning("hm\n"))))
                .isEqualTo("data: {\"reasoning\":\"hm\\n\"}\n\n");
    }

    @Test
    void leavesToolCallsOutUnlessTheyAreAskedFor() {
        ToolCall call = new ToolCall("call_1", "f", "{}");
        assertThat(wire(JsonFormat.CONTENT_ONLY, out -> out.complete(response(call))))
                .isEqualTo(DONE);
    }

    @Test
    void writesToolCallsWholeAndNotInPieces() {
        assertThat(wire(ALL, out -> out.toolCallDelta(new StreamEvent.ToolCallDelta(0, "call_1", "f", "{"))))
                .isEmpty();
        assertThat(toolCall("{\"city\":\"Rome\",\"days\":[1,2.50]}"))
                .isEqualTo("data: {\"toolCall\":{\"id\":\"call_1\",\"name\":\"f\","
                        + "\"arguments\":{\"city\":\"Rome\",\"days\":[1,2.50]}}}\n\n" + DONE);
    }

    @Test
    void writesEveryToolCallInItsOrder() {
        String wire = wire(
                TOOL_CALLS,
                out -> out.complete(response(new ToolCall("a", "f", "{}"), new ToolCall("b", "g\"", "{\"x\":1}"))));
        assertThat(wire)
                .isEqualTo("data: {\"toolCall\":{\"id\":\"a\",\"name\":\"f\",\"arguments\":{}}}\n\n"
                        + "data: {\"toolCall\":{\"id\":\"b\",\"name\":\"g\\\"\",\"arguments\":{\"x\":1}}}\n\n" + DONE);
    }

    @Test
    void putsArgumentsOfSeveralLinesOnOne() {
        assertThat(toolCall("{\n  \"text\": \"a\\nb\"\r\n}"))
                .isEqualTo("data: {\"toolCall\":{\"id\":\"call_1\",\"name\":\"f\","
                        + "\"arguments\":{   \"text\": \"a\\nb\"  }}}\n\n" + DONE);
    }

    @Test
    void writesArgumentsThatWereCutAsAString() {
        assertThat(toolCall("{\"city\":\"Ro"))
                .isEqualTo("data: {\"toolCall\":{\"id\":\"call_1\",\"name\":\"f\","
                        + "\"arguments\":\"{\\\"city\\\":\\\"Ro\"}}\n\n" + DONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[1]", "1", "null", "\"x\"", "{} {}", "{}x", "{\"a\":\"raw\nbreak\"}", "{\"a\":1,}", "nonsense"})
    void writesArgumentsThatAreNoObjectAsAString(String arguments) {
        assertThat(toolCall(arguments))
                .isEqualTo("data: {\"toolCall\":{\"id\":\"call_1\",\"name\":\"f\",\"arguments\":\""
                        + arguments.replace("\"", "\\\"").replace("\n", "\\n") + "\"}}\n\n" + DONE);
    }

    @Test
    void leavesMetadataOutUnlessTheyAreAskedFor() {
        assertThat(wire(TOOL_CALLS, out -> out.complete(response(usage(12, 40), "m-1"))))
                .isEqualTo(DONE);
    }

    @Test
    void writesMetadataRightBeforeDone() {
        assertThat(wire(METADATA, out -> out.complete(response(usage(12, 40), "m-1"))))
                .isEqualTo("data: {\"finishReason\":\"stop\",\"usage\":{\"inputTokens\":12,\"outputTokens\":40},"
                        + "\"model\":\"m-1\",\"provider\":\"local\"}\n\n" + DONE);
    }

    @Test
    void leavesOutWhatOfTheUsageIsNotKnown() {
        assertThat(wire(METADATA, out -> out.complete(response(usage(12, null), "m-1"))))
                .contains("\"usage\":{\"inputTokens\":12},");
        assertThat(wire(METADATA, out -> out.complete(response(usage(null, 40), "m-1"))))
                .contains("\"usage\":{\"outputTokens\":40},");
    }

    @Test
    void marksTokensThatAreEstimated() {
        assertThat(wire(METADATA, out -> out.complete(response(Usage.UNKNOWN.withEstimates(12, 40), "m-1"))))
                .contains("\"usage\":{\"inputTokens\":12,\"outputTokens\":40,\"estimated\":true},");
    }

    @Test
    void leavesOutUsageAndModelThatAreNotKnown() {
        assertThat(wire(METADATA, out -> out.complete(response(usage(null, null), null))))
                .isEqualTo("data: {\"finishReason\":\"stop\",\"provider\":\"local\"}\n\n" + DONE);
    }

    @Test
    void writesNoughtTokensThatWereReported() {
        assertThat(wire(METADATA, out -> out.complete(response(usage(0, 0), "m-1"))))
                .contains("\"usage\":{\"inputTokens\":0,\"outputTokens\":0}");
    }

    @ParameterizedTest
    @CsvSource({
        "STOP, stop",
        "LENGTH, length",
        "TOOL_CALLS, tool_calls",
        "CONTENT_FILTER, content_filter",
        "OTHER, other"
    })
    void writesFinishReasonsByTheirNamesOnTheWire(FinishReason reason, String name) {
        ChatResponse response = new ChatResponse(null, "local", null, "", "", List.of(), reason, Usage.UNKNOWN);
        assertThat(wire(METADATA, out -> out.complete(response)))
                .startsWith("data: {\"finishReason\":\"" + name + "\",");
    }

    @Test
    void writesToolCallsBeforeMetadata() {
        assertThat(wire(ALL, out -> out.complete(response(new ToolCall("a", "f", "{}")))))
                .isEqualTo("data: {\"toolCall\":{\"id\":\"a\",\"name\":\"f\",\"arguments\":{}}}\n\n"
                        + "data: {\"finishReason\":\"stop\",\"model\":\"m-1\",\"provider\":\"local\"}\n\n" + DONE);
    }

    @Test
    void writesAnErrorAndThenDone() {
        assertThat(error(JsonFormat.CONTENT_ONLY, AiException.of(ErrorCode.OVERLOADED)))
                .isEqualTo("data: {\"error\":\"The AI provider is overloaded.\",\"code\":\"overloaded\","
                        + "\"retryable\":true}\n\n" + DONE);
    }

    @Test
    void saysWhatTheErrorItselfSaysOfRetries() {
        assertThat(error(
                        JsonFormat.CONTENT_ONLY,
                        AiException.of(ErrorCode.RATE_LIMITED).retryable(false)))
                .contains("\"code\":\"rate_limited\",\"retryable\":false}");
    }

    @Test
    void keepsTheProvidersWordsAndDataToItself() {
        String wire = error(
                ALL_BUT_EXPOSED,
                AiException.of(ErrorCode.PROVIDER_ERROR)
                        .provider("secret-name")
                        .status(500)
                        .requestId("req_1")
                        .providerMessage("their words")
                        .cause(new IllegalStateException("trace")));
        assertThat(wire)
                .isEqualTo("data: {\"error\":\"The AI provider had an error.\",\"code\":\"provider_error\","
                        + "\"retryable\":true}\n\n" + DONE);
    }

    @Test
    void givesTheProvidersWordsWhereThatIsOn() {
        assertThat(error(EXPOSED, AiException.of(ErrorCode.PROVIDER_ERROR).providerMessage("their \"words\"\n")))
                .startsWith("data: {\"error\":\"their \\\"words\\\"\\n\",\"code\":\"provider_error\"");
    }

    @Test
    void givesItsOwnWordsWhereTheProviderSaidNothing() {
        assertThat(error(EXPOSED, AiException.of(ErrorCode.TIMEOUT)))
                .startsWith("data: {\"error\":\"The AI provider did not answer in time.\",\"code\":\"timeout\"");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0",
        "PT0.000001S, 1",
        "PT0.2S, 1",
        "PT1S, 1",
        "PT1.000000001S, 2",
        "PT1.5S, 2",
        "PT59.9995S, 60",
        "PT1H, 3600"
    })
    void roundsTheTimeToWaitUpToWholeSeconds(Duration retryAfter, long seconds) {
        assertThat(error(
                        JsonFormat.CONTENT_ONLY,
                        AiException.of(ErrorCode.RATE_LIMITED).retryAfter(retryAfter)))
                .isEqualTo("data: {\"error\":\"The AI provider takes no more requests just now.\","
                        + "\"code\":\"rate_limited\",\"retryable\":true,\"retryAfter\":" + seconds + "}\n\n" + DONE);
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void writesEveryCodeInSmallLetters(ErrorCode code) {
        assertThat(error(JsonFormat.CONTENT_ONLY, AiException.of(code)))
                .contains("\"code\":\"" + code.name().toLowerCase(Locale.ROOT) + "\"");
    }

    @Test
    void writesAnErrorInTheMiddleOfAnAnswer() {
        String wire = wire(JsonFormat.CONTENT_ONLY, out -> {
            out.content(new StreamEvent.Content("Hel"));
            out.error(AiException.of(ErrorCode.TRUNCATED).build());
        });
        assertThat(wire)
                .isEqualTo("data: {\"content\":\"Hel\"}\n\ndata: {\"error\":\"The AI provider broke off the answer.\","
                        + "\"code\":\"truncated\",\"retryable\":true}\n\n" + DONE);
    }

    @Test
    void anObjectIsAlwaysSentAndOnOneLine() {
        assertThat(wire(
                        JsonFormat.CONTENT_ONLY,
                        out -> out.objectReady(new StreamEvent.ObjectReady("{\"a\":\n[\"\u00e9\"]}"))))
                .isEqualTo("data: {\"object\":{\"a\": [\"\u00e9\"]}}\n\n");
    }

    @Test
    void anObjectThatIsNoJsonBreaksNoEvent() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        wire(JsonFormat.CONTENT_ONLY, out -> out.objectReady(new StreamEvent.ObjectReady("{} {}"))));
    }
}
