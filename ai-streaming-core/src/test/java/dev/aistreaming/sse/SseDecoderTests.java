package dev.aistreaming.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.aistreaming.sse.RecordedEvents.Seen;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseDecoderTests {

    private final RecordedEvents recorded = new RecordedEvents();

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(RecordedEvents.utf8(text));
    }

    @Test
    void ignoresCommentsBetweenDataLines() {
        assertThat(RecordedEvents.of("data: {\"a\":\n: PROCESSING\n\ndata: 1}\n: PROCESSING\ndata: 2\n\n")
                        .data())
                .containsExactly("{\"a\":", "1}\n2");
    }

    @Test
    void dispatchesNothingForKeepAlives() {
        assertThat(RecordedEvents.of(": ping\n\n: ping\r\n\r\n\n\nretry: 1\n\nid: 7\n\nevent: ping\n\n").events)
                .isEmpty();
    }

    @Test
    void forgetsTheTypeOfABlockWithoutData() {
        assertThat(RecordedEvents.of("event: ping\n\ndata: x\n\n").events).containsExactly(new Seen("message", "x"));
    }

    @Test
    void takesTheLastTypeOfSeveral() {
        assertThat(RecordedEvents.of("event: longer-name\nevent: b\ndata: x\n\n").events)
                .containsExactly(new Seen("b", "x"));
    }

    @Test
    void dispatchesAsSoonAsTheBlankLineHasCome() {
        SseDecoder decoder = new SseDecoder(recorded);
        decoder.feed(bytes("data: x\n"));
        assertThat(recorded.events).isEmpty();
        decoder.feed(bytes("\n"));
        assertThat(recorded.data()).containsExactly("x");
    }

    @Test
    void dispatchesAtACarriageReturnWithoutWaitingForALineFeed() {
        SseDecoder decoder = new SseDecoder(recorded);
        decoder.feed(bytes("data: x\r\n\r"));
        assertThat(recorded.data()).containsExactly("x");
    }

    @Test
    void doesNotTakeTheSecondHalfOfALineEndForABlankLine() {
        SseDecoder decoder = new SseDecoder(recorded);
        decoder.feed(bytes("data: a\r"));
        decoder.feed(bytes(""));
        decoder.feed(bytes("\ndata: b\r\n"));
        decoder.feed(bytes("\r\n"));
        assertThat(recorded.data()).containsExactly("a\nb");
    }

    @Test
    void doesNotDispatchTheLastEventWithoutItsBlankLine() {
        assertThat(RecordedEvents.of("data: a\n\ndata: b\n").data()).containsExactly("a");
    }

    @Test
    void doesNotDispatchALineWithoutItsEnd() {
        assertThat(RecordedEvents.of("data: a\n\ndata: b").data()).containsExactly("a");
    }

    @Test
    void doesNotSplitAtSeparatorsThatOnlyUnicodeKnows() {
        assertThat(RecordedEvents.of("data: a\u2028b\u2029c\u0085d\u000Be\u000Cf\n\n")
                        .data())
                .containsExactly("a\u2028b\u2029c\u0085d\u000Be\u000Cf");
    }

    @Test
    void joinsACharacterThatTwoReadsCutInTheMiddle() {
        byte[] stream = RecordedEvents.utf8("data: \uD83D\uDE00\u20AC\u00E4\n\n");
        for (int cut = 0; cut <= stream.length; cut++) {
            assertThat(RecordedEvents.of(Arrays.copyOf(stream, cut), Arrays.copyOfRange(stream, cut, stream.length))
                            .data())
                    .containsExactly("\uD83D\uDE00\u20AC\u00E4");
        }
    }

    @Test
    void replacesBytesThatAreNoText() {
        assertThat(RecordedEvents.of(new byte[] {'d', 'a', 't', 'a', ':', 'a', (byte) 0xFF, 'b', '\n', '\n'})
                        .data())
                .containsExactly("a\uFFFDb");
    }

    @Test
    void readsBuffersThatShowAPartOfTheirArray() {
        ByteBuffer part = ByteBuffer.wrap(RecordedEvents.utf8("xxdata: a\n\nyy"), 2, 9);
        new SseDecoder(recorded).feed(part);
        assertThat(recorded.data()).containsExactly("a");
        assertThat(part.hasRemaining()).isFalse();
    }

    @Test
    void readsBuffersThatHaveNoArray() {
        byte[] stream = RecordedEvents.utf8("data: a\n\n");
        new SseDecoder(recorded)
                .feed(ByteBuffer.allocateDirect(stream.length).put(stream).flip());
        assertThat(recorded.data()).containsExactly("a");
    }

    @Test
    void comparesDataWithoutDecodingThem() {
        List<Boolean> done = new ArrayList<>();
        SseDecoder decoder = new SseDecoder(event -> done.add(event.dataIs("[DONE]")));
        decoder.feed(bytes("data: [DONE]\n\ndata:[DONE]\n\ndata: [DONE\n\ndata: [done]\n\ndata: [DONE] \n\n"));
        assertThat(done).containsExactly(true, true, false, false, false);
    }

    @Test
    void tellsOfAnErrorField() {
        RecordedEvents found = RecordedEvents.of("data: a\n\nerror: {\"code\":500}\n\ndata: [DONE]\n\n");
        assertThat(found.errorFields).containsExactly("{\"code\":500}");
        assertThat(found.data()).containsExactly("a", "[DONE]");
    }

    @Test
    void tellsOfAnErrorFieldThatIsTheLastLineAndHasNoEnd() {
        assertThat(RecordedEvents.of("data: a\n\nerror: {\"detail\":\"gone\"}").errorFields)
                .containsExactly("{\"detail\":\"gone\"}");
    }

    @Test
    void tellsOfAnErrorFieldOnlyOnce() {
        assertThat(RecordedEvents.of("error: x\n").errorFields).containsExactly("x");
    }

    @Test
    void tellsOfAnErrorFieldAtEveryCut() {
        byte[] stream = RecordedEvents.utf8("data: a\r\nerror: {\"code\":500}\r\n\r\n");
        for (int cut = 0; cut <= stream.length; cut++) {
            RecordedEvents found =
                    RecordedEvents.of(Arrays.copyOf(stream, cut), Arrays.copyOfRange(stream, cut, stream.length));
            assertThat(found.errorFields).containsExactly("{\"code\":500}");
            assertThat(found.data()).containsExactly("a");
        }
    }

    @Test
    void doesNotTakeAFieldThatBeginsLikeErrorForOne() {
        assertThat(RecordedEvents.of("errors: x\n\nerro: x\n\nError: x\n\nerrors: x").errorFields)
                .isEmpty();
    }

    @Test
    void doesNotReportALastLineThatIsNoErrorAtTheEnd() {
        RecordedEvents found = RecordedEvents.of("data: a\n\nid: 3");
        assertThat(found.errorFields).isEmpty();
        assertThat(found.data()).containsExactly("a");
    }

    @Test
    void takesAnEventOfExactlyTheLimit() {
        new SseDecoder(recorded, 64).feed(bytes("data: " + "x".repeat(64) + "\n\n"));
        assertThat(recorded.data()).containsExactly("x".repeat(64));
    }

    @Test
    void refusesASingleLineOverTheLimit() {
        SseDecoder decoder = new SseDecoder(recorded, 64);
        assertThatExceptionOfType(EventTooLargeException.class)
                .isThrownBy(() -> decoder.feed(bytes("data: " + "x".repeat(65) + "\n\n")))
                .withMessageContaining("64");
        assertThat(recorded.events).isEmpty();
    }

    @Test
    void refusesManyDataLinesThatTogetherAreOverTheLimit() {
        SseDecoder decoder = new SseDecoder(recorded, 64);
        assertThatExceptionOfType(EventTooLargeException.class)
                .isThrownBy(() -> decoder.feed(bytes("data: x\n".repeat(33) + "\n")))
                .withMessageContaining("64");
    }

    @Test
    void countsTheLineFeedsBetweenDataLines() {
        new SseDecoder(recorded, 65).feed(bytes("data: x\n".repeat(33) + "\n"));
        assertThat(recorded.data()).containsExactly("x" + "\nx".repeat(32));
    }

    @Test
    void refusesALineThatNeverEnds() {
        SseDecoder decoder = new SseDecoder(recorded, 64);
        assertThatExceptionOfType(EventTooLargeException.class)
                .isThrownBy(() -> {
                    for (int i = 0; i < 65; i++) {
                        decoder.feed(bytes("x"));
                    }
                })
                .withMessageContaining("64");
    }

    @Test
    void refusesDataLinesThatNeverEndOverManyReads() {
        SseDecoder decoder = new SseDecoder(recorded, 64);
        assertThatExceptionOfType(EventTooLargeException.class).isThrownBy(() -> {
            for (int i = 0; i < 66; i++) { // 65 line feeds between nothing
                decoder.feed(bytes("data\n"));
            }
        });
    }

    @Test
    void appliesTheLimitToEachEventAndNotToTheStream() {
        SseDecoder decoder = new SseDecoder(recorded, 64);
        assertThatNoException()
                .isThrownBy(() -> decoder.feed(bytes(("data: " + "x".repeat(30) + "\n\n: comment\n").repeat(100))));
        assertThat(recorded.events).hasSize(100);
    }

    @Test
    void takesAnEventOfAMegabyteInSmallReads() {
        byte[] stream = RecordedEvents.utf8("data: " + "x".repeat(1024 * 1024) + "\n\ndata: next\n\n");
        SseDecoder decoder = new SseDecoder(recorded);
        for (int i = 0; i < stream.length; i += 1000) {
            decoder.feed(ByteBuffer.wrap(stream, i, Math.min(1000, stream.length - i)));
        }
        assertThat(recorded.data()).containsExactly("x".repeat(1024 * 1024), "next");
    }

    @Test
    void doesNotKeepMoreMemoryAsTheStreamGoesOn() {
        SseDecoder decoder = new SseDecoder(recorded);
        for (int i = 0; i < 10_000; i++) {
            // never aligned with events, so that there is always a rest to keep
            decoder.feed(bytes("data: 0123456789\n\ndata: 01234"));
            decoder.feed(bytes("56789\n\n"));
        }
        assertThat(recorded.events).hasSize(20_000);
        assertThat(recorded.backingArray).isLessThanOrEqualTo(4096);
    }

    @Test
    void givesTheMemoryOfALargeEventBack() {
        SseDecoder decoder = new SseDecoder(recorded);
        decoder.feed(bytes("data: " + "x".repeat(1024 * 1024) + "\n\n"));
        assertThat(recorded.backingArray).isGreaterThan(1024 * 1024);
        decoder.feed(bytes("data: small\n\n"));
        assertThat(recorded.backingArray).isLessThanOrEqualTo(4096);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void findsTheSameEventsInWhateverPiecesRandomLinesCome(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            byte[] stream = randomLines(random);
            RecordedEvents whole = RecordedEvents.of(stream);
            RecordedEvents inPieces = RecordedEvents.of(pieces(stream, random));
            assertThat(inPieces.events).isEqualTo(whole.events);
            assertThat(inPieces.errorFields).isEqualTo(whole.errorFields);
            assertThat(RecordedEvents.byteByByte(stream).events).isEqualTo(whole.events);
        }
    }

    @Test
    void throwsNothingButTooLargeForAnyBytes() {
        Random random = new Random(99);
        for (int round = 0; round < 2000; round++) {
            byte[] noise = new byte[random.nextInt(300)];
            random.nextBytes(noise);
            for (int i = 0; i < noise.length; i++) {
                noise[i] = random.nextInt(3) == 0 ? (byte) "\n\r: date".charAt(random.nextInt(8)) : noise[i];
            }
            SseDecoder decoder = new SseDecoder(event -> event.data(), 40);
            try {
                for (byte[] piece : pieces(noise, random)) {
                    decoder.feed(ByteBuffer.wrap(piece));
                }
                decoder.end();
            } catch (EventTooLargeException expected) {
                assertThat(expected).hasMessageContaining("40");
            }
        }
    }

    private static byte[] randomLines(Random random) {
        String[] words = {
            "data: ",
            "data:",
            "data",
            "event: ",
            "event:x",
            "id: ",
            "id",
            "error: ",
            "error",
            ": ",
            ":",
            "retry: 3",
            "",
            "\uFEFF",
            "\u20AC",
            "\uD83D\uDE00",
            "x",
            "[DONE]",
            " ",
            "\0"
        };
        String[] ends = {"\n", "\r", "\r\n", "\n\n", "\r\r", "\r\n\r\n", "\n\r\n"};
        StringBuilder lines = new StringBuilder();
        int count = random.nextInt(30);
        for (int i = 0; i < count; i++) {
            lines.append(words[random.nextInt(words.length)]);
            if (random.nextBoolean()) {
                lines.append(words[random.nextInt(words.length)]);
            }
            if (random.nextInt(4) > 0) {
                lines.append(ends[random.nextInt(ends.length)]);
            }
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[][] pieces(byte[] stream, Random random) {
        List<byte[]> pieces = new ArrayList<>();
        int from = 0;
        while (from < stream.length) {
            int to = Math.min(stream.length, from + random.nextInt(12));
            pieces.add(Arrays.copyOfRange(stream, from, to));
            from = to;
        }
        return pieces.toArray(byte[][]::new);
    }
}
