package dev.aistreaming.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class SseEncoderTests {

    private final SseEncoder encoder = new SseEncoder();

    /** Decodes strictly: a lenient decoder would hide bytes that are no UTF-8. */
    private String written() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(encoder.take()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new AssertionError(e);
        }
    }

    private String json(String text) {
        encoder.jsonString(text);
        return written();
    }

    @Test
    void writesAnEventAsOneLineAndABlankLine() {
        encoder.begin().literal("{\"n\":").number(-42).literal("}").end();
        assertThat(written()).isEqualTo("data: {\"n\":-42}\n\n");
    }

    @Test
    void numbersEventsFromTheOneAfterTheLast() {
        SseEncoder numbered = new SseEncoder("a1", 8);
        numbered.begin().literal("x").end();
        numbered.begin().literal("y").end();

        assertThat(numbered.count()).isEqualTo(2);
        assertThat(new String(numbered.take(), StandardCharsets.US_ASCII))
                .isEqualTo("id: a1:9\ndata: x\n\nid: a1:10\ndata: y\n\n");
        assertThat(numbered.count()).isZero();
    }

    @Test
    void dropsWhatCameAfterTheMarkAndItsNumbers() {
        SseEncoder numbered = new SseEncoder("a1", 8);
        numbered.begin().literal("x").end();
        numbered.mark();
        numbered.begin().literal("y").end();
        numbered.begin().literal("half");
        numbered.reset();
        numbered.begin().literal("z").end();

        assertThat(numbered.count()).isEqualTo(2);
        assertThat(new String(numbered.take(), StandardCharsets.US_ASCII))
                .isEqualTo("id: a1:9\ndata: x\n\nid: a1:10\ndata: z\n\n");
    }

    @Test
    void dropsNothingThatHasBeenTaken() {
        SseEncoder numbered = new SseEncoder("a1", 8);
        numbered.mark();
        numbered.begin().literal("x").end();
        numbered.take();
        numbered.begin().literal("y").end();
        numbered.reset();
        numbered.begin().literal("z").end();

        assertThat(new String(numbered.take(), StandardCharsets.US_ASCII)).isEqualTo("id: a1:10\ndata: z\n\n");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 10, 99, 100, 1_234_567_890_123L, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void writesNumbers(long number) {
        encoder.number(number);
        assertThat(written()).isEqualTo(Long.toString(number));
    }

    @Test
    void quotesText() {
        assertThat(json("plain text")).isEqualTo("\"plain text\"");
    }

    @Test
    void writesAnEmptyText() {
        assertThat(json("")).isEqualTo("\"\"");
    }

    @Test
    void escapesQuotesAndBackslashes() {
        assertThat(json("a\"b\\c/d")).isEqualTo("\"a\\\"b\\\\c/d\"");
    }

    @Test
    void escapesLineBreaksWhetherTheyComeTogetherOrAlone() {
        assertThat(json("a\nb\rc\r\nd")).isEqualTo("\"a\\nb\\rc\\r\\nd\"");
    }

    @Test
    void escapesControlCharacters() {
        assertThat(json("\0\u0001\b\t\f\u001F")).isEqualTo("\"\\u0000\\u0001\\u0008\\t\\u000c\\u001f\"");
    }

    @Test
    void writesOtherCharactersAsUtf8() {
        encoder.jsonString("\u007F\u00E4\u20AC\uD83D\uDE00");
        assertThat(encoder.take())
                .containsExactly('"', 0x7F, 0xC3, 0xA4, 0xE2, 0x82, 0xAC, 0xF0, 0x9F, 0x98, 0x80, '"');
    }

    /** Neither JSON nor SSE takes them for line breaks. */
    @Test
    void writesUnicodeLineSeparatorsAsTheyAre() {
        assertThat(json("a\u2028b\u2029c\u0085d")).isEqualTo("\"a\u2028b\u2029c\u0085d\"");
    }

    @Test
    void replacesHalvesOfSurrogatePairs() {
        assertThat(json("\uD83D")).isEqualTo("\"\uFFFD\"");
        assertThat(json("a\uD83Db")).isEqualTo("\"a\uFFFDb\"");
        assertThat(json("\uDE00a")).isEqualTo("\"\uFFFDa\"");
        assertThat(json("\uDE00\uD83D")).isEqualTo("\"\uFFFD\uFFFD\"");
        assertThat(json("\uD83D\uD83D\uDE00")).isEqualTo("\"\uFFFD\uD83D\uDE00\"");
    }

    @Test
    void writesTextWithoutFramingAsItIs() {
        encoder.text(" \"a\\\r\n\n").text("\0\u007F\u00E4\u20AC\uD83D\uDE00\u2028");
        assertThat(encoder.count()).isZero();
        assertThat(written()).isEqualTo(" \"a\\\r\n\n\0\u007F\u00E4\u20AC\uD83D\uDE00\u2028");
    }

    @Test
    void replacesHalvesOfSurrogatePairsInTextWithoutFraming() {
        encoder.text("\uD83D").text("\uDE00a\uD83Db\uD83D\uD83D\uDE00");
        assertThat(written()).isEqualTo("\uFFFD\uFFFDa\uFFFDb\uFFFD\uD83D\uDE00");
    }

    @Test
    void growsAsNeededForTextWithoutFraming() {
        String large = "\uD83D\uDE00\u20AC\nx".repeat(50_000);
        assertThat(written()).isEmpty();
        encoder.text(large);
        assertThat(written()).isEqualTo(large);
    }

    @Test
    void keepsADocumentOnOneLine() {
        encoder.json("{\n  \"a\": \"\u20AC\\n\",\r\n  \"b\": 1\r}");
        assertThat(written()).isEqualTo("{   \"a\": \"\u20AC\\n\",    \"b\": 1 }");
    }

    @Test
    void isEmptyUntilSomethingIsWritten() {
        assertThat(encoder.isEmpty()).isTrue();
        encoder.literal("x");
        assertThat(encoder.isEmpty()).isFalse();
    }

    @Test
    void beginsAnewAfterItsBytesWereTaken() {
        encoder.literal("first");
        byte[] first = encoder.take();
        assertThat(encoder.isEmpty()).isTrue();
        assertThat(encoder.take()).isEmpty();
        encoder.literal("other");
        assertThat(written()).isEqualTo("other");
        assertThat(first).asString(StandardCharsets.UTF_8).isEqualTo("first");
    }

    @Test
    void growsAsNeeded() {
        String large = "\uD83D\uDE00\n\u0001x".repeat(50_000);
        encoder.begin();
        encoder.jsonString(large);
        encoder.end();
        assertThat(roundTrip(encoder.take())).isEqualTo(large);
        encoder.literal("small");
        assertThat(written()).isEqualTo("small");
    }

    @Test
    void everyTextComesBackFromADecoderAndAJsonParser() {
        Random random = new Random(7);
        for (int round = 0; round < 3000; round++) {
            String text = randomText(random);
            encoder.begin().jsonString(text).end();
            byte[] event = encoder.take();
            assertThat(new String(event, 0, event.length - 2, StandardCharsets.UTF_8))
                    .doesNotContain("\n")
                    .doesNotContain("\r");
            assertThat(roundTrip(event)).isEqualTo(text);
        }
    }

    private static String roundTrip(byte[] bytes) {
        RecordedEvents recorded = new RecordedEvents();
        new SseDecoder(recorded).feed(ByteBuffer.wrap(bytes));
        assertThat(recorded.events).hasSize(1);
        try (JsonParser json = new JsonFactory()
                .createParser(ObjectReadContext.empty(), recorded.events.get(0).data())) {
            json.nextToken();
            String text = json.getString();
            assertThat(json.nextToken()).isNull();
            return text;
        }
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(40);
        for (int i = 0; i < length; i++) {
            int range = switch (random.nextInt(4)) {
                case 0 -> 0x30;
                case 1 -> 0x100;
                case 2 -> 0x3000;
                default -> Character.MAX_CODE_POINT;
            };
            int codePoint = random.nextInt(range);
            boolean surrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
            text.appendCodePoint(surrogate ? '?' : codePoint);
        }
        return text.toString();
    }
}
