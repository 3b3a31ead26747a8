package dev.aistreaming.format;

import static dev.aistreaming.format.Encoded.CALL;
import static dev.aistreaming.format.Encoded.called;
import static dev.aistreaming.format.Encoded.data;
import static dev.aistreaming.format.Encoded.failed;
import static dev.aistreaming.format.Encoded.play;
import static dev.aistreaming.format.Encoded.response;
import static dev.aistreaming.format.Encoded.result;
import static dev.aistreaming.format.Encoded.stepFinished;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.ToolCall;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code useChat} gets of tools. */
class AiSdkToolsTests {

    private static final AiSdkFormat ALL = new AiSdkFormat(Disclosure.ALL);
    private static final AiSdkFormat NONE = new AiSdkFormat(Disclosure.NONE);
    private static final String START = "{\"type\":\"start\",\"messageId\":\"msg_" + Encoded.ID + "\"}";
    private static final String STEP = "{\"type\":\"start-step\"}";
    private static final String STEP_END = "{\"type\":\"finish-step\"}";
    private static final String TOOL_START =
            "{\"type\":\"tool-input-start\",\"toolCallId\":\"call_1\",\"toolName\":\"weather\"}";
    private static final String TOOL_INPUT = "{\"type\":\"tool-input-available\",\"toolCallId\":\"call_1\","
            + "\"toolName\":\"weather\",\"input\":{\"city\":\"Rome\"}}";

    /** Those of the events alone. */
    private static List<String> inStep(StreamEvent... events) {
        List<String> all = data(ALL, events);
        assertThat(all).startsWith(START, STEP);
        return all.subList(2, all.size());
    }

    @Test
    void writesResultsThatAreObjectsAsTheyAre() {
        assertThat(inStep(called(CALL), result("call_1", "{\"sun\":true}")))
                .endsWith("{\"type\":\"tool-output-available\",\"toolCallId\":\"call_1\",\"output\":{\"sun\":true}}");
    }

    @Test
    void writesWhyAToolFailed() {
        assertThat(inStep(called(CALL), failed("call_1", "No such city")))
                .endsWith("{\"type\":\"tool-output-error\",\"toolCallId\":\"call_1\",\"errorText\":\"No such city\"}");
    }

    @Test
    void aCallWithoutArgumentsHasAnEmptyObject() {
        assertThat(inStep(called(new ToolCall("call_1", "weather", ""))))
                .containsExactly(TOOL_START, TOOL_INPUT.replace("{\"city\":\"Rome\"}", "{}"));
    }

    @Test
    void aCallThatWasCutNeverPassesForAWholeOne() {
        assertThat(data(
                        ALL,
                        Map.of(),
                        out -> out.complete(response(new ToolCall("call_1", "weather", "{\"city\":\"Ro")))))
                .contains(TOOL_START)
                .noneMatch(chunk -> chunk.contains("tool-input-available"));
    }

    @Test
    void aCallIsBegunOnceItsIdIsKnown() {
        assertThat(inStep(
                        Encoded.delta(0, "", "weather", ""),
                        Encoded.delta(0, "call_1", "", ""),
                        Encoded.delta(0, "", "", "{\"city\":\"Rome\"}"),
                        called(CALL)))
                .startsWith(TOOL_START)
                .endsWith(TOOL_INPUT)
                .hasSize(3);
    }

    @Test
    void aCallWhoseIdComesLateIsWrittenWhole() {
        assertThat(inStep(
                        Encoded.delta(0, "", "weather", "{\"city\":"),
                        Encoded.delta(0, "call_1", "", "\"Rome\"}"),
                        called(CALL)))
                .containsExactly(TOOL_START, TOOL_INPUT);
    }

    @Test
    void callsWithoutIdsGetIdsAndTheirOwnResults() {
        ToolCall rome = new ToolCall("", "weather", "{\"city\":\"Rome\"}");
        ToolCall oslo = new ToolCall("", "weather", "{\"city\":\"Oslo\"}");
        assertThat(inStep(called(rome), called(oslo), result("", "Sun"), result("", "Snow")))
                .endsWith(
                        "{\"type\":\"tool-output-available\",\"toolCallId\":\"call-1\",\"output\":\"Sun\"}",
                        "{\"type\":\"tool-output-available\",\"toolCallId\":\"call-2\",\"output\":\"Snow\"}");
    }

    @Test
    void anIdThatComesAgainInALaterStepIsMadeAnother() {
        assertThat(inStep(
                        called(CALL),
                        result("call_1", "a"),
                        stepFinished(),
                        Encoded.delta(0, "call_1", "weather", ""),
                        called(CALL),
                        result("call_1", "b")))
                .contains("{\"type\":\"tool-output-available\",\"toolCallId\":\"call_1\",\"output\":\"a\"}")
                .endsWith("{\"type\":\"tool-output-available\",\"toolCallId\":\"call_1-1\",\"output\":\"b\"}");
    }

    @Test
    void aCallThatWasWholeBeforeTheEndIsNotRepeated() {
        assertThat(data(ALL, Map.of(), out -> {
                    play(out, called(CALL));
                    out.complete(response(CALL));
                }))
                .containsOnlyOnce(TOOL_INPUT);
    }

    @Test
    void aQuestionForAnApprovalHasWhatTheAnswerNeeds() {
        assertThat(inStep(called(CALL), new StreamEvent.ApprovalRequested("approval_1", CALL)))
                .endsWith("{\"type\":\"data-approval\",\"id\":\"approval_1\",\"data\":{\"id\":\"approval_1\","
                        + "\"streamId\":\"" + Encoded.ID + "\",\"toolCallId\":\"call_1\",\"toolName\":\"weather\","
                        + "\"input\":{\"city\":\"Rome\"}}}");
    }

    @Test
    void aQuestionForAnApprovalIsAlwaysSent() {
        assertThat(data(NONE, called(CALL), new StreamEvent.ApprovalRequested("approval_1", CALL)))
                .hasSize(3)
                .last()
                .asString()
                .contains("data-approval")
                .doesNotContain("toolCallId");
    }

    @Test
    void anErrorInACallLeavesTheCallOpen() {
        assertThat(data(ALL, Map.of(), out -> {
                    play(out, Encoded.delta(0, "call_1", "weather", "{\"ci"));
                    out.error(AiException.of(ErrorCode.TRUNCATED).build());
                }))
                .endsWith(
                        STEP_END,
                        "{\"type\":\"error\",\"errorText\":\"The AI provider broke off the answer.\"}",
                        "[DONE]")
                .noneMatch(chunk -> chunk.contains("tool-input-available"));
    }
}
