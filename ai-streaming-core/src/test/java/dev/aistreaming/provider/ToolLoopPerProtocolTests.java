package dev.aistreaming.provider;

import static dev.aistreaming.provider.RequestBodies.assertMember;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.Tool;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.tool.LocalTool;
import dev.aistreaming.tool.ToolException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What each protocol is sent while tools are called. */
class ToolLoopPerProtocolTests {

    private static final LocalTool ECHO = LocalTool.of(Tool.of("echo", null), (arguments, context) -> arguments);
    private static final LocalTool FAILING = LocalTool.of(Tool.of("fail", null), (arguments, context) -> {
        throw new ToolException("no such city");
    });

    private static ToolCall echo(String id, String arguments) {
        return new ToolCall(id, "echo", arguments);
    }

    private static String sent(LoopFixture loop, int step) {
        return String.valueOf(loop.request(step).get("messages"));
    }

    // ---- the form of each protocol

    @Test
    void openAiGetsAMessagePerResultInTheOrderOfTheCalls() {
        CountDownLatch second = new CountDownLatch(1);
        LocalTool slow = LocalTool.of(Tool.of("echo", null), (arguments, context) -> {
            if (context.call().id().equals("c1")) {
                assertThat(second.await(20, TimeUnit.SECONDS)).isTrue();
            } else {
                second.countDown();
            }
            return "result of " + context.call().id();
        });
        try (LoopFixture loop = LoopFixture.answering(
                ProviderType.OPENAI,
                ToolWire.calls(ProviderType.OPENAI, echo("c1", "{}"), echo("c2", "{}")),
                ToolWire.answer(ProviderType.OPENAI, "Done."))) {
            assertThat(loop.ask(slow).content()).isEqualTo("Done.");
            assertMember(
                    loop.request(2),
                    "messages",
                    "[{'role':'user','content':'Hi'},{'role':'assistant','content':null,'tool_calls':["
                            + "{'id':'c1','type':'function','function':{'name':'echo','arguments':'{}'}},"
                            + "{'id':'c2','type':'function','function':{'name':'echo','arguments':'{}'}}]},"
                            + "{'role':'tool','tool_call_id':'c1','content':'result of c1'},"
                            + "{'role':'tool','tool_call_id':'c2','content':'result of c2'}]");
        }
    }

    @Test
    void anthropicGetsAllResultsInOneMessageAndIsToldWhichFailed() {
        try (LoopFixture loop = LoopFixture.answering(
                ProviderType.ANTHROPIC,
                ToolWire.calls(
                        ProviderType.ANTHROPIC,
                        "tool_use",
                        ToolWire.text(ProviderType.ANTHROPIC, "I look."),
                        echo("t1", "{\"n\":1}"),
                        new ToolCall("t2", "fail", "{}")),
                ToolWire.answer(ProviderType.ANTHROPIC, "Done."))) {
            LocalTool one = LocalTool.of(Tool.of("echo", null), (arguments, context) -> "1");
            assertThat(loop.ask(one, FAILING).content()).isEqualTo("I look.Done.");
            assertMember(
                    loop.request(2),
                    "messages",
                    "[{'role':'user','content':'Hi'},{'role':'assistant','content':["
                            + "{'type':'text','text':'I look.'},"
                            + "{'type':'tool_use','id':'t1','name':'echo','input':{'n':1}},"
                            + "{'type':'tool_use','id':'t2','name':'fail','input':{}}]},"
                            + "{'role':'user','content':["
                            + "{'type':'tool_result','tool_use_id':'t1','content':'1'},"
                            + "{'type':'tool_result','tool_use_id':'t2','content':'no such city','is_error':true}]}]");
        }
    }

    @Test
    void mistralGetsIdsOfNineLettersAndDigits() {
        try (LoopFixture loop = LoopFixture.answering(
                ProviderType.MISTRAL,
                ToolWire.calls(ProviderType.MISTRAL, echo("call_1", "{}"), echo("Abc123xyZ", "{}")),
                ToolWire.answer(ProviderType.MISTRAL, "Done."))) {
            loop.ask(ECHO);
            List<Object> messages = RecordedLoop.list(loop.request(2).get("messages"));
            List<Object> calls =
                    RecordedLoop.list(RecordedLoop.map(messages.get(1)).get("tool_calls"));
            for (int i = 0; i < 2; i++) {
                Map<String, Object> result = RecordedLoop.map(messages.get(2 + i));
                assertThat(String.valueOf(result.get("tool_call_id")))
                        .matches("[a-zA-Z0-9]{9}")
                        .isEqualTo(RecordedLoop.map(calls.get(i)).get("id"));
                assertThat(result).containsEntry("name", "echo");
            }
            assertThat(sent(loop, 2)).contains("Abc123xyZ").doesNotContain("call_1");
        }
    }

    @Test
    void aFailureIsToldInWordsWhereThereIsNoFlag() {
        try (LoopFixture loop = LoopFixture.answering(
                ProviderType.GROQ,
                ToolWire.calls(ProviderType.GROQ, new ToolCall("c1", "fail", "{}")),
                ToolWire.answer(ProviderType.GROQ, "Done."))) {
            loop.ask(FAILING);
            assertThat(sent(loop, 2)).contains("content=Error: no such city");
        }
    }

    // ---- what goes back

    @Test
    void anthropicGetsItsThoughtsBackFirst() {
        String thoughts = ToolWire.event("{'type':'content_block_start','index':0,'content_block':"
                        + "{'type':'thinking','thinking':'Hm','signature':''}}")
                + ToolWire.event("{'type':'content_block_delta','index':0,'delta':"
                        + "{'type':'signature_delta','signature':'Eq=='}}")
                + ToolWire.event("{'type':'content_block_stop','index':0}");
        try (LoopFixture loop = LoopFixture.answering(
                ProviderType.ANTHROPIC,
                ToolWire.calls(ProviderType.ANTHROPIC, "tool_use", thoughts, echo("t1", "{}")),
                ToolWire.answer(ProviderType.ANTHROPIC, "Done."))) {
            loop.ask(ECHO);
            assertThat(sent(loop, 2))
                    .contains("role=assistant, content=[{type=thinking, thinking=Hm, signature=Eq==}, {type=tool_use");
        }
    }

    @Test
    void deepSeekGetsItsReasoningBackWithEachTurnThatCallsAlsoWhereItIsEmpty() {
        String thought = ToolWire.event("{'choices':[{'index':0,'delta':{'reasoning_content':'Hm'}}]}");
        try (LoopFixture loop = LoopFixture.answeringAs(
                "http://api.deepseek.com",
                ProviderType.OPENAI,
                ToolWire.calls(ProviderType.OPENAI, "tool_calls", thought, echo("c1", "{}")),
                ToolWire.calls(ProviderType.OPENAI, echo("c2", "{}")),
                ToolWire.answer(ProviderType.OPENAI, "Done."))) {
            loop.ask(ECHO);
            List<Object> messages = RecordedLoop.list(loop.request(3).get("messages"));
            assertThat(RecordedLoop.map(messages.get(1))).containsEntry("reasoning_content", "Hm");
            assertThat(RecordedLoop.map(messages.get(3))).containsEntry("reasoning_content", "");
        }
    }

    @Test
    void openRouterGetsTheDetailsOfTheReasoningBack() {
        String details = ToolWire.event("{'choices':[{'index':0,'delta':{'reasoning':'Hm','reasoning_details':["
                        + "{'type':'reasoning.text','text':'Hm','index':0}]}}]}")
                + ToolWire.event("{'choices':[{'index':0,'delta':{'reasoning_details':["
                        + "{'type':'reasoning.text','signature':'Eq==','index':0}]}}]}");
        try (LoopFixture loop = LoopFixture.answeringAs(
                "http://openrouter.ai/api/v1",
                ProviderType.OPENAI,
                ToolWire.calls(ProviderType.OPENAI, "tool_calls", details, echo("c1", "{}")),
                ToolWire.answer(ProviderType.OPENAI, "Done."))) {
            loop.ask(ECHO);
            assertThat(sent(loop, 2))
                    .contains("reasoning_details=[{type=reasoning.text, text=Hm, index=0, signature=Eq==}]");
        }
    }
}
