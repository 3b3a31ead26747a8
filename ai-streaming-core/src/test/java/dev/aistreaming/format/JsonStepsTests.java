package dev.aistreaming.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.sse.SseEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers see of tools, sources and steps, byte for byte. */
class JsonStepsTests {

    private static final String DONE = "data: [DONE]\n\n";
    private static final JsonFormat ALL = new JsonFormat(true, true, true, true, false, false);
    private static final ToolCall CALL = new ToolCall("call_1", "weather", "{\"city\":\"Rome\"}");
    private static final String WRITTEN_CALL =
            "\"toolCall\":{\"id\":\"call_1\",\"name\":\"weather\",\"arguments\":{\"city\":\"Rome\"}}";

    private static String wire(JsonFormat format, Consumer<StreamEncoder> events) {
        SseEncoder out = new SseEncoder();
        events.accept(format.newEncoder(out, StreamInfo.of("0123456789abcdef0123456789abcdef")));
        return new String(out.take(), StandardCharsets.UTF_8);
    }

    private static String wire(JsonFormat format, StreamEvent... events) {
        return wire(format, out -> Arrays.asList(events).forEach(event -> event.accept(out)));
    }

    private static ChatResponse response(ToolCall... calls) {
        return new ChatResponse(null, "local", null, "", "", List.of(calls), FinishReason.TOOL_CALLS, Usage.UNKNOWN);
    }

    private static StreamEvent result(Part.ToolResult result) {
        return new StreamEvent.ToolResulted(result);
    }

    @Test
    void leaveOutWhatIsNotAskedFor() {
        assertThat(wire(
                        JsonFormat.CONTENT_ONLY,
                        new StreamEvent.ToolCalled(CALL),
                        result(Part.ToolResult.of("call_1", "weather", "Sunny")),
                        result(Part.ToolResult.failed("call_1", "weather", "No such city")),
                        StreamEvent.Source.url("https://a.example", "A"),
                        new StreamEvent.StepFinished(FinishReason.TOOL_CALLS, Usage.UNKNOWN, false)))
                .isEmpty();
    }

    @Test
    void leaveOutResultsAndSourcesWhereOnlyCallsAreAskedFor() {
        JsonFormat calls = new JsonFormat(true, true, true, true);
        assertThat(wire(calls, result(Part.ToolResult.of("call_1", "weather", "Sunny"))))
                .isEmpty();
        assertThat(wire(calls, StreamEvent.Source.url("https://a.example", "A")))
                .isEmpty();
    }

    @Test
    void writeACallAsSoonAsItIsWhole() {
        assertThat(wire(ALL, new StreamEvent.ToolCalled(CALL))).isEqualTo("data: {" + WRITTEN_CALL + "}\n\n");
    }

    @Test
    void writeACallOnce() {
        ToolCall other = new ToolCall("call_2", "time", "{}");
        assertThat(wire(ALL, out -> {
                    out.toolCalled(new StreamEvent.ToolCalled(CALL));
                    out.complete(response(CALL, other));
                }))
                .isEqualTo("data: {" + WRITTEN_CALL + "}\n\n"
                        + "data: {\"toolCall\":{\"id\":\"call_2\",\"name\":\"time\",\"arguments\":{}}}\n\n" + DONE);
    }

    @Test
    void writeACallAgainThatWasVoid() {
        assertThat(wire(ALL, out -> {
                    out.toolCalled(new StreamEvent.ToolCalled(CALL));
                    out.reset(new StreamEvent.Reset(StreamEvent.Reset.Reason.FAILOVER));
                    out.complete(response(CALL));
                }))
                .isEqualTo("data: {" + WRITTEN_CALL + "}\n\ndata: {\"reset\":{\"reason\":\"failover\"}}\n\n" + "data: {"
                        + WRITTEN_CALL + "}\n\n" + DONE);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "Sunny; \"Sunny\"",
                "{\"sun\":true}; {\"sun\":true}",
                "[1,2]; [1,2]",
                "42; \"42\"",
                "null; \"null\"",
                "{\"cut\":; \"{\\\"cut\\\":\""
            },
            delimiter = ';')
    void writeWhatAToolGaveBack(String text, String written) {
        assertThat(wire(ALL, result(Part.ToolResult.of("call_1", "weather", text))))
                .isEqualTo("data: {\"toolResult\":{\"id\":\"call_1\",\"name\":\"weather\",\"result\":" + written
                        + "}}\n\n");
    }

    @Test
    void writeAResultOfSeveralLinesInOne() {
        assertThat(wire(ALL, result(Part.ToolResult.of("call_1", "weather", "{\n\"sun\":\r\n1}"))))
                .contains("\"result\":{ \"sun\":  1}}}\n\n");
    }

    @Test
    void writeOnlyTheTextOfAResult() {
        Part image = new Part.Image(Media.bytes("secret".getBytes(StandardCharsets.UTF_8), "image/png"));
        assertThat(wire(ALL, result(new Part.ToolResult("c", "look", List.of(image, new Part.Text("A cat")), false))))
                .isEqualTo("data: {\"toolResult\":{\"id\":\"c\",\"name\":\"look\",\"result\":\"A cat\"}}\n\n");
        assertThat(wire(ALL, result(new Part.ToolResult("c", "look", List.of(image), false))))
                .endsWith("\"result\":\"\"}}\n\n");
    }

    @Test
    void writeWhyAToolFailed() {
        assertThat(wire(ALL, result(Part.ToolResult.failed("call_1", "weather", "{\"no\":1}"))))
                .isEqualTo("data: {\"toolResult\":{\"id\":\"call_1\",\"name\":\"weather\","
                        + "\"error\":\"{\\\"no\\\":1}\"}}\n\n");
    }

    @Test
    void writeSources() {
        assertThat(wire(
                        ALL,
                        StreamEvent.Source.url("https://a.example/?q=1", "A \"page\""),
                        StreamEvent.Source.document("handbook.pdf", null),
                        new StreamEvent.Source("https://b.example", "doc-1", "B", "It says so.")))
                .isEqualTo("data: {\"source\":{\"url\":\"https://a.example/?q=1\",\"title\":\"A \\\"page\\\"\"}}\n\n"
                        + "data: {\"source\":{\"document\":\"handbook.pdf\"}}\n\n"
                        + "data: {\"source\":{\"url\":\"https://b.example\",\"document\":\"doc-1\",\"title\":\"B\","
                        + "\"snippet\":\"It says so.\"}}\n\n");
    }

    @Test
    void alwaysWriteTheDataOfTheApplication() {
        assertThat(wire(
                        JsonFormat.CONTENT_ONLY,
                        new StreamEvent.Data("progress", "1", "{\n\"done\":0.5}"),
                        new StreamEvent.Data("note", null, "\"a\\nb\"")))
                .isEqualTo("data: {\"data\":{\"name\":\"progress\",\"id\":\"1\",\"value\":{ \"done\":0.5}}}\n\n"
                        + "data: {\"data\":{\"name\":\"note\",\"value\":\"a\\nb\"}}\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{} {}", "nonsense"})
    void refuseDataThatWouldBreakTheirEvent(String json) {
        StreamEvent data = new StreamEvent.Data("progress", null, json);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wire(JsonFormat.CONTENT_ONLY, data))
                .withMessageContaining("'progress'");
    }

    @Test
    void alwaysAskForApproval() {
        assertThat(wire(JsonFormat.CONTENT_ONLY, new StreamEvent.ApprovalRequested("approval_1", CALL)))
                .isEqualTo(
                        "data: {\"approval\":{\"id\":\"approval_1\",\"streamId\":\"0123456789abcdef0123456789abcdef\","
                                + WRITTEN_CALL + "}}\n\n");
    }

    @Test
    void tellOneStepFromTheNext() {
        assertThat(wire(ALL, new StreamEvent.StepFinished(FinishReason.TOOL_CALLS, Usage.UNKNOWN, false)))
                .isEqualTo("data: {\"step\":{\"finishReason\":\"tool_calls\"}}\n\n");
    }

    @Test
    void alwaysTellWhereAStepBeginsThatMayBeVoid() {
        assertThat(wire(
                        JsonFormat.CONTENT_ONLY,
                        new StreamEvent.StepFinished(FinishReason.TOOL_CALLS, Usage.UNKNOWN, true)))
                .isEqualTo("data: {\"step\":{\"finishReason\":\"tool_calls\"}}\n\n");
    }

    @ParameterizedTest
    @EnumSource(StreamEvent.Reset.Reason.class)
    void alwaysTellWhatIsVoid(StreamEvent.Reset.Reason reason) {
        assertThat(wire(JsonFormat.CONTENT_ONLY, new StreamEvent.Reset(reason)))
                .isEqualTo("data: {\"reset\":{\"reason\":\"" + reason.wireName() + "\"}}\n\n");
        assertThat(reason.wireName()).isIn("failover", "guard", "restart");
    }
}
