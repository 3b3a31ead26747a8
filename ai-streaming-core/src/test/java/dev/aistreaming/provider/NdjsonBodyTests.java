package dev.aistreaming.provider;

import static dev.aistreaming.provider.MappingFixture.joined;
import static dev.aistreaming.provider.MappingFixture.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.provider.MappingFixture.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NdjsonBodyTests {

    private static final String OPENING = "{\"id\":\"t-1\",\"model\":\"m-1\"}\n";
    private static final String STOP = "{\"stop\":\"stop\"}\n";
    private static final String END = "{\"end\":true}\n";
    private static final String STREAM =
            OPENING + "\n" + text(" a\u20AC") + "  " + text("\uD83D\uDE00 \\\"}\\n") + text("b") + STOP + END;

    private final MappingFixture tiny = new MappingFixture(TinyProtocol.NDJSON, "application/x-ndjson");

    private static String text(String text) {
        return "{\"text\":\"" + text + "\"}\n";
    }

    @Test
    void makesTheSameOfAStreamWhereverItIsCut() {
        byte[] stream = utf8(STREAM.replace("\n", "\r\n"));
        Outcome whole = tiny.play(stream);
        assertThat(whole.answer().content()).isEqualTo(" a\u20AC\uD83D\uDE00 \"}\nb");
        assertThat(whole.answer().id()).isEqualTo("t-1");
        for (int cut = 0; cut <= stream.length; cut++) {
            assertThat(tiny.playCutAt(cut, stream)).as("cut at %d", cut).isEqualTo(whole);
        }
        assertThat(tiny.playByteByByte(stream)).isEqualTo(whole);
    }

    @Test
    void isTruncatedWhereverAStreamEndsBeforeItsFinishReason() {
        byte[] stream = utf8(STREAM);
        int finish = utf8(STREAM.substring(0, STREAM.indexOf(STOP) + STOP.length() - 1)).length;
        for (int length = 0; length < stream.length; length++) {
            Outcome outcome = tiny.play(Arrays.copyOf(stream, length));
            assertThat(outcome.response() != null).as("ended at %d", length).isEqualTo(length >= finish);
            if (length < finish) {
                assertThat(outcome.code()).as("ended at %d", length).isEqualTo(ErrorCode.TRUNCATED);
            }
        }
    }

    @Test
    void makesAnErrorOrAnAnswerOfAnyBytes() {
        Random random = new Random(4711);
        for (int round = 0; round < 3000; round++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            assertThat(tiny.play(noise).error()).isNotNull();
            Outcome inTheMiddle = tiny.play(joined(utf8(OPENING), noise, utf8("\n" + STOP)));
            assertThat(inTheMiddle.response() == null).isNotEqualTo(inTheMiddle.error() == null);
        }
    }

    @Test
    void makesAnErrorOrAnAnswerOfADamagedStream() {
        Random random = new Random(815);
        byte[] characters = "{}[]\",:0129eE.-ntf\\u \n\r".getBytes(StandardCharsets.US_ASCII);
        for (int round = 0; round < 3000; round++) {
            byte[] damaged = utf8(STREAM);
            for (int i = random.nextInt(8); i >= 0; i--) {
                damaged[random.nextInt(damaged.length)] = characters[random.nextInt(characters.length)];
            }
            Outcome outcome = tiny.playCutAt(random.nextInt(damaged.length), damaged);
            assertThat(outcome.response() == null).isNotEqualTo(outcome.error() == null);
        }
    }

    @Test
    void readsALastLineThatHasNoEnd() {
        assertThat(tiny.play(OPENING + text("a") + STOP.strip()).answer().content())
                .isEqualTo("a");
        assertThat(tiny.play(STOP.strip()).answer().content()).isEmpty();
    }

    @Test
    void readsAnErrorAmongTheLines() {
        Outcome outcome = tiny.play(OPENING + text("a") + "{\"error\":{\"message\":\"gone\",\"code\":503}}\n" + STOP);
        assertThat(outcome.content()).isEqualTo("a");
        assertThat(outcome.code()).isEqualTo(ErrorCode.OVERLOADED);
    }

    @Test
    void readsAnErrorThatIsPrintedOverSeveralLines() {
        Outcome outcome = tiny.play("{\n  \"error\": {\n    \"message\": \"gone\",\n\n    \"code\": 503\n  }\n}\n");
        assertThat(outcome.failure().providerMessage()).isEqualTo("gone");
        assertThat(outcome.code()).isEqualTo(ErrorCode.OVERLOADED);
    }

    @Test
    void isMalformedWhereAPrintedDocumentNeverCloses() {
        assertThat(tiny.play("{\n  \"error\": {\n").code()).isEqualTo(ErrorCode.MALFORMED_RESPONSE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "12",
                "null",
                "\"text\"",
                "{\"text\":\"b\"",
                "{oops}",
                "{\"text\":",
                "[{]",
                "]",
                "data: {}"
            })
    void isMalformedWhereALineIsNoDocument(String line) {
        Outcome outcome = tiny.play(OPENING + text("a") + line + "\n" + text("c") + STOP);
        assertThat(outcome.content()).isEqualTo("a");
        assertThat(outcome.code()).isEqualTo(ErrorCode.MALFORMED_RESPONSE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense\n", "{oops}\n", "{\"text\":", "[[[[\n"})
    void completesWhateverComesAfterTheFinishReason(String junk) {
        assertThat(tiny.play(OPENING + text("a") + STOP + junk).answer().content())
                .isEqualTo("a");
    }

    @Test
    void saysThatAPageIsNoStream() {
        Outcome outcome = tiny.contentType("text/html").play("<!DOCTYPE html>\n<html></html>\n");
        assertThat(outcome.code()).isEqualTo(ErrorCode.MALFORMED_RESPONSE);
        assertThat(outcome.failure().providerMessage())
                .isEqualTo("no stream of JSON lines but text/html; is base-url right?");
        assertThat(tiny.contentType("text/html").play("").failure().providerMessage())
                .contains("text/html");
    }

    @Test
    void saysThatItIsAnotherProtocol() {
        assertThat(tiny.play("{\"choices\":[]}\n{\"choices\":[]}\n").failure().providerMessage())
                .contains("is its type right?");
    }

    @Test
    void takesLinesUpToTheLimit() {
        String line = text("x".repeat(1000));
        String stream = OPENING + line + line + STOP;
        int limit = line.length() - 1;
        assertThat(tiny.maxEventBytes(limit).play(stream).answer().content()).hasSize(2000);
        assertThat(tiny.maxEventBytes(limit)
                        .playByteByByte(utf8(stream))
                        .answer()
                        .content())
                .hasSize(2000);
        Outcome tooLarge = tiny.maxEventBytes(limit - 1).play(stream);
        assertThat(tooLarge.code()).isEqualTo(ErrorCode.MALFORMED_RESPONSE);
        assertThat(tooLarge.failure().providerMessage()).isEqualTo("an event of more than 1010 bytes");
    }

    /** What never ends is given up when it is too large, not when it has ended. */
    @Test
    void keepsNoMoreThanTheLimit() {
        String half = "x".repeat(600);
        List<String> endless = List.of(
                "{\"text\":\"" + half + half, // a line
                "{\n\"a\":\"" + half + "\n" + half + "\n", // a document of many lines
                "{\n" + half + half,
                " ".repeat(1200));
        for (String stream : endless) {
            Outcome outcome = tiny.maxEventBytes(1000).playAndBreak(stream);
            assertThat(outcome.failure().providerMessage()).isEqualTo("an event of more than 1000 bytes");
        }
    }

    @Test
    void replacesBytesThatAreNoUtf8() {
        byte[] stream = joined(utf8(OPENING + "{\"text\":\"a"), new byte[] {(byte) 0xFF}, utf8("b\"}\n" + STOP));
        assertThat(tiny.play(stream).answer().content()).isEqualTo("a\uFFFDb");
    }

    @Test
    void aConnectionThatBreaksIsANetworkError() {
        assertThat(tiny.playAndBreak(OPENING + text("a") + "{\"te").code()).isEqualTo(ErrorCode.NETWORK);
        assertThat(tiny.playAndBreak(OPENING + text("a") + STOP).answer().content())
                .isEqualTo("a");
    }

    @Test
    void doesNotFallOverDocumentsThatAreNestedDeeply() {
        assertThat(tiny.play("{\"a\":" + "[".repeat(100_000) + "\n").error()).isNotNull();
        assertThat(tiny.play(OPENING + text("a") + "[".repeat(100_000) + "\n").error())
                .isNotNull();
    }
}
