package dev.aistreaming.provider;

import static dev.aistreaming.provider.AwsFrames.event;
import static dev.aistreaming.provider.AwsFrames.exception;
import static dev.aistreaming.provider.MappingFixture.joined;
import static dev.aistreaming.provider.MappingFixture.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.provider.MappingFixture.Outcome;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AwsEventBodyTests {

    private static final byte[] OPENING = event("begin", "{\"id\":\"t-1\",\"model\":\"m-1\"}");
    private static final byte[] STOP = event("stop", "{\"stop\":\"stop\"}");
    private static final byte[] END = event("end", "{}");
    private static final byte[] STREAM = joined(OPENING, text(" a\u20AC"), text("\uD83D\uDE00"), text("b"), STOP, END);
    private static final int FINISH = STREAM.length - END.length;

    private final MappingFixture tiny = new MappingFixture(TinyProtocol.AWS, "application/vnd.amazon.eventstream");

    private static byte[] text(String text) {
        return event("piece", "{\"text\":\"" + text + "\"}");
    }

    private Outcome playInTheMiddle(byte[] frame) {
        Outcome outcome = tiny.play(joined(OPENING, text("a"), frame, text("b"), STOP, END));
        assertThat(outcome.content()).startsWith("a");
        return outcome;
    }

    // ---- cuts and noise

    @Test
    void makesTheSameOfAStreamWhereverItIsCut() {
        Outcome whole = tiny.play(STREAM);
        assertThat(whole.answer().content()).isEqualTo(" a\u20AC\uD83D\uDE00b");
        assertThat(whole.answer().id()).isEqualTo("t-1");
        for (int cut = 0; cut <= STREAM.length; cut++) {
            assertThat(tiny.playCutAt(cut, STREAM)).as("cut at %d", cut).isEqualTo(whole);
        }
        assertThat(tiny.playByteByByte(STREAM)).isEqualTo(whole);
    }

    @Test
    void isTruncatedWhereverAStreamEndsBeforeItsFinishReason() {
        for (int length = 0; length < STREAM.length; length++) {
            Outcome outcome = tiny.play(Arrays.copyOf(STREAM, length));
            assertThat(outcome.response() != null).as("ended at %d", length).isEqualTo(length >= FINISH);
            if (length < FINISH) {
                assertThat(outcome.code()).as("ended at %d", length).isEqualTo(ErrorCode.TRUNCATED);
            }
        }
    }

    @Test
    void noticesEachByteThatHasChanged() {
        for (int i = 0; i < FINISH; i++) {
            byte[] damaged = STREAM.clone();
            damaged[i] ^= 1;
            assertThat(tiny.play(damaged).code()).as("byte %d", i).isEqualTo(ErrorCode.MALFORMED_RESPONSE);
        }
    }

    @Test
    void makesAnErrorOrAnAnswerOfAnyBytes() {
        Random random = new Random(4711);
        for (int round = 0; round < 3000; round++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            assertThat(tiny.play(noise).error()).isNotNull();
            assertThat(tiny.play(joined(OPENING, noise)).error()).isNotNull();
        }
    }

    /** Noise with good checksums reaches parts that pure noise does not. */
    @Test
    void makesAnErrorOrAnAnswerOfFramesWithAnythingInThem() {
        Random random = new Random(815);
        for (int round = 0; round < 3000; round++) {
            byte[] headers = new byte[random.nextInt(60)];
            random.nextBytes(headers);
            byte[] payload = new byte[random.nextInt(60)];
            random.nextBytes(payload);
            int length = random.nextBoolean() ? 16 + headers.length + payload.length : random.nextInt();
            int ofHeaders = random.nextBoolean() ? headers.length : random.nextInt();
            byte[] frame = AwsFrames.frame(length, ofHeaders, headers, payload);
            Outcome outcome = tiny.playCutAt(random.nextInt(frame.length), joined(frame, STOP));
            assertThat(outcome.response() == null).isNotEqualTo(outcome.error() == null);
        }
    }

    @Test
    void aConnectionThatBreaksIsANetworkError() {
        assertThat(tiny.playAndBreak(joined(OPENING, text("a"))).code()).isEqualTo(ErrorCode.NETWORK);
        assertThat(tiny.playAndBreak(joined(OPENING, text("a"), STOP)).answer().content())
                .isEqualTo("a");
    }

    // ---- lengths

    @Test
    void takesFramesUpToTheLimit() {
        byte[] large = text("x".repeat(1000));
        byte[] stream = joined(OPENING, large, large, STOP);
        assertThat(tiny.maxEventBytes(large.length).play(stream).answer().content())
                .hasSize(2000);
        Outcome tooLarge = tiny.maxEventBytes(large.length - 1).play(stream);
        assertThat(tooLarge.code()).isEqualTo(ErrorCode.MALFORMED_RESPONSE);
        assertThat(tooLarge.failure().providerMessage())
                .isEqualTo("an event of more than " + (large.length - 1) + " bytes");
    }

    /** Before any of it is waited for. */
    @ParameterizedTest
    @ValueSource(ints = {Integer.MAX_VALUE, Integer.MIN_VALUE, -1, 24 * 1024 * 1024})
    void isMalformedWhereAFrameSaysThatItIsHuge(int length) {
        byte[] prelude = Arrays.copyOf(AwsFrames.frame(length, 0, new byte[0], new byte[0]), 12);
        assertThat(tiny.play(joined(OPENING, prelude)).failure().providerMessage())
                .isEqualTo("an event of more than 1048576 bytes");
    }

    @ParameterizedTest
    @CsvSource({"0,0", "15,0", "16,1", "40,25", "40,-1", "40,2147483647", "40,-2147483648"})
    void isMalformedWhereAFrameIsShorterThanItsHeaders(int length, int ofHeaders) {
        byte[] frame = AwsFrames.frame(length, ofHeaders, new byte[12], new byte[12]);
        assertThat(playInTheMiddle(frame).failure().providerMessage())
                .isEqualTo("a frame that is shorter than its headers");
    }

    // ---- headers

    @Test
    void passesOverHeadersOfAllTypes() {
        byte[] frame = new AwsFrames()
                .header("yes", 0)
                .header("no", 1)
                .header("byte", 2, new byte[1])
                .header("short", 3, new byte[2])
                .header("int", 4, new byte[4])
                .header("long", 5, new byte[8])
                .header("bytes", 6, (byte) 0, (byte) 2, (byte) 7, (byte) 7)
                .header("time", 8, new byte[8])
                .header("uuid", 9, new byte[16])
                .text("empty", "")
                .text(":event-type", "piece")
                .text(":message-type", "event")
                .frame("{\"text\":\"!\"}");
        assertThat(playInTheMiddle(frame).answer().content()).isEqualTo("a!b");
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 11, 127, 128, 255})
    void isMalformedWhereAHeaderIsOfAnUnknownType(int type) {
        byte[] frame = new AwsFrames()
                .text(":message-type", "event")
                .header("new", type)
                .frame("{}");
        assertThat(playInTheMiddle(frame).failure().providerMessage())
                .isEqualTo("a frame whose headers cannot be read");
    }

    @Test
    void isMalformedWhereAHeaderIsLongerThanAll() {
        AwsFrames cutValue = new AwsFrames().text(":message-type", "event").header("a", 7, (byte) 0, (byte) 9);
        AwsFrames cutLength = new AwsFrames().text(":message-type", "event").header("a", 7, (byte) 0);
        AwsFrames cutNumber = new AwsFrames().text(":message-type", "event").header("a", 9, new byte[15]);
        for (AwsFrames frame : new AwsFrames[] {cutValue, cutLength, cutNumber}) {
            assertThat(playInTheMiddle(frame.frame("{}")).code()).isEqualTo(ErrorCode.MALFORMED_RESPONSE);
        }
    }

    @Test
    void isMalformedWhereAFrameDoesNotSayWhatItIs() {
        assertThat(playInTheMiddle(new AwsFrames().frame("{}")).code()).isEqualTo(ErrorCode.MALFORMED_RESPONSE);
        byte[] unknown = new AwsFrames().text(":message-type", "news").frame("{}");
        assertThat(playInTheMiddle(unknown).code()).isEqualTo(ErrorCode.MALFORMED_RESPONSE);
    }

    // ---- what frames say

    @ParameterizedTest
    @CsvSource({
        "throttlingException, RATE_LIMITED, true",
        "serviceUnavailableException, OVERLOADED, true",
        "internalServerException, PROVIDER_ERROR, true",
        "modelStreamErrorException, PROVIDER_ERROR, true",
        "validationException, INVALID_REQUEST, false"
    })
    void readsAnException(String type, ErrorCode code, boolean retryable) {
        Outcome outcome = playInTheMiddle(exception(type, "{\"message\":\"something\"}"));
        assertThat(outcome.code()).isEqualTo(code);
        assertThat(outcome.failure().retryable()).isEqualTo(retryable);
        assertThat(outcome.failure().providerMessage()).isEqualTo("something");
    }

    @Test
    void readsAnError() {
        byte[] error = new AwsFrames()
                .text(":message-type", "error")
                .text(":error-code", "Throttling")
                .text(":error-message", "slow down")
                .frame("");
        Outcome outcome = playInTheMiddle(error);
        assertThat(outcome.code()).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(outcome.failure().providerMessage()).isEqualTo("slow down");
    }

    @Test
    void readsAnErrorThatSaysNothing() {
        byte[] error = new AwsFrames().text(":message-type", "error").frame("");
        assertThat(playInTheMiddle(error).code()).isEqualTo(ErrorCode.PROVIDER_ERROR);
        assertThat(playInTheMiddle(exception("", "")).code()).isEqualTo(ErrorCode.PROVIDER_ERROR);
    }

    @Test
    void anExceptionAfterTheFinishReasonFailsTheAnswer() {
        byte[] exception = exception("throttlingException", "{}");
        assertThat(tiny.play(joined(OPENING, STOP, exception, END)).code()).isEqualTo(ErrorCode.RATE_LIMITED);
    }

    @Test
    void skipsEventsThatAreNotTheProtocols() {
        assertThat(playInTheMiddle(event("ping", "now")).answer().content()).isEqualTo("ab");
        assertThat(playInTheMiddle(event("ping", "{now}")).answer().content()).isEqualTo("ab");
        assertThat(playInTheMiddle(event("piece", "")).answer().content()).isEqualTo("ab");
    }

    @ParameterizedTest
    @ValueSource(strings = {"now", "{now}", "{\"text\":", "12", "[1]"})
    void isMalformedWhereAnEventIsNoDocument(String payload) {
        Outcome outcome = playInTheMiddle(event("piece", payload));
        assertThat(outcome.content()).isEqualTo("a");
        assertThat(outcome.code()).isEqualTo(ErrorCode.MALFORMED_RESPONSE);
    }

    @Test
    void completesWhateverComesAfterTheFinishReason() {
        byte[] changed = text("b");
        changed[20] ^= 1;
        for (byte[] junk : new byte[][] {changed, utf8("\n\n<html></html>"), event("piece", "now"), new byte[100]}) {
            Outcome outcome = tiny.play(joined(OPENING, text("a"), STOP, junk, text("c")));
            assertThat(outcome.answer().content()).startsWith("a");
        }
    }

    @Test
    void readsNothingAfterTheEnd() {
        assertThat(tiny.play(joined(OPENING, STOP, END, text("c"), new byte[100]))
                        .answer()
                        .content())
                .isEmpty();
    }

    // ---- no frames at all

    @Test
    void readsADocumentInPlaceOfFrames() {
        Outcome outcome =
                tiny.contentType("application/json").play("{\n\"error\":{\"message\":\"gone\",\"code\":503}}");
        assertThat(outcome.code()).isEqualTo(ErrorCode.OVERLOADED);
        assertThat(outcome.failure().providerMessage()).isEqualTo("gone");
    }

    @Test
    void saysThatAPageIsNoStream() {
        Outcome outcome = tiny.contentType("text/html").play("<!DOCTYPE html>\n<html></html>\n");
        assertThat(outcome.code()).isEqualTo(ErrorCode.MALFORMED_RESPONSE);
        assertThat(outcome.failure().providerMessage())
                .isEqualTo("no AWS event stream but text/html; is base-url right?");
    }
}
