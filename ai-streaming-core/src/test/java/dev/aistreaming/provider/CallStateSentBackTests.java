package dev.aistreaming.provider;

import static dev.aistreaming.provider.RequestBodies.assertMember;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What Gemini's models want back with their calls, where they are asked by chat completions. */
class CallStateSentBackTests {

    private static final ProviderSettings ELSEWHERE = RequestBodies.at("http://localhost:11434/v1");
    private static final String REASONING = "{\"choices\":[{\"delta\":{\"reasoning_content\":\"Hm\"}}]}";

    private static ChatResponse answer(ProviderType type, String... data) {
        return new MappingFixture(type).play(MappingFixture.data(data)).answer();
    }

    private static Map<String, Object> sentBack(ProviderSettings settings, ChatResponse answer) {
        return RequestBodies.of(settings, ChatRequest.builder().prompt("Hi").message(answer.toMessage()));
    }

    private static String call(int index, String id, String more) {
        return "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":" + index + ",\"id\":\"" + id
                + "\",\"function\":{\"name\":\"time\",\"arguments\":\"{}\"}" + more + "}]}}]}";
    }

    private static final String SIGNED = ",\"extra_content\":{\"google\":{\"thought_signature\":\"Es==\"}}";

    @Test
    void sendsASignatureBackWithTheCallThatItCameWith() {
        ChatResponse answer = answer(
                ProviderType.OPENAI,
                call(0, "c1", ""),
                call(1, "c2", SIGNED),
                "{\"choices\":[{\"delta\":{},\"finish_reason\":\"tool_calls\"}]}",
                "[DONE]");
        assertMember(
                sentBack(ELSEWHERE, answer),
                "messages",
                "[{'role':'user','content':'Hi'},{'role':'assistant','content':null,'tool_calls':["
                        + "{'id':'c1','type':'function','function':{'name':'time','arguments':'{}'}},"
                        + "{'id':'c2','type':'function','function':{'name':'time','arguments':'{}'},"
                        + "'extra_content':{'google':{'thought_signature':'Es=='}}}]}]");
        assertThat(String.valueOf(sentBack(RequestBodies.settings(ProviderType.OPENAI), answer)))
                .contains("c2")
                .doesNotContain("Es==");
    }

    @Test
    void sendsReasoningBesideASignatureBack() {
        ChatResponse answer = answer(
                ProviderType.OPENAI,
                REASONING,
                call(0, "c1", SIGNED),
                "{\"choices\":[{\"delta\":{},\"finish_reason\":\"tool_calls\"}]}",
                "[DONE]");
        assertThat(String.valueOf(sentBack(ELSEWHERE, answer))).contains("reasoning_content=Hm", "Es==");
    }

    @Test
    void anAnswerThatBrokeOffHasItsStateToo() {
        ChatResponse partial = Objects.requireNonNull(new MappingFixture(ProviderType.OPENAI)
                .playAndBreak(MappingFixture.data(REASONING, call(0, "c1", "")))
                .failure()
                .partial());
        assertThat(String.valueOf(sentBack(ELSEWHERE, partial))).contains("reasoning_content=Hm");
    }
}
