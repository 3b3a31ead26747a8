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
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.sse.SseEncoder;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code useChat} gets. */
class AiSdkFormatTests {

    private static final AiSdkFormat ALL = new AiSdkFormat(Disclosure.ALL);
    private static final AiSdkFormat NONE = new AiSdkFormat(Disclosure.NONE);
    private static final String START = "{\"type\":\"start\",\"messageId\":\"msg_" + Encoded.ID + "\"}";
    private static final String STEP = "{\"type\":\"start-step\"}";
    private static final String STEP_END = "{\"type\":\"finish-step\"}";
    private static final String FINISH = "{\"type\":\"finish\"}";
    private static final String TOOL_START =
            "{\"type\":\"tool-input-start\",\"toolCallId\":\"call_1\",\"toolName\":\"weather\"}";
    private static final String TOOL_INPUT = "{\"type\":\"tool-input-available\",\"toolCallId\":\"call_1\","
            + "\"toolName\":\"weather\",\"input\":{\"city\":\"Rome\"}}";

    private static List<String> finished(AiSdkFormat format, Consumer<StreamEncoder> events) {
        return data(format, Map.of(), encoder -> {
            events.accept(encoder);
            encoder.complete(response());
        });
    }

    private static String chunk(String type, String id) {
        return "{\"type\":\"" + type + "\",\"id\":\"" + id + "\"}";
    }

    private static String delta(String type, String id, String text) {
        return "{\"type\":\"" + type + "\",\"id\":\"" + id + "\",\"delta\":\"" + text + "\"}";
    }

    /** Those of the events alone. */
    private static List<String> inStep(StreamEvent... events) {
        List<String> all = data(ALL, events);
        assertThat(all).startsWith(START, STEP);
        return all.subList(2, all.size());
    }

    @Test
    void marksItsResponse() {
        assertThat(ALL.headers()).containsEntry("x-vercel-ai-ui-message-stream", "v1");
    }

    @Test
    void opensAndClosesTextAroundReasoning() {
        assertThat(inStep(new StreamEvent.Reasoning("hm"), text("Hi"), text("!"), new StreamEvent.Reasoning("oh")))
                .containsExactly(
                        chunk("reasoning-start", "reasoning-1"),
                        delta("reasoning-delta", "reasoning-1", "hm"),
                        chunk("reasoning-end", "reasoning-1"),
                        chunk("text-start", "text-2"),
                        delta("text-delta", "text-2", "Hi"),
                        delta("text-delta", "text-2", "!"),
                        chunk("text-end", "text-2"),
                        chunk("reasoning-start", "reasoning-3"),
                        delta("reasoning-delta", "reasoning-3", "oh"));
    }

    @Test
    void leavesOutWhatIsNotToBeSeen() {
        assertThat(data(NONE, Map.of(), out -> {
                    play(out, started(), new StreamEvent.Reasoning("hm"), text("Hi"));
                    play(out, Encoded.delta(0, "call_1", "weather", "{}"), called(CALL), result("call_1", "Sunny"));
                    play(out, StreamEvent.Source.url("https://a.example", null), text("!"));
                    out.complete(response(CALL));
                }))
                .containsExactly(
                        START,
                        STEP,
                        chunk("text-start", "text-1"),
                        delta("text-delta", "text-1", "Hi"),
                        delta("text-delta", "text-1", "!"),
                        chunk("text-end", "text-1"),
                        STEP_END,
                        FINISH,
                        "[DONE]");
    }

    @Test
    void hasAStepForEachTurnOfTheModel() {
        assertThat(finished(
                        new AiSdkFormat(new Disclosure(false, true, true, false, false, false)),
                        out -> play(
                                out,
                                started(),
                                text("Hm"),
                                Encoded.delta(0, "call_1", "weather", "{\"city\":\"Rome\"}"),
                                called(CALL),
                                result("call_1", "Sunny"),
                                stepFinished(),
                                started(),
                                text("Sun"))))
                .containsExactly(
                        START,
                        STEP,
                        chunk("text-start", "text-1"),
                        delta("text-delta", "text-1", "Hm"),
                        chunk("text-end", "text-1"),
                        TOOL_START,
                        "{\"type\":\"tool-input-delta\",\"toolCallId\":\"call_1\","
                                + "\"inputTextDelta\":\"{\\\"city\\\":\\\"Rome\\\"}\"}",
                        TOOL_INPUT,
                        "{\"type\":\"tool-output-available\",\"toolCallId\":\"call_1\",\"output\":\"Sunny\"}",
                        STEP_END,
                        STEP,
                        chunk("text-start", "text-2"),
                        delta("text-delta", "text-2", "Sun"),
                        chunk("text-end", "text-2"),
                        STEP_END,
                        FINISH,
                        "[DONE]");
    }

    @Test
    void writesSources() {
        assertThat(inStep(
                        StreamEvent.Source.url("https://a.example", "A"),
                        StreamEvent.Source.document("handbook.pdf", null)))
                .containsExactly(
                        "{\"type\":\"source-url\",\"sourceId\":\"source-1\",\"url\":\"https://a.example\","
                                + "\"title\":\"A\"}",
                        "{\"type\":\"source-document\",\"sourceId\":\"source-2\","
                                + "\"mediaType\":\"application/octet-stream\",\"title\":\"handbook.pdf\","
                                + "\"filename\":\"handbook.pdf\"}");
    }

    @Test
    void writesTheApplicationsDataAndObjectsWithoutClosingTheText() {
        assertThat(inStep(
                        text("a"),
                        new StreamEvent.Data("progress", "1", "{\"done\":0.5}"),
                        text("b"),
                        new StreamEvent.ObjectReady("{\"a\":1}")))
                .containsExactly(
                        chunk("text-start", "text-1"),
                        delta("text-delta", "text-1", "a"),
                        "{\"type\":\"data-progress\",\"id\":\"1\",\"data\":{\"done\":0.5}}",
                        delta("text-delta", "text-1", "b"),
                        "{\"type\":\"data-object\",\"data\":{\"a\":1}}");
    }

    @Test
    void dataThatWouldBreakTheirEventChangeNothing() {
        SseEncoder out = new SseEncoder();
        StreamEncoder encoder = ALL.newEncoder(out, StreamInfo.of(Encoded.ID));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> encoder.data(new StreamEvent.Data("progress", null, "{")));
        assertThat(out.isEmpty()).isTrue();
    }

    @Test
    void tellsAFrontEndThatCannotTakePartsAwayThatTheyAreVoid() {
        assertThat(inStep(text("a"), reset(), started(), text("b")))
                .containsExactly(
                        chunk("text-start", "text-1"),
                        delta("text-delta", "text-1", "a"),
                        chunk("text-end", "text-1"),
                        STEP_END,
                        "{\"type\":\"data-reset\",\"data\":{\"reason\":\"failover\"}}",
                        STEP,
                        chunk("text-start", "text-2"),
                        delta("text-delta", "text-2", "b"));
    }

    @Test
    void takesPartsAwayFromAFrontEndThatKnowsHow() {
        List<String> chunks = data(
                ALL,
                Map.of(AiSdkFormat.KNOWS_RESET_STEP, "true"),
                out -> play(out, text("a"), reset(), started(), text("b")));
        assertThat(chunks.subList(4, chunks.size()))
                .containsExactly(
                        chunk("text-end", "text-1"),
                        "{\"type\":\"reset-step\"}",
                        chunk("text-start", "text-2"),
                        delta("text-delta", "text-2", "b"));
    }

    @ParameterizedTest
    @CsvSource({
        "STOP, stop",
        "LENGTH, length",
        "TOOL_CALLS, tool-calls",
        "CONTENT_FILTER, content-filter",
        "OTHER, other"
    })
    void spellsFinishReasonsAsItsFrontEndDoes(FinishReason reason, String name) {
        Usage usage = new Usage(12, 40, null, null, null);
        assertThat(data(ALL, Map.of(), out -> out.complete(response(reason, usage))))
                .containsExactly(
                        START,
                        STEP,
                        STEP_END,
                        "{\"type\":\"finish\",\"messageMetadata\":{\"finishReason\":\"" + name
                                + "\",\"usage\":{\"inputTokens\":12,\"outputTokens\":40},\"model\":\"m-1\","
                                + "\"provider\":\"local\"}}",
                        "[DONE]");
    }

    @Test
    void givesTheProvidersWordsWhereThatIsOn() {
        AiException error =
                AiException.of(ErrorCode.TIMEOUT).providerMessage("too slow").build();
        assertThat(data(
                        new AiSdkFormat(new Disclosure(true, true, true, true, true, true)),
                        Map.of(),
                        out -> out.error(error)))
                .contains("{\"type\":\"error\",\"errorText\":\"too slow\"}");
        assertThat(data(ALL, Map.of(), out -> out.error(error))).noneMatch(chunk -> chunk.contains("slow"));
    }

    @Test
    void aStreamWithoutAnIdHasAMessageWithoutOne() {
        SseEncoder out = new SseEncoder();
        ALL.newEncoder(out, StreamInfo.of("")).started(new StreamEvent.Started(null, null));
        assertThat(new String(out.take(), java.nio.charset.StandardCharsets.UTF_8))
                .startsWith("data: {\"type\":\"start\"}\n\n");
    }
}
