package dev.aistreaming.sse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.sse.RecordedEvents.Seen;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases by which browsers check their own parsers (web-platform-tests, eventsource/format-*), at every cut. */
class SseStandardTests {

    record Case(String name, String stream, List<Seen> expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Case of(String name, String stream, Seen... expected) {
        return new Case(name, stream, List.of(expected));
    }

    private static Seen message(String data) {
        return new Seen("message", data);
    }

    static Stream<Case> cases() {
        String longComment = ":" + "x".repeat(2048);
        return Stream.of(
                of(
                        "names of fields are exact and blank blocks say nothing",
                        "data:msg\ndata: msg\n\n:\nfalsefield:msg\n\nfalsefield:msg\nData:data\n\ndata\n\ndata:end\n\n",
                        message("msg\nmsg"),
                        message(""),
                        message("end")),
                of(
                        "a byte order mark counts at the very beginning only",
                        "\uFEFFdata:1\n\n\uFEFFdata:2\n\ndata:3\n\n\n",
                        message("1"),
                        message("3")),
                of(
                        "only one byte order mark is skipped",
                        "\uFEFF\uFEFFdata:1\n\ndata:2\n\ndata:3\n\n\n",
                        message("2"),
                        message("3")),
                of(
                        "comments stand anywhere between data lines",
                        "data:1\r:\0\n:\r\ndata:2\n" + longComment + "\rdata:3\n:data:fail\r" + longComment
                                + "\ndata:4\n\n",
                        message("1\n2\n3\n4")),
                of(
                        "a block without its blank line is dropped with its id",
                        "retry:1000\ndata:test1\n\nid:test\ndata:test2\n",
                        message("test1")),
                of(
                        "data may be empty and may lack the colon",
                        "data:\n\ndata\ndata\n\ndata:test\n\n\n",
                        message(""),
                        message("\n"),
                        message("test")),
                of("an empty type is the type message", "event: \ndata:data\n\n\n", message("data")),
                of(
                        "a type holds for one event",
                        "event:test\ndata:x\n\ndata:x\n\n\n",
                        new Seen("test", "x"),
                        message("x")),
                of("an id may be any text", "id: \u2026\nretry: 200\ndata: hello\n\n", message("hello")),
                of("an id says nothing", "id: 1\ndata: 1\n\ndata:2\n\n", message("1"), message("2")),
                of(
                        "a changed id says nothing",
                        "id: 1\ndata: 1\n\nid: 2\ndata:2\n\ndata:3\n\n",
                        message("1"),
                        message("2"),
                        message("3")),
                of(
                        "an empty id says nothing",
                        "id: 1\ndata: 1\n\nid:\ndata:2\n\ndata:3\n\n",
                        message("1"),
                        message("2"),
                        message("3")),
                of("an id of nulls is ignored", "id: \0\0\nretry: 200\ndata: hello\n\n", message("hello")),
                of("an id that ends in null is ignored", "id: x\0\nretry: 200\ndata: hello\n\n", message("hello")),
                of("an id that begins with null is ignored", "id: \0x\nretry: 200\ndata: hello\n\n", message("hello")),
                of("an id with null inside is ignored", "id: x\0x\nretry: 200\ndata: hello\n\n", message("hello")),
                of("an id of blank and null is ignored", "id:  \0\nretry: 200\ndata: hello\n\n", message("hello")),
                of(
                        "one blank after the colon goes and nothing else is data",
                        "data:\0\ndata:  2\rData:1\ndata\0:2\ndata:1\r\0data:4\nda-ta:3\rdata_5\ndata:3\rdata:\r\n data:32\ndata:4\n\n",
                        message("\0\n 2\n1\n3\n\n4")),
                of("a bogus retry says nothing", "retry:3000\nretry:1000x\ndata:x\n\n\n", message("x")),
                of("an empty retry says nothing", "retry\ndata:test\n\n\n", message("test")),
                of("a retry is no event", "retry:03000\ndata:x\n\n\n", message("x")),
                of(
                        "unknown fields say nothing",
                        "data:test\n data\ndata\nfoobar:xxx\njustsometext\n:thisisacommentyay\ndata:test\n\n\n",
                        message("test\n\ntest")),
                of("a tab is no blank", "data:\ttest\rdata: \ndata:test\n\n\n", message("\ttest\n\ntest")),
                of("the plainest stream", "data: data\n\n\n", message("data")),
                of("line ends may be mixed", "data:test\r\ndata\ndata:test\r\n\r\n", message("test\n\ntest")),
                of("null is a character like any other", "data:\0\n\n\n\n\n", message("\0")),
                of("text is UTF-8", "data:ok\u2026\n\n\n", message("ok\u2026")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void readsAStreamInOnePiece(Case test) {
        assertThat(RecordedEvents.of(test.stream()).events).isEqualTo(test.expected());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void readsAStreamCutInTwoAnywhere(Case test) {
        byte[] bytes = RecordedEvents.utf8(test.stream());
        for (int cut = 0; cut <= bytes.length; cut++) {
            RecordedEvents recorded =
                    RecordedEvents.of(Arrays.copyOf(bytes, cut), Arrays.copyOfRange(bytes, cut, bytes.length));
            assertThat(recorded.events).as("cut at %d", cut).isEqualTo(test.expected());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void readsAStreamByteByByte(Case test) {
        assertThat(RecordedEvents.byteByByte(RecordedEvents.utf8(test.stream())).events)
                .isEqualTo(test.expected());
    }
}
