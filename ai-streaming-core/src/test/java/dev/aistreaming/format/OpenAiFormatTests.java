package dev.aistreaming.format;

import static dev.aistreaming.format.Encoded.CALL;
import static dev.aistreaming.format.Encoded.called;
import static dev.aistreaming.format.Encoded.data;
import static dev.aistreaming.format.Encoded.play;
import static dev.aistreaming.format.Encoded.reset;
import static dev.aistreaming.format.Encoded.response;
import static dev.aistreaming.format.Encoded.result;
import static dev.aistreaming.format.Encoded.started;
import static dev.aistreaming.format.Encoded.stepFinished;
import static dev.aistreaming.format.Encoded.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.sse.SseEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What OpenAI's SDKs get. */
class OpenAiFormatTests {

    private static final OpenAiFormat ALL = new OpenAiFormat(Disclosure.ALL);
    private static final OpenAiFormat NONE = new OpenAiFormat(Disclosure.NONE);
    private static final Map<String, String> COUNTED = Map.of(OpenAiFormat.INCLUDE_USAGE, "true");
    private static final String HEAD = "{\"id\":\"chatcmpl-" + Encoded.ID
            + "\",\"object\":\"chat.completion.chunk\",\"created\":0,\"model\":\"m-1\",\"choices\":[";

    private static String chunk(String delta, String reason) {
        return HEAD + "{\"index\":0,\"delta\":{" + delta + "},\"finish_reason\":" + reason + "}]}";
    }

    private static String piece(String delta) {
        return chunk(delta, "null");
    }

    private static List<String> finished(FinishReason reason, Usage usage, Map<String, String> ids) {
        return data(ALL, ids, out -> out.complete(response(reason, usage)));
    }

    @Test
    void onlyTheFirstDeltaHasTheRole() {
        assertThat(data(ALL, started(), new StreamEvent.Reasoning("hm"), text("Hi")))
                .containsExactly(
                        piece("\"role\":\"assistant\",\"reasoning_content\":\"hm\""), piece("\"content\":\"Hi\""));
    }

    @Test
    void anEmptyAnswerHasARoleAndAReason() {
        assertThat(finished(FinishReason.STOP, Usage.UNKNOWN, Map.of()))
                .containsExactly(chunk("\"role\":\"assistant\"", "\"stop\""), "[DONE]");
    }

    @ParameterizedTest
    @CsvSource({
        "STOP, stop",
        "LENGTH, length",
        "TOOL_CALLS, tool_calls",
        "CONTENT_FILTER, content_filter",
        "OTHER, stop"
    })
    void finishReasonsAreOpenAis(FinishReason reason, String name) {
        assertThat(finished(reason, Usage.UNKNOWN, Map.of())).first().asString().contains("\"" + name + "\"");
    }

    @Test
    void theUsageComesLastWhereTheClientAsksForIt() {
        Usage usage = new Usage(12, 40, null, null, null);
        assertThat(finished(FinishReason.STOP, usage, COUNTED))
                .endsWith(
                        HEAD + "],\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":40,\"total_tokens\":52}}",
                        "[DONE]");
        assertThat(finished(FinishReason.STOP, usage, Map.of())).hasSize(2);
    }

    @Test
    void usageThatIsNotKnownIsNotGuessed() {
        assertThat(finished(FinishReason.STOP, new Usage(12, null, null, null, null), COUNTED))
                .hasSize(2);
        assertThat(finished(FinishReason.LENGTH, Usage.UNKNOWN.withEstimates(12, 40), COUNTED))
                .as("an estimate")
                .hasSize(2);
    }

    @Test
    void aClientSeesOnlyTheCallsThatWaitForIt() {
        ToolCall waits = new ToolCall("call_2", "ask", "");
        assertThat(data(ALL, Map.of(), out -> {
                    play(out, Encoded.delta(0, "call_1", "weather", "{}"), called(CALL), result("call_1", "Sunny"));
                    play(
                            out,
                            stepFinished(),
                            started(),
                            text("Hm"),
                            Encoded.delta(0, "call_2", "ask", ""),
                            called(waits));
                    out.complete(response(waits));
                }))
                .containsExactly(
                        piece("\"role\":\"assistant\",\"content\":\"Hm\""),
                        piece("\"tool_calls\":[{\"index\":0,\"id\":\"call_2\",\"type\":\"function\","
                                + "\"function\":{\"name\":\"ask\",\"arguments\":\"{}\"}}]"),
                        chunk("", "\"tool_calls\""),
                        "[DONE]");
    }

    @Test
    void callsWithoutIdsGetDifferentOnes() {
        ToolCall call = new ToolCall("", "weather", "{}");
        assertThat(data(ALL, Map.of(), out -> out.complete(response(call, call))))
                .satisfiesOnlyOnce(chunk -> assertThat(chunk).contains("\"index\":0,\"id\":\"call-1\""))
                .satisfiesOnlyOnce(chunk -> assertThat(chunk).contains("\"index\":1,\"id\":\"call-2\""));
    }

    @Test
    void leavesOutWhatIsNotToBeSeen() {
        assertThat(data(NONE, Map.of(), out -> {
                    play(out, new StreamEvent.Reasoning("hm"), text("Hi"));
                    out.complete(response(CALL));
                }))
                .containsExactly(
                        piece("\"role\":\"assistant\",\"content\":\"Hi\""), chunk("", "\"tool_calls\""), "[DONE]");
    }

    @Test
    void leavesOutWhatItsClientsHaveNoPlaceFor() {
        assertThat(data(
                        ALL,
                        StreamEvent.Source.url("https://a.example", "A"),
                        new StreamEvent.Data("progress", null, "1"),
                        new StreamEvent.ObjectReady("{}"),
                        new StreamEvent.ApprovalRequested("approval_1", CALL)))
                .isEmpty();
    }

    @Test
    void aStepThatIsVoidBeforeItsTextIsNoLoss() {
        assertThat(data(ALL, text("a"), stepFinished(), started(), reset(), started(), text("b")))
                .containsExactly(piece("\"role\":\"assistant\",\"content\":\"a\""), piece("\"content\":\"b\""));
    }

    @Test
    void doesNotGoOnAfterTextThatIsVoid() {
        assertThatIllegalStateException().isThrownBy(() -> data(ALL, text("a"), reset()));
    }

    @Test
    void namesTheModelThatAnswersWhereTheRequestNamesNone() {
        SseEncoder out = new SseEncoder();
        play(ALL.newEncoder(out, StreamInfo.of(Encoded.ID)), new StreamEvent.Started("id-1", "m-\u00e9"), text("a"));
        assertThat(new String(out.take(), StandardCharsets.UTF_8)).contains("\"model\":\"m-\u00e9\"");
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void everyErrorHasATypeAndItsCode(ErrorCode code) {
        assertThat(data(ALL, Map.of(), out -> out.error(AiException.of(code).build())))
                .first()
                .asString()
                .matches("\\{\"error\":\\{\"message\":\"[^\"]{10,}\",\"type\":\"[a-z_]+\",\"param\":null,\"code\":\""
                        + code.wireName() + "\"}}");
    }

    @Test
    void theApplicationsKeyIsNotTheClientsFault() {
        assertThat(data(
                        ALL,
                        Map.of(),
                        out -> out.error(
                                AiException.of(ErrorCode.AUTHENTICATION).build())))
                .first()
                .asString()
                .contains("\"type\":\"api_error\"");
    }
}
