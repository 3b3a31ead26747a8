package dev.aistreaming.provider;

import static dev.aistreaming.provider.MappingFixture.data;
import static dev.aistreaming.provider.MappingFixture.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.provider.MappingFixture.Outcome;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that are framed otherwise than as one event each, and events that are no documents. */
class BrokenFramingTests {

    private static final String STOP = "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}";
    private static final String ERROR = "{\"error\":{\"message\":\"gone\",\"code\":503}}";

    private final MappingFixture openAi = new MappingFixture(ProviderType.OPENAI);
    private final MappingFixture anthropic = new MappingFixture(ProviderType.ANTHROPIC);

    private static String text(String text) {
        return "{\"choices\":[{\"delta\":{\"content\":\"" + text + "\"}}]}";
    }

    private static String anthropicText(String text) {
        return "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + text
                + "\"}}";
    }

    // ---- several documents

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: A\ndata: B\ndata: S\n\n",
                "data: AB\ndata: S\n\n",
                "data: A B S\n\n",
                "data: [A,B,S]\n\n",
                "data: A\ndata: B\ndata: S\ndata: [DONE]\n\n",
                "data: AB\n\ndata: S [DONE] \n\n",
                "A\nB\nS\n",
                "A\nB\nS",
                "A\n\nB\n\nS\n\ndata: [DONE]\n\n",
                "ABS\n[DONE]\n",
                "[A,\nB,\nS]\n",
                "data: A\n\nB\nS\n\ndata: [DONE]\n\n"
            })
    void readsEachOfSeveralDocuments(String stream) {
        byte[] body = utf8(stream.replace("[DONE]", "[E]")
                .replace("A", text("a"))
                .replace("B", text("b"))
                .replace("S", STOP)
                .replace("[E]", "[DONE]"));
        assertThat(openAi.play(body).answer().content()).isEqualTo("ab");
        assertThat(openAi.playByteByByte(body).answer().content()).isEqualTo("ab");
    }

    @Test
    void readsSeveralEventsOfAnthropicInOne() {
        assertThat(anthropic
                        .play(data(anthropicText("a") + "\ndata: " + anthropicText("b")
                                + "\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}"
                                + "\ndata: {\"type\":\"message_stop\"}"))
                        .answer()
                        .content())
                .isEqualTo("ab");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: A\ndata: X\n\n", "data: AX\n\n", "data: [A,X]\n\n", "A\nX\n", "data: A\n\nX\n\n"})
    void findsAnErrorAmongSeveralDocuments(String stream) {
        Outcome outcome = openAi.play(stream.replace("A", text("a")).replace("X", ERROR) + data(STOP, "[DONE]"));
        assertThat(outcome.content()).isEqualTo("a");
        assertThat(outcome.code()).isEqualTo(ErrorCode.OVERLOADED);
        assertThat(outcome.failure().providerMessage()).isEqualTo("gone");
    }

    @Test
    void readsAPrettyPrintedErrorInTheMiddleOfAStream() {
        // Gemini, on OpenAI's path too
        Outcome outcome = openAi.play(
                data(text("a")) + "{\n  \"error\": {\n    \"code\": 503,\n\n    \"message\": \"gone\"\n  }\n}\n");
        assertThat(outcome.code()).isEqualTo(ErrorCode.OVERLOADED);
    }

    @Test
    void keepsWordsThatLookLikeTheTerminatorInTheAnswer() {
        assertThat(openAi.play(data(text("[DONE]"), text("\\n\\ndata: [DONE]"), STOP, "[DONE]"))
                        .answer()
                        .content())
                .isEqualTo("[DONE]\n\ndata: [DONE]");
    }

    /** Gateways that turn one protocol into another send its terminator too, and not always where the answer is whole. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: B\n\ndata: [DONE]\n\n",
                "data: B[DONE]\n\n",
                "data: B\ndata: [DONE] \n\n",
                "data: B\n\n[DONE]\n",
                "data: B\n\ndata: [END]\n\n"
            })
    void takesTheTerminatorOfAnotherProtocolForNone(String events) {
        String end = data("{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}");
        assertThat(anthropic
                        .play(events.replace("B", anthropicText("b")) + data(anthropicText("c")) + end)
                        .answer()
                        .content())
                .isEqualTo("bc");
        assertThat(openAi.play(events.replace("DONE", "END").replace("B", text("b")) + data(text("c"), STOP))
                        .answer()
                        .content())
                .isEqualTo("bc");
    }

    // ---- events that are no documents

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event: ping\ndata: 2026-01-02 03:04:05\n\n",
                "event: heartbeat\ndata: [2026-01-02 03:04:05]\n\n",
                "event: keepalive\ndata: {alive}\n\n",
                "data: 2026-01-02\n\n",
                "data: ping\n\n",
                "data: 7\n\n",
                "data: null\n\n",
                "data: \n\n",
                "data: []\n\n",
                "data: {\"message\":\"warming up\",\"status\":\"queued\"}\n\n",
                "data: {\"detail\":\"position 3\"}\n\n",
                "data: {\"status\":200,\"message\":\"ok\"}\n\n",
                "data: {\"type\":\"ping\"}\n\n",
                "event: ping\ndata: {\"type\": \"ping\"}\n\n"
            })
    void skipsEventsThatAreNoPartOfAnAnswer(String event) {
        assertThat(openAi.play(event + data(text("a")) + event + data(text("b")) + event + data(STOP) + event)
                        .answer()
                        .content())
                .isEqualTo("ab");
        String end = data("{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}");
        assertThat(anthropic
                        .play(event + data(anthropicText("a")) + event + data(anthropicText("b")) + event + end + event)
                        .answer()
                        .content())
                .isEqualTo("ab");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":[{\"delta\":{\"content\":\"b",
                "{oops}",
                "[{]",
                "event: content_block_delta\ndata: {"
            })
    void isMalformedWhereADocumentInTheMiddleCannotBeRead(String document) {
        String event = document.startsWith("event") ? document + "\n\n" : data(document);
        MappingFixture provider = document.startsWith("event") ? anthropic : openAi;
        String before = document.startsWith("event") ? data(anthropicText("a")) : data(text("a"));
        Outcome outcome = provider.play(before + event + data(STOP, "[DONE]"));
        assertThat(outcome.content()).isEqualTo("a");
        assertThat(outcome.code()).isEqualTo(ErrorCode.MALFORMED_RESPONSE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ": ping\n\n",
                "data: DONE\n\n",
                "data: [DONE] \n\n",
                "data: {broken\n\n",
                "data: [\n\n",
                "junk\n\n",
                "event: error\ndata: bye\n\n",
                "data: {\"message\":\"bye\"}\n\n",
                "event: error\ndata:\n\n"
            })
    void isWholeAfterAFinishReasonWhateverFollows(String junk) {
        assertThat(openAi.play(data(text("a"), STOP) + junk).answer().content()).isEqualTo("a");
        assertThat(openAi.playAndBreak(data(text("a"), STOP) + junk).answer().content())
                .isEqualTo("a");
    }

    // ---- characters

    @Test
    void replacesBytesThatAreNoUtf8() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(utf8("data: {\"choices\":[{\"delta\":{\"content\":\"done \u2705"));
        body.write(0x85);
        body.writeBytes(utf8(" next"));
        body.write(0xC3); // begins a character of two bytes, and a quote follows
        body.writeBytes(utf8("\"}}]}\ndata: " + text("!") + "\n\n" + data(STOP)));
        assertThat(openAi.play(body.toByteArray()).answer().content()).isEqualTo("done \u2705\uFFFD next\uFFFD!");
        assertThat(openAi.playByteByByte(body.toByteArray()).answer().content())
                .isEqualTo("done \u2705\uFFFD next\uFFFD!");
    }

    @Test
    void readsNoDocumentTwiceWhereALaterOneHasToBeRepaired() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(utf8("data: " + text("a") + "\ndata: {\"choices\":[{\"delta\":{\"content\":\"b"));
        body.write(0xFF);
        body.writeBytes(utf8("\"}}]}\n\n" + data(STOP)));
        assertThat(openAi.play(body.toByteArray()).answer().content()).isEqualTo("ab\uFFFD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\\ud83dy", "x\\ude00y", "x\\ude00\\ud83dy", "\\ude00y", "x\\ud83d"})
    void neverShowsHalfAnEmoji(String text) {
        String shown = openAi.play(data(text(text), text("z"), STOP)).answer().content();
        assertThat(shown).contains("\uFFFD").endsWith("z");
        assertThat(shown.chars().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE))
                .isFalse();
    }
}
