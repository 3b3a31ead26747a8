package dev.aistreaming.provider;

import static dev.aistreaming.provider.MappingFixture.joined;
import static dev.aistreaming.provider.MappingFixture.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.provider.MappingFixture.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes of the events of Bedrock's ConverseStream (AWS, "Amazon Bedrock API Reference"). Quotes are single ones here. */
class BedrockMappingTests {

    private static final byte[] START = event("messageStart", "{'p':'abc','role':'assistant'}");
    private static final byte[] METADATA = event(
            "metadata",
            "{'metrics':{'latencyMs':1},'p':'a','usage':{'inputTokens':11,'outputTokens':9,'totalTokens':1028,"
                    + "'cacheReadInputTokens':8,'cacheWriteInputTokens':1000}}");
    private static final byte[] STREAM = joined(
            START,
            delta(0, "'reasoningContent':{'text':'hm \u20AC'}"),
            delta(0, "'reasoningContent':{'signature':'c2ln'}"),
            blockStop(0),
            delta(1, "'text':' a\\n\uD83D\uDE00\\ud83d'"),
            delta(1, "'text':'\\ude00 b'"),
            blockStop(1),
            call(2, "'toolUseId':'t_1','name':'f'"),
            delta(2, "'toolUse':{'input':'{\\\"x\\\":'}"),
            delta(2, "'toolUse':{'input':'1}'}"),
            blockStop(2),
            stop("tool_use"),
            METADATA);

    private final MappingFixture bedrock =
            new MappingFixture(ProviderType.BEDROCK).contentType("application/vnd.amazon.eventstream");

    private static byte[] event(String name, String payload) {
        return AwsFrames.event(name, payload.replace('\'', '"'));
    }

    private static byte[] delta(int index, String delta) {
        return event("contentBlockDelta", "{'contentBlockIndex':" + index + ",'delta':{" + delta + "},'p':'abcdef'}");
    }

    private static byte[] text(String text) {
        return delta(0, "'text':'" + text + "'");
    }

    private static byte[] call(int index, String members) {
        return event(
                "contentBlockStart",
                "{'contentBlockIndex':" + index + ",'start':{'toolUse':{" + members + "}},'p':'a'}");
    }

    private static byte[] blockStop(int index) {
        return event("contentBlockStop", "{'contentBlockIndex':" + index + ",'p':'a'}");
    }

    private static byte[] stop(String reason) {
        return event("messageStop", "{'p':'a','stopReason':'" + reason + "'}");
    }

    private Outcome play(byte[]... frames) {
        return bedrock.play(joined(frames));
    }

    // ---- answers

    @Test
    void readsTextAndUsageThatComesAfterTheFinishReason() {
        Outcome outcome = play(START, text("Good "), text("day"), blockStop(0), stop("end_turn"), METADATA);
        assertThat(outcome.events())
                .containsExactly(
                        new StreamEvent.Started(null, null),
                        new StreamEvent.Content("Good "),
                        new StreamEvent.Content("day"),
                        new StreamEvent.Finished(FinishReason.STOP, new Usage(1019, 9, 8, 1000, null)));
    }

    @Test
    void isWholeWithoutMetadata() {
        assertThat(play(START, text("a"), stop("end_turn")).answer().content()).isEqualTo("a");
        assertThat(bedrock.playAndBreak(joined(START, text("a"), stop("end_turn")))
                        .answer()
                        .usage())
                .isEqualTo(Usage.UNKNOWN);
    }

    @Test
    void readsCallsInPiecesAndOneThatHasNoArguments() {
        ChatResponse answer = play(
                        START,
                        text("Let me see."),
                        blockStop(0),
                        call(1, "'toolUseId':'t_1','name':'weather'"),
                        delta(1, "'toolUse':{'input':'{\\\"city\\\":'}"),
                        delta(1, "'toolUse':{'input':'\\\"Paris\\\"}'}"),
                        blockStop(1),
                        call(2, "'toolUseId':'t_2','name':'time','type':'tool_use'"),
                        blockStop(2),
                        stop("tool_use"),
                        METADATA)
                .answer();
        assertThat(answer.toolCalls())
                .containsExactly(
                        new ToolCall("t_1", "weather", "{\"city\":\"Paris\"}"), new ToolCall("t_2", "time", "{}"));
        assertThat(answer.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    }

    @Test
    void keepsEachBlockOfThoughtsThatIsSignedOrHidden() {
        ChatResponse answer = play(
                        START,
                        delta(0, "'reasoningContent':{'text':'Hm, '}"),
                        delta(0, "'reasoningContent':{'text':'so.'}"),
                        delta(0, "'reasoningContent':{'signature':'c2'}"),
                        delta(0, "'reasoningContent':{'signature':'ln'}"),
                        blockStop(0),
                        delta(1, "'reasoningContent':{'redactedContent':'aGlkZGVu'}"),
                        blockStop(1),
                        delta(2, "'reasoningContent':{'text':'More.'}"),
                        delta(2, "'reasoningContent':{'signature':'Mg=='}"),
                        blockStop(2),
                        delta(3, "'text':'a'"),
                        stop("end_turn"),
                        METADATA)
                .answer();
        assertThat(answer.reasoning()).isEqualTo("Hm, so.More.");
        assertThat(answer.providerState())
                .containsExactly(
                        state("{'reasoningContent':{'reasoningText':{'text':'Hm, so.','signature':'c2ln'}}}"),
                        state("{'reasoningContent':{'redactedContent':'aGlkZGVu'}}"),
                        state("{'reasoningContent':{'reasoningText':{'text':'More.','signature':'Mg=='}}}"));
    }

    private static Part.ProviderState state(String json) {
        return new Part.ProviderState("bedrock", json.replace('\'', '"'));
    }

    @Test
    void keepsNoThoughtsWithoutASignature() {
        ChatResponse answer = play(
                        START,
                        delta(0, "'reasoningContent':{'text':'Hm'}"),
                        blockStop(0),
                        delta(1, "'text':'a'"),
                        stop("end_turn"),
                        METADATA)
                .answer();
        assertThat(answer.reasoning()).isEqualTo("Hm");
        assertThat(answer.providerState()).isEmpty();
    }

    @Test
    void tellsNothingOfToolsThatTheProviderRunsItself() {
        ChatResponse answer = play(
                        START,
                        call(0, "'toolUseId':'t_1','name':'nova_grounding','type':'server_tool_use'"),
                        delta(0, "'toolUse':{'input':'{}'}"),
                        blockStop(0),
                        event(
                                "contentBlockStart",
                                "{'contentBlockIndex':1,'start':{'toolResult':{'toolUseId':'t_1','status':'success'}}}"),
                        delta(1, "'toolResult':[{'text':'hidden'}]"),
                        blockStop(1),
                        delta(2, "'text':'a'"),
                        stop("end_turn"),
                        METADATA)
                .answer();
        assertThat(answer.toolCalls()).isEmpty();
        assertThat(answer.content()).isEqualTo("a");
        assertThat(answer.finishReason()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void tellsEachSourceOnce() {
        byte[] page = delta(1, "'citation':{'location':{'web':{'domain':'a.example','url':'https://a.example/1'}}}");
        byte[] document = delta(
                1,
                "'citation':{'title':'Notes','source':'d-1','sourceContent':[{'text':'x'}],"
                        + "'location':{'documentChar':{'documentIndex':0,'start':1,'end':2}}}");
        assertThat(play(START, text("a"), page, document, page, stop("end_turn"), METADATA).events().stream()
                        .filter(StreamEvent.Source.class::isInstance))
                .containsExactly(
                        StreamEvent.Source.url("https://a.example/1", "a.example"),
                        StreamEvent.Source.document("d-1", "Notes"));
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn, STOP",
        "stop_sequence, STOP",
        "max_tokens, LENGTH",
        "model_context_window_exceeded, LENGTH",
        "tool_use, TOOL_CALLS",
        "guardrail_intervened, CONTENT_FILTER",
        "content_filtered, CONTENT_FILTER",
        "something_new, OTHER"
    })
    void tellsWhyTheModelStopped(String theirs, FinishReason ours) {
        assertThat(play(START, text("a"), stop(theirs), METADATA).answer().finishReason())
                .isEqualTo(ours);
    }

    @Test
    void skipsEventsThatItDoesNotKnow() {
        assertThat(play(START, event("invocationMetrics", "{'x':1}"), text("a"), stop("end_turn"), METADATA)
                        .answer()
                        .content())
                .isEqualTo("a");
    }

    // ---- errors

    @ParameterizedTest
    @CsvSource({
        "throttlingException, RATE_LIMITED, true",
        "modelStreamErrorException, PROVIDER_ERROR, true",
        "internalServerException, PROVIDER_ERROR, true",
        "serviceUnavailableException, OVERLOADED, true",
        "validationException, INVALID_REQUEST, false"
    })
    void isAnErrorWhereAFrameIsAnException(String type, ErrorCode code, boolean retryable) {
        Outcome outcome = play(
                START, text("a"), AwsFrames.exception(type, "{\"message\":\"it is so\",\"originalStatusCode\":200}"));
        assertThat(outcome.content()).isEqualTo("a");
        assertThat(outcome.code()).isEqualTo(code);
        assertThat(outcome.failure().retryable()).isEqualTo(retryable);
        assertThat(outcome.failure().providerMessage()).isEqualTo("it is so");
    }

    @ParameterizedTest
    @CsvSource({"malformed_model_output", "malformed_tool_use"})
    void isAnErrorWhereTheModelCouldNotWriteWhatItMeant(String reason) {
        Outcome outcome = play(START, text("a"), stop(reason), METADATA);
        assertThat(outcome.code()).isEqualTo(ErrorCode.PROVIDER_ERROR);
        assertThat(outcome.failure().providerMessage()).contains(reason);
    }

    @Test
    void isMalformedWhereACallGoesOnThatNeverBegan() {
        assertThat(play(START, delta(0, "'toolUse':{'input':'{}'}"), stop("tool_use"))
                        .code())
                .isEqualTo(ErrorCode.MALFORMED_RESPONSE);
    }

    @Test
    void asksWhetherTheTypeIsRightWhereEventsOfAnotherServiceCome() {
        Outcome outcome = play(event("chunk", "{'bytes':'e30='}"));
        assertThat(outcome.code()).isEqualTo(ErrorCode.MALFORMED_RESPONSE);
        assertThat(outcome.failure().providerMessage()).contains("type right?");
    }

    @Test
    void readsAnErrorThatIsNoFrame() {
        assertThat(bedrock.play(utf8("{\"message\":\"gone\",\"code\":503}")).code())
                .isEqualTo(ErrorCode.OVERLOADED);
    }

    @Test
    void keepsNoMoreThanThereIsRoomFor() {
        String long1 = "A".repeat(1_000_000);
        byte[][] frames = new byte[6][];
        Arrays.fill(frames, delta(0, "'reasoningContent':{'signature':'" + long1 + "'}"));
        assertThat(play(frames).code()).isEqualTo(ErrorCode.MALFORMED_RESPONSE);
    }

    // ---- wherever a network cuts, and whatever it turns over

    @Test
    void makesTheSameOfAStreamWhereverItIsCut() {
        Outcome whole = bedrock.play(STREAM);
        assertThat(whole.answer().content()).isEqualTo(" a\n\uD83D\uDE00\uD83D\uDE00 b");
        assertThat(whole.answer().reasoning()).isEqualTo("hm \u20AC");
        assertThat(whole.answer().toolCalls()).containsExactly(new ToolCall("t_1", "f", "{\"x\":1}"));
        assertThat(whole.answer().providerState()).hasSize(1);
        for (int cut = 0; cut <= STREAM.length; cut++) {
            assertThat(bedrock.playCutAt(cut, STREAM)).as("cut at %d", cut).isEqualTo(whole);
        }
        assertThat(bedrock.playByteByByte(STREAM)).isEqualTo(whole);
    }

    @Test
    void isTruncatedWhereverAStreamEndsBeforeItsFinishReason() {
        int finish = STREAM.length - METADATA.length;
        for (int length = 0; length < finish; length++) {
            assertThat(bedrock.play(Arrays.copyOf(STREAM, length)).code())
                    .as("ended at %d", length)
                    .isEqualTo(ErrorCode.TRUNCATED);
        }
    }

    @Test
    void isMalformedWhereverABitIsTurnedOver() {
        int finish = STREAM.length - METADATA.length;
        for (int i = 0; i < finish * 8; i++) {
            byte[] damaged = STREAM.clone();
            damaged[i / 8] ^= (byte) (1 << i % 8);
            assertThat(bedrock.play(damaged).code()).as("bit %d", i).isEqualTo(ErrorCode.MALFORMED_RESPONSE);
        }
    }

    /** Frames with good checksums around JSON that is damaged. */
    @Test
    void makesAnErrorOrAnAnswerOfDamagedPayloads() {
        Random random = new Random(815);
        byte[] characters = "{}[]\",:0129eE.-ntf\\u \n".getBytes(StandardCharsets.US_ASCII);
        String[] names = {"messageStart", "contentBlockStart", "contentBlockDelta", "contentBlockStop", "metadata", "x"
        };
        for (int round = 0; round < 3000; round++) {
            byte[] payload = utf8(
                    "{\"contentBlockIndex\":1,\"start\":{\"toolUse\":{\"toolUseId\":\"t\",\"name\":\"f\",\"input\":{\"a\":1}}},"
                            + "\"delta\":{\"text\":\"b\",\"reasoningContent\":{\"signature\":\"s\"}},\"usage\":{\"inputTokens\":1}}");
            for (int i = random.nextInt(6); i >= 0; i--) {
                payload[random.nextInt(payload.length)] = characters[random.nextInt(characters.length)];
            }
            String text = new String(payload, StandardCharsets.US_ASCII);
            Outcome outcome = play(START, AwsFrames.event(names[random.nextInt(names.length)], text), stop("end_turn"));
            assertThat(outcome.response() == null).isNotEqualTo(outcome.error() == null);
        }
    }
}
