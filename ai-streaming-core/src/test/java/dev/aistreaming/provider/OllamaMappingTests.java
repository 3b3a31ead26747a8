package dev.aistreaming.provider;

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
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of the lines of Ollama's chat (ollama, docs/api.md). Quotes are single ones here. */
class OllamaMappingTests {

    private static final String DONE = "{'model':'m:1b','message':{'role':'assistant','content':''},'done':true,"
            + "'done_reason':'stop','total_duration':5000,'load_duration':1,'prompt_eval_count':12,"
            + "'prompt_eval_duration':2,'eval_count':9,'eval_duration':3}\n";
    private static final String STREAM = message("'content':'','thinking':'hm \u20AC'")
            + message("'content':' a\\n\uD83D\uDE00\\ud83d'")
            + message("'content':'\\ude00 b'")
            + calls("{'id':'c1','function':{'index':0,'name':'f','arguments':{'x':1}}}")
            + DONE;

    private final MappingFixture ollama = new MappingFixture(ProviderType.OLLAMA).contentType("application/x-ndjson");

    private static String message(String members) {
        return "{'model':'m:1b','created_at':'2026-01-02T03:04:05Z','message':{'role':'assistant'," + members
                + "},'done':false}\n";
    }

    private static String calls(String calls) {
        return message("'content':'','tool_calls':[" + calls + "]");
    }

    private static byte[] bytes(String stream) {
        return utf8(stream.replace('\'', '"'));
    }

    private Outcome play(String... lines) {
        return ollama.play(bytes(String.join("", lines)));
    }

    @Test
    void readsThoughtsTextAndUsage() {
        Outcome outcome = play(
                message("'content':'','thinking':'Hm'"),
                message("'content':'Good '"),
                message("'content':'day'"),
                DONE);
        assertThat(outcome.events())
                .containsExactly(
                        new StreamEvent.Started(null, "m:1b"),
                        new StreamEvent.Reasoning("Hm"),
                        new StreamEvent.Content("Good "),
                        new StreamEvent.Content("day"),
                        new StreamEvent.Finished(FinishReason.STOP, new Usage(12, 9, null, null, null)));
        assertThat(outcome.answer().providerState()).isEmpty();
    }

    @Test
    void finishesWithToolCallsThoughTheServerSaysStop() {
        ChatResponse answer = play(
                        calls("{'id':'c1','function':{'index':0,'name':'weather','arguments':{'city':'Paris'}}}"), DONE)
                .answer();
        assertThat(answer.toolCalls()).containsExactly(new ToolCall("c1", "weather", "{\"city\":\"Paris\"}"));
        assertThat(answer.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    }

    @Test
    void tellsCallsOfOneToolApartThatHaveNeitherIdNorArguments() {
        ChatResponse answer = play(
                        calls(
                                "{'function':{'name':'time','arguments':{}}},{'function':{'name':'time','arguments':{}}}"),
                        calls("{'function':{'name':'time','arguments':{}}}"),
                        calls("{'function':{'name':'time'}}"),
                        DONE)
                .answer();
        ToolCall call = new ToolCall("", "time", "{}");
        assertThat(answer.toolCalls()).containsExactly(call, call, call, call);
    }

    @Test
    void keepsTheThoughtsOfATurnThatCalls() {
        ChatResponse answer = play(
                        message("'content':'','thinking':'Hm, '"),
                        message("'content':'','thinking':'so.'"),
                        calls("{'function':{'name':'time','arguments':{}}}"),
                        DONE)
                .answer();
        assertThat(answer.providerState())
                .containsExactly(new Part.ProviderState("ollama", "{\"thinking\":\"Hm, so.\"}"));
    }

    @ParameterizedTest
    @CsvSource({"stop, STOP", "length, LENGTH", "load, OTHER"})
    void tellsWhyTheModelStopped(String theirs, FinishReason ours) {
        assertThat(play(message("'content':'a'"), DONE.replace("'stop'", "'" + theirs + "'"))
                        .answer()
                        .finishReason())
                .isEqualTo(ours);
    }

    @Test
    void isWholeWhereAServerOfOldGivesNoReasonAndNoUsage() {
        ChatResponse answer =
                play(message("'content':'a'"), "{'model':'m:1b','done':true}").answer();
        assertThat(answer.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(answer.usage()).isEqualTo(Usage.UNKNOWN);
    }

    @Test
    void readsAnAnswerInOnePiece() {
        ChatResponse answer =
                play("{'model':'m:1b',\n 'message':{'role':'assistant','content':'a'},\n 'done':true,'done_reason':'stop'}")
                        .answer();
        assertThat(answer.content()).isEqualTo("a");
        assertThat(answer.model()).isEqualTo("m:1b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{'model':'m:1b','message':{'role':'assistant','content':'a'},'done':false}\n"})
    void isAnErrorWhereALineIsOne(String before) {
        Outcome outcome = play(before, "{'error':'an error was encountered while running the model: CUDA error'}\n");
        assertThat(outcome.code()).isEqualTo(ErrorCode.PROVIDER_ERROR);
        assertThat(outcome.failure().providerMessage()).contains("CUDA error");
    }

    @Test
    void isAnErrorWhereItsReasonSaysSo() {
        assertThat(play(message("'content':'a'"), DONE.replace("'stop'", "'error'"))
                        .code())
                .isEqualTo(ErrorCode.PROVIDER_ERROR);
    }

    @Test
    void skipsLinesThatItDoesNotKnow() {
        assertThat(play("{'status':'pulling manifest'}\n", message("'content':'a','images':null,'x':{}"), DONE)
                        .answer()
                        .content())
                .isEqualTo("a");
    }

    @Test
    void asksWhetherTheTypeIsRightWhereLinesOfAnotherProtocolCome() {
        Outcome outcome = play("{'choices':[{'delta':{'content':'a'}}]}\n");
        assertThat(outcome.code()).isEqualTo(ErrorCode.MALFORMED_RESPONSE);
        assertThat(outcome.failure().providerMessage()).contains("type right?");
    }

    // ---- wherever a network cuts, and whatever a server sends

    @Test
    void makesTheSameOfAStreamWhereverItIsCut() {
        byte[] stream = bytes(STREAM);
        Outcome whole = ollama.play(stream);
        assertThat(whole.answer().content()).isEqualTo(" a\n\uD83D\uDE00\uD83D\uDE00 b");
        assertThat(whole.answer().reasoning()).isEqualTo("hm \u20AC");
        assertThat(whole.answer().toolCalls()).containsExactly(new ToolCall("c1", "f", "{\"x\":1}"));
        for (int cut = 0; cut <= stream.length; cut++) {
            assertThat(ollama.playCutAt(cut, stream)).as("cut at %d", cut).isEqualTo(whole);
        }
        assertThat(ollama.playByteByByte(stream)).isEqualTo(whole);
    }

    @Test
    void isTruncatedWhereverAStreamEndsBeforeItsLastLine() {
        byte[] stream = bytes(STREAM);
        for (int length = 0; length < stream.length - 1; length++) {
            assertThat(ollama.play(Arrays.copyOf(stream, length)).code())
                    .as("ended at %d", length)
                    .isEqualTo(ErrorCode.TRUNCATED);
        }
    }

    @Test
    void makesAnErrorOrAnAnswerOfADamagedStream() {
        Random random = new Random(815);
        byte[] characters = "{}[]\",:0129eE.-ntf\\u \n\r".getBytes(StandardCharsets.US_ASCII);
        for (int round = 0; round < 3000; round++) {
            byte[] damaged = bytes(STREAM);
            for (int i = random.nextInt(8); i >= 0; i--) {
                damaged[random.nextInt(damaged.length)] = characters[random.nextInt(characters.length)];
            }
            Outcome outcome = ollama.playCutAt(random.nextInt(damaged.length), damaged);
            assertThat(outcome.response() == null).isNotEqualTo(outcome.error() == null);
            assertThat(outcome.error() == null ? List.of() : List.of(outcome.code()))
                    .doesNotContain(ErrorCode.INTERNAL);
        }
    }
}
