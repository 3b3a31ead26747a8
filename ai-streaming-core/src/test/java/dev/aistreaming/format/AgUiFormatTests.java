package dev.aistreaming.format;

import static dev.aistreaming.format.Encoded.CALL;
import static dev.aistreaming.format.Encoded.called;
import static dev.aistreaming.format.Encoded.data;
import static dev.aistreaming.format.Encoded.delta;
import static dev.aistreaming.format.Encoded.failed;
import static dev.aistreaming.format.Encoded.play;
import static dev.aistreaming.format.Encoded.reset;
import static dev.aistreaming.format.Encoded.response;
import static dev.aistreaming.format.Encoded.result;
import static dev.aistreaming.format.Encoded.started;
import static dev.aistreaming.format.Encoded.stepFinished;
import static dev.aistreaming.format.Encoded.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.chat.Usage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an {@code HttpAgent} gets. */
class AgUiFormatTests {

    private static final AgUiFormat ALL = new AgUiFormat(Disclosure.ALL);
    private static final AgUiFormat NONE = new AgUiFormat(Disclosure.NONE);
    private static final Map<String, String> NAMED = Map.of("threadId", "th \"1\"", "runId", "run_1");
    private static final String RUN = "\"threadId\":\"th \\\"1\\\"\",\"runId\":\"run_1\"";
    private static final String START = "{\"type\":\"RUN_STARTED\"," + RUN + "}";
    private static final String MESSAGE = "msg_" + Encoded.ID;
    private static final String TOOL_START = "{\"type\":\"TOOL_CALL_START\",\"toolCallId\":\"call_1\","
            + "\"toolCallName\":\"weather\",\"parentMessageId\":\"" + MESSAGE + "\"}";
    private static final String TOOL_END = "{\"type\":\"TOOL_CALL_END\",\"toolCallId\":\"call_1\"}";

    private static List<String> inRun(StreamEvent... events) {
        List<String> all = data(ALL, events);
        assertThat(all.get(0)).startsWith("{\"type\":\"RUN_STARTED\"");
        return all.subList(1, all.size());
    }

    private static String event(String type, String messageId, String more) {
        return "{\"type\":\"" + type + "\",\"messageId\":\"" + messageId + "\"" + more + "}";
    }

    private static String textStart(String messageId) {
        return event("TEXT_MESSAGE_START", messageId, ",\"role\":\"assistant\"");
    }

    private static String textDelta(String messageId, String text) {
        return event("TEXT_MESSAGE_CONTENT", messageId, ",\"delta\":\"" + text + "\"");
    }

    private static String textEnd(String messageId) {
        return event("TEXT_MESSAGE_END", messageId, "");
    }

    private static String arguments(String escaped) {
        return "{\"type\":\"TOOL_CALL_ARGS\",\"toolCallId\":\"call_1\",\"delta\":\"" + escaped + "\"}";
    }

    @Test
    void callsTheRunWhatTheFrontEndCallsIt() {
        Usage usage = new Usage(12, 40, null, null, null);
        assertThat(data(ALL, NAMED, out -> {
                    play(out, started());
                    out.complete(response(FinishReason.STOP, usage));
                }))
                .containsExactly(
                        START,
                        "{\"type\":\"RUN_FINISHED\"," + RUN + ",\"result\":{\"finishReason\":\"stop\"},"
                                + "\"usage\":[{\"provider\":\"local\",\"model\":\"m-1\",\"inputTokens\":12,"
                                + "\"outputTokens\":40}]}");
    }

    @Test
    void marksTokensThatAreEstimated() {
        assertThat(data(ALL, NAMED, out -> {
                    play(out, started());
                    out.complete(response(FinishReason.LENGTH, Usage.UNKNOWN.withEstimates(12, 40)));
                }))
                .last()
                .asString()
                .contains("\"inputTokens\":12,\"outputTokens\":40,\"estimated\":true}]");
    }

    @Test
    void aRunThatFailsAtOnceBeginsWhereTheFrontEndHasNamedIt() {
        assertThat(data(
                        ALL,
                        NAMED,
                        out -> out.error(AiException.of(ErrorCode.RATE_LIMITED).build())))
                .containsExactly(
                        START,
                        "{\"type\":\"RUN_ERROR\",\"message\":\"The AI provider takes no more requests just now.\","
                                + "\"code\":\"rate_limited\"}");
    }

    @Test
    void opensAndClosesMessagesAndGoesOnWithTheSameOne() {
        String thought = "reasoning_" + Encoded.ID;
        assertThat(inRun(text("Hm"), new StreamEvent.Reasoning("why"), text("!"), new StreamEvent.Reasoning("oh")))
                .containsExactly(
                        textStart(MESSAGE),
                        textDelta(MESSAGE, "Hm"),
                        textEnd(MESSAGE),
                        event("REASONING_START", thought + "_1", ""),
                        event("REASONING_MESSAGE_START", thought + "_1", ",\"role\":\"reasoning\""),
                        event("REASONING_MESSAGE_CONTENT", thought + "_1", ",\"delta\":\"why\""),
                        event("REASONING_MESSAGE_END", thought + "_1", ""),
                        event("REASONING_END", thought + "_1", ""),
                        textStart(MESSAGE),
                        textDelta(MESSAGE, "!"),
                        textEnd(MESSAGE),
                        event("REASONING_START", thought + "_2", ""),
                        event("REASONING_MESSAGE_START", thought + "_2", ",\"role\":\"reasoning\""),
                        event("REASONING_MESSAGE_CONTENT", thought + "_2", ",\"delta\":\"oh\""));
    }

    @Test
    void eachStepIsAMessageOfItsOwnAfterTheResultsOfTheLast() {
        assertThat(inRun(
                        text("Hm"),
                        delta(0, "call_1", "weather", "{\"city\":\"Rome\"}"),
                        called(CALL),
                        result("call_1", "Sunny"),
                        stepFinished(),
                        started(),
                        text("Sun")))
                .containsExactly(
                        textStart(MESSAGE),
                        textDelta(MESSAGE, "Hm"),
                        textEnd(MESSAGE),
                        TOOL_START,
                        arguments("{\\\"city\\\":\\\"Rome\\\"}"),
                        TOOL_END,
                        "{\"type\":\"TOOL_CALL_RESULT\",\"messageId\":\"result_" + Encoded.ID
                                + "_1\",\"toolCallId\":\"call_1\",\"content\":\"Sunny\",\"role\":\"tool\"}",
                        textStart(MESSAGE + "_2"),
                        textDelta(MESSAGE + "_2", "Sun"));
    }

    @Test
    void parallelCallsAreInOneMessage() {
        assertThat(inRun(
                        delta(0, "call_1", "weather", "{}"),
                        delta(1, "call_2", "weather", "{}"),
                        called(new ToolCall("call_1", "weather", "{}")),
                        called(new ToolCall("call_2", "weather", "{}"))))
                .filteredOn(event -> event.contains("TOOL_CALL_START"))
                .hasSize(2)
                .allMatch(event -> event.contains("\"parentMessageId\":\"" + MESSAGE + "\""));
    }

    @Test
    void writesWhyAToolFailed() {
        assertThat(inRun(called(CALL), failed("call_1", "No such city")))
                .last()
                .asString()
                .contains("\"content\":\"No such city\"");
    }

    @Test
    void aCallWithoutArgumentsHasAnEmptyObject() {
        assertThat(inRun(delta(0, "call_1", "weather", ""), called(new ToolCall("call_1", "weather", ""))))
                .containsExactly(TOOL_START, arguments("{}"), TOOL_END);
    }

    @Test
    void aCallWhoseIdComesLateIsWrittenWhole() {
        assertThat(inRun(delta(0, "", "weather", "{\"city\":"), delta(0, "call_1", "", "\"Rome\"}"), called(CALL)))
                .containsExactly(TOOL_START, arguments("{\\\"city\\\":\\\"Rome\\\"}"), TOOL_END);
    }

    @Test
    void aCallThatWasWholeBeforeTheEndIsNotRepeated() {
        assertThat(data(ALL, Map.of(), out -> {
                    play(out, called(CALL));
                    out.complete(response(CALL));
                }))
                .containsOnlyOnce(TOOL_START)
                .containsOnlyOnce(TOOL_END);
    }

    @Test
    void anErrorClosesACallThatWasCut() {
        assertThat(data(ALL, Map.of(), out -> {
                    play(out, delta(0, "call_1", "weather", "{\"ci"));
                    out.error(AiException.of(ErrorCode.TRUNCATED).build());
                }))
                .endsWith(
                        arguments("{\\\"ci"),
                        TOOL_END,
                        "{\"type\":\"RUN_ERROR\",\"message\":\"The AI provider broke off the answer.\","
                                + "\"code\":\"truncated\"}");
    }

    @Test
    void leavesOutWhatIsNotToBeSeen() {
        assertThat(data(NONE, NAMED, out -> {
                    play(out, started(), new StreamEvent.Reasoning("hm"), text("Hi"));
                    play(out, delta(0, "call_1", "weather", "{}"), called(CALL), result("call_1", "Sunny"));
                    play(out, StreamEvent.Source.url("https://a.example", null), text("!"));
                    out.complete(response(CALL));
                }))
                .containsExactly(
                        START,
                        textStart(MESSAGE),
                        textDelta(MESSAGE, "Hi"),
                        textDelta(MESSAGE, "!"),
                        textEnd(MESSAGE),
                        "{\"type\":\"RUN_FINISHED\"," + RUN + "}");
    }

    @Test
    void whatTheProtocolHasNoWordForIsCustom() {
        assertThat(inRun(
                        StreamEvent.Source.url("https://a.example", "A"),
                        new StreamEvent.Data("progress", "1", "{\"done\":0.5}"),
                        new StreamEvent.Data("note", null, "\"a\""),
                        new StreamEvent.ObjectReady("{\"a\":1}"),
                        new StreamEvent.ApprovalRequested("approval_1", CALL)))
                .containsExactly(
                        "{\"type\":\"CUSTOM\",\"name\":\"source\",\"value\":{\"url\":\"https://a.example\","
                                + "\"title\":\"A\"}}",
                        "{\"type\":\"CUSTOM\",\"name\":\"progress\",\"value\":{\"id\":\"1\",\"value\":{\"done\":0.5}}}",
                        "{\"type\":\"CUSTOM\",\"name\":\"note\",\"value\":{\"value\":\"a\"}}",
                        "{\"type\":\"CUSTOM\",\"name\":\"object\",\"value\":{\"a\":1}}",
                        "{\"type\":\"CUSTOM\",\"name\":\"approval\",\"value\":{\"id\":\"approval_1\",\"streamId\":\""
                                + Encoded.ID
                                + "\",\"toolName\":\"weather\",\"input\":{\"city\":\"Rome\"}}}");
    }

    @Test
    void tellsWhichMessageIsVoidAndBeginsAnother() {
        assertThat(inRun(text("a"), reset(), started(), text("b")))
                .containsExactly(
                        textStart(MESSAGE),
                        textDelta(MESSAGE, "a"),
                        textEnd(MESSAGE),
                        "{\"type\":\"CUSTOM\",\"name\":\"reset\",\"value\":{\"reason\":\"failover\",\"messageId\":\""
                                + MESSAGE + "\"}}",
                        textStart(MESSAGE + "_2"),
                        textDelta(MESSAGE + "_2", "b"));
    }

    @Test
    void dataThatWouldBreakTheirEventAreRefused() {
        StreamEvent data = new StreamEvent.Data("progress", null, "{");
        assertThatIllegalArgumentException().isThrownBy(() -> data(ALL, data));
    }
}
