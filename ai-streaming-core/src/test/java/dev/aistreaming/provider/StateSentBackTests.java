package dev.aistreaming.provider;

import static dev.aistreaming.provider.RequestBodies.assertMember;
import static dev.aistreaming.provider.RequestBodies.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a provider wants back with a turn is collected from its answer and sent back, unchanged. */
class StateSentBackTests {

    private static final ProviderSettings ELSEWHERE = RequestBodies.at("http://localhost:11434/v1");
    private static final String CALL = "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"c1\","
            + "\"function\":{\"name\":\"time\",\"arguments\":\"{}\"}}]},\"finish_reason\":\"tool_calls\"}]}";
    private static final String CALL_SENT =
            "'tool_calls':[{'id':'c1','type':'function','function':{'name':'time','arguments':'{}'}}]";

    private static ChatResponse answer(ProviderType type, String... data) {
        return new MappingFixture(type).play(MappingFixture.data(data)).answer();
    }

    private static String delta(String members) {
        return "{\"choices\":[{\"delta\":{" + members.replace('\'', '"') + "}}]}";
    }

    private static Map<String, Object> sentBack(ProviderSettings settings, ChatResponse answer) {
        return RequestBodies.of(settings, ChatRequest.builder().prompt("Hi").message(answer.toMessage()));
    }

    // ---- those that speak like OpenAI

    @Test
    void sendsReasoningBackInTheFieldItCameIn() {
        ChatResponse answer = answer(
                ProviderType.OPENAI,
                delta("'reasoning_content':'I '"),
                delta("'reasoning_content':'think'"),
                CALL,
                "[DONE]");
        assertMember(
                sentBack(ELSEWHERE, answer),
                "messages",
                "[{'role':'user','content':'Hi'},{'role':'assistant','content':null," + CALL_SENT
                        + ",'reasoning_content':'I think'}]");
        ChatResponse other = answer(ProviderType.OPENAI, delta("'reasoning':'I think'"), CALL, "[DONE]");
        assertThat(String.valueOf(sentBack(ELSEWHERE, other))).contains(", reasoning=I think}");
    }

    @Test
    void sendsEmptyReasoningBack() {
        ChatResponse answer = answer(ProviderType.OPENAI, delta("'reasoning_content':''"), CALL, "[DONE]");
        assertThat(String.valueOf(sentBack(ELSEWHERE, answer))).contains(", reasoning_content=}");
    }

    @Test
    void keepsNoReasoningOfATurnWithoutCallsAndNoneThatIsNull() {
        assertThat(answer(
                                ProviderType.OPENAI,
                                delta("'reasoning_content':'I think'"),
                                "{\"choices\":[{\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}",
                                "[DONE]")
                        .providerState())
                .isEmpty();
        assertThat(answer(ProviderType.OPENAI, delta("'reasoning_content':null"), CALL, "[DONE]")
                        .providerState())
                .isEmpty();
    }

    @Test
    void sendsDeepSeekReasoningWithEveryTurnThatCalls() {
        ProviderSettings deepSeek = RequestBodies.at("https://api.deepseek.com");
        ChatResponse plain = answer(ProviderType.OPENAI, CALL, "[DONE]");
        assertThat(String.valueOf(sentBack(deepSeek, plain))).contains(", reasoning_content=}");
        ChatResponse thought = answer(ProviderType.OPENAI, delta("'reasoning_content':'Hm'"), CALL, "[DONE]");
        assertThat(String.valueOf(sentBack(deepSeek, thought))).contains(", reasoning_content=Hm}");
    }

    @Test
    void leavesOutReasoningForOpenAiItself() {
        ChatResponse answer = answer(ProviderType.OPENAI, delta("'reasoning_content':'Hm'"), CALL, "[DONE]");
        assertThat(String.valueOf(sentBack(RequestBodies.settings(ProviderType.OPENAI), answer)))
                .contains("c1")
                .doesNotContain("reasoning");
    }

    @Test
    void joinsThePiecesOfReasoningDetailsByTheirNumber() {
        ChatResponse answer = answer(
                ProviderType.OPENAI,
                delta(
                        "'reasoning':'I ','reasoning_details':[{'type':'reasoning.text','text':'I ','format':'f1','index':0}]"),
                delta(
                        "'reasoning':'think','reasoning_details':[{'type':'reasoning.text','text':'think','format':'f1','index':0}]"),
                delta("'reasoning_details':[{'type':'reasoning.text','signature':'s1','format':null,'index':0},"
                        + "{'type':'reasoning.encrypted','data':'d1','id':'r1','format':'f2','index':1}]"),
                CALL,
                "[DONE]");
        assertMember(
                sentBack(ELSEWHERE, answer),
                "messages",
                "[{'role':'user','content':'Hi'},{'role':'assistant','content':null," + CALL_SENT
                        + ",'reasoning_details':[{'type':'reasoning.text','text':'I think','format':'f1','index':0,"
                        + "'signature':'s1'},{'type':'reasoning.encrypted','data':'d1','id':'r1','format':'f2','index':1}]}]");
    }

    @Test
    void endsAnAnswerThatWantsMoreBackThanFitsIntoMemory() {
        String piece =
                delta("'reasoning_details':[{'type':'reasoning.encrypted','data':'" + "x".repeat(500_000) + "'}]");
        String[] pieces = Collections.nCopies(10, piece).toArray(String[]::new);
        assertThat(new MappingFixture(ProviderType.OPENAI)
                        .play(MappingFixture.data(pieces))
                        .code())
                .isEqualTo(ErrorCode.MALFORMED_RESPONSE);
        String block = block(0, "'type':'redacted_thinking','data':'" + "x".repeat(500_000) + "'");
        assertThat(new MappingFixture(ProviderType.ANTHROPIC)
                        .play(MappingFixture.data(Collections.nCopies(10, block).toArray(String[]::new)))
                        .code())
                .isEqualTo(ErrorCode.MALFORMED_RESPONSE);
    }

    @ParameterizedTest
    @EnumSource(
            value = ProviderType.class,
            names = {"GROQ", "MISTRAL"})
    void keepsNothingForThoseThatDoNotWantIt(ProviderType type) {
        assertThat(answer(type, delta("'reasoning':'Hm'"), CALL, "[DONE]").providerState())
                .isEmpty();
    }

    @Test
    void refusesStateThatIsNoReasoning() {
        for (String state : new String[] {"{\"role\":\"system\"}", "[]", "{\"reasoning\":\"a\",\"content\":\"b\"}"}) {
            Message turn = Message.assistant(new Part.Text("Hello"), new Part.ProviderState("openai", state));
            ChatRequest.Builder request = ChatRequest.builder().prompt("Hi").message(turn);
            assertThatThrownBy(() -> RequestBodies.of(ELSEWHERE, request)).hasMessageContaining("provider state");
        }
    }

    // ---- Anthropic

    private static String block(int index, String start) {
        return "{\"type\":\"content_block_start\",\"index\":" + index + ",\"content_block\":{"
                + start.replace('\'', '"') + "}}";
    }

    private static String blockDelta(int index, String delta) {
        return "{\"type\":\"content_block_delta\",\"index\":" + index + ",\"delta\":{" + delta.replace('\'', '"')
                + "}}";
    }

    private static String stop(int index) {
        return "{\"type\":\"content_block_stop\",\"index\":" + index + "}";
    }

    private static final String END = "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\"}}";

    private static ChatResponse anthropic(String... data) {
        String[] all = Arrays.copyOf(data, data.length + 2);
        all[data.length] = END;
        all[data.length + 1] = "{\"type\":\"message_stop\"}";
        return answer(ProviderType.ANTHROPIC, all);
    }

    @Test
    void sendsThoughtsWithTheirSignaturesBackFirst() {
        ChatResponse answer = anthropic(
                block(0, "'type':'thinking','thinking':'','signature':''"),
                blockDelta(0, "'type':'thinking_delta','thinking':'I \u20AC'"),
                blockDelta(0, "'type':'thinking_delta','thinking':' think'"),
                blockDelta(0, "'type':'signature_delta','signature':'Eq=='"),
                stop(0),
                block(1, "'type':'redacted_thinking','data':'opaque'"),
                stop(1),
                block(2, "'type':'thinking','thinking':'','signature':''"),
                blockDelta(2, "'type':'signature_delta','signature':'second'"),
                stop(2),
                block(3, "'type':'text','text':''"),
                blockDelta(3, "'type':'text_delta','text':'I look.'"),
                stop(3),
                block(4, "'type':'tool_use','id':'t1','name':'time','input':{}"),
                stop(4));
        assertMember(
                sentBack(RequestBodies.settings(ProviderType.ANTHROPIC), answer),
                "messages",
                "[{'role':'user','content':'Hi'},{'role':'assistant','content':["
                        + "{'type':'thinking','thinking':'I \u20AC think','signature':'Eq=='},"
                        + "{'type':'redacted_thinking','data':'opaque'},"
                        + "{'type':'thinking','thinking':'','signature':'second'},"
                        + "{'type':'text','text':'I look.'},"
                        + "{'type':'tool_use','id':'t1','name':'time','input':{}}]}]");
    }

    @Test
    void dropsThoughtsWithoutASignature() {
        ChatResponse answer = anthropic(
                block(0, "'type':'thinking','thinking':'Hm','signature':''"),
                stop(0),
                block(1, "'type':'tool_use','id':'t1','name':'time','input':{}"),
                stop(1));
        assertThat(answer.reasoning()).isEqualTo("Hm");
        assertThat(answer.providerState()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"type\":\"thinking\",\"thinking\":\"Hm\",\"signature\":\"\"}", "{\"type\":\"thinking\"}"})
    void dropsThoughtsOfOthersWithoutASignature(String state) {
        Message turn = Message.assistant(new Part.ProviderState("anthropic", state), new Part.Text("Hello"));
        assertMember(
                RequestBodies.of(
                        ProviderType.ANTHROPIC,
                        ChatRequest.builder().prompt("Hi").message(turn)),
                "messages",
                "[{'role':'user','content':'Hi'},{'role':'assistant','content':'Hello'}]");
    }

    @Test
    void endsThoughtsWhereAServerEndsNoBlocks() {
        ChatResponse answer = anthropic(
                block(0, "'type':'thinking','thinking':'a','signature':'s1'"),
                block(1, "'type':'thinking','thinking':'b','signature':'s2'"));
        assertThat(answer.providerState().stream().map(Part.ProviderState::json))
                .containsExactly(
                        "{\"type\":\"thinking\",\"thinking\":\"a\",\"signature\":\"s1\"}",
                        "{\"type\":\"thinking\",\"thinking\":\"b\",\"signature\":\"s2\"}");
    }

    @Test
    void keepsThoughtsOfAnAnswerInOnePiece() {
        ChatResponse answer = new MappingFixture(ProviderType.ANTHROPIC)
                .contentType("application/json")
                .play(
                        "{\"type\":\"message\",\"id\":\"m\",\"model\":\"c\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"Hm\","
                                + "\"signature\":\"s1\"},{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"time\",\"input\":{}}],"
                                + "\"stop_reason\":\"tool_use\"}")
                .answer();
        assertThat(answer.providerState().stream().map(Part.ProviderState::json))
                .containsExactly("{\"type\":\"thinking\",\"thinking\":\"Hm\",\"signature\":\"s1\"}");
    }

    @Test
    void refusesStateForAnthropicThatIsNoThought() {
        Message turn = Message.assistant(
                new Part.Text("Hello"), new Part.ProviderState("anthropic", "{\"type\":\"tool_result\"}"));
        assertRefused(ProviderType.ANTHROPIC, ChatRequest.builder().prompt("Hi").message(turn), "provider state");
    }
}
