package dev.aistreaming.provider;

import static dev.aistreaming.provider.RequestBodies.assertMember;
import static dev.aistreaming.provider.RequestBodies.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.chat.ToolChoice;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is sent of tools, of their calls and of their results. */
class ToolRequestTests {

    private static final Tool WEATHER = new Tool(
            "weather",
            "Tells the weather",
            "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\",\"maxLength\":80}},\"required\":[\"city\"]}");
    private static final String SCHEMA =
            "{'type':'object','properties':{'city':{'type':'string','maxLength':80}},'required':['city']}";
    private static final String DECLARED = "[{'type':'function','function':{'name':'weather','description':"
            + "'Tells the weather','parameters':" + SCHEMA + "}}]";

    private static ChatRequest.Builder ask() {
        return ChatRequest.builder().prompt("Hi").tool(WEATHER);
    }

    private static Message calls() {
        return Message.assistant(
                new Part.Text("I look."),
                new Part.ToolUse("call_A", "weather", "{\"city\":\"Rome\"}"),
                new Part.ToolUse("call_B", "time", ""));
    }

    private static ChatRequest.Builder answered() {
        return ChatRequest.builder()
                .prompt("Hi")
                .message(calls())
                .message(Message.toolResult(
                        Part.ToolResult.of("call_A", "weather", "40 C"),
                        Part.ToolResult.failed("call_B", "time", "no clock")));
    }

    private static void assertMessages(ProviderType type, ChatRequest.Builder request, String json) {
        assertMember(RequestBodies.of(type, request), "messages", json);
    }

    // ---- declarations and choices

    @ParameterizedTest
    @EnumSource(
            value = ProviderType.class,
            names = {"OPENAI", "GROQ", "MISTRAL"})
    void declaresToolsAsFunctions(ProviderType type) {
        Map<String, Object> body = RequestBodies.of(type, ask());
        assertMember(body, "tools", DECLARED);
        assertThat(body).doesNotContainKeys("tool_choice", "parallel_tool_calls");
    }

    @Test
    void declaresToolsToAnthropicByTheSchemaOfTheirInput() {
        Map<String, Object> body = RequestBodies.of(ProviderType.ANTHROPIC, ask());
        assertMember(
                body, "tools", "[{'name':'weather','description':'Tells the weather','input_schema':" + SCHEMA + "}]");
        assertThat(body).doesNotContainKey("tool_choice");
    }

    @ParameterizedTest
    @CsvSource({
        "OPENAI, AUTO, '\"auto\"'",
        "OPENAI, NONE, '\"none\"'",
        "OPENAI, REQUIRED, '\"required\"'",
        "GROQ, REQUIRED, '\"required\"'",
        "MISTRAL, AUTO, '\"auto\"'",
        "MISTRAL, REQUIRED, '\"any\"'",
        "ANTHROPIC, AUTO, '{\"type\":\"auto\"}'",
        "ANTHROPIC, NONE, '{\"type\":\"none\"}'",
        "ANTHROPIC, REQUIRED, '{\"type\":\"any\"}'"
    })
    void saysWhoChooses(ProviderType type, ToolChoice.Kind kind, String expected) {
        ToolChoice choice = new ToolChoice(kind, null);
        assertMember(RequestBodies.of(type, ask().toolChoice(choice)), "tool_choice", expected);
    }

    @ParameterizedTest
    @CsvSource({
        "OPENAI, '{\"type\":\"function\",\"function\":{\"name\":\"weather\"}}'",
        "MISTRAL, '{\"type\":\"function\",\"function\":{\"name\":\"weather\"}}'",
        "ANTHROPIC, '{\"type\":\"tool\",\"name\":\"weather\"}'"
    })
    void namesTheToolThatMustBeCalled(ProviderType type, String expected) {
        assertMember(RequestBodies.of(type, ask().toolChoice(ToolChoice.tool("weather"))), "tool_choice", expected);
    }

    @Test
    void leavesOutTheToolsForMistralWhereNoneIsToBeCalled() {
        assertThat(RequestBodies.of(ProviderType.MISTRAL, ask().toolChoice(ToolChoice.NONE)))
                .doesNotContainKeys("tools", "tool_choice");
    }

    @ParameterizedTest
    @EnumSource(ProviderType.class)
    void sendsNoChoiceWithoutTools(ProviderType type) {
        ChatRequest.Builder request =
                ChatRequest.builder().prompt("Hi").toolChoice(ToolChoice.NONE).parallelToolCalls(false);
        assertThat(RequestBodies.of(type, request)).doesNotContainKeys("tools", "tool_choice", "parallel_tool_calls");
    }

    @Test
    void asksForOneCallAtATime() {
        ChatRequest.Builder one = ask().parallelToolCalls(false);
        assertMember(RequestBodies.of(ProviderType.OPENAI, one), "parallel_tool_calls", "false");
        assertMember(
                RequestBodies.of(ProviderType.ANTHROPIC, one),
                "tool_choice",
                "{'type':'auto','disable_parallel_tool_use':true}");
        assertMember(
                RequestBodies.of(ProviderType.ANTHROPIC, one.toolChoice(ToolChoice.NONE)),
                "tool_choice",
                "{'type':'none'}");
    }

    @ParameterizedTest
    @EnumSource(
            value = ProviderType.class,
            names = {"OPENAI", "ANTHROPIC", "GROQ", "MISTRAL", "OPENAI_RESPONSES", "AZURE_OPENAI"})
    void refusesAToolWhoseNameTheProviderDoesNotTake(ProviderType type) {
        ChatRequest.Builder request = ChatRequest.builder().prompt("Hi").tool(Tool.of("shop.order", null));
        assertRefused(type, request, "'shop.order'", "letters, digits");
    }

    @Test
    void leavesNamesOfToolsToOtherServers() {
        ChatRequest.Builder request = ChatRequest.builder().prompt("Hi").tool(Tool.of("shop.order", null));
        assertThat(RequestBodies.of(RequestBodies.at("http://localhost:11434/v1"), request))
                .containsKey("tools");
    }

    @ParameterizedTest
    @EnumSource(ProviderType.class)
    void refusesParametersThatAreNoJson(ProviderType type) {
        ChatRequest.Builder request = ChatRequest.builder().prompt("Hi").tool(new Tool("broken", null, "{\"a\":}"));
        assertThatThrownBy(() -> RequestBodies.of(type, request)).hasMessageContaining("'broken'");
    }

    // ---- calls and results

    @ParameterizedTest
    @EnumSource(
            value = ProviderType.class,
            names = {"OPENAI", "GROQ"})
    void sendsCallsWithArgumentsAsTextAndAMessagePerResult(ProviderType type) {
        assertMessages(
                type,
                answered(),
                "[{'role':'user','content':'Hi'},{'role':'assistant','content':'I look.','tool_calls':["
                        + "{'id':'call_A','type':'function','function':{'name':'weather','arguments':'{\\\"city\\\":\\\"Rome\\\"}'}},"
                        + "{'id':'call_B','type':'function','function':{'name':'time','arguments':'{}'}}]},"
                        + "{'role':'tool','tool_call_id':'call_A','content':'40 C'},"
                        + "{'role':'tool','tool_call_id':'call_B','content':'Error: no clock'}]");
    }

    @Test
    void sendsCallsWithoutTextBesideNoContent() {
        ChatRequest.Builder request =
                ChatRequest.builder().prompt("Hi").message(Message.assistant(new Part.ToolUse("c", "time", "{}")));
        assertMessages(
                ProviderType.OPENAI,
                request,
                "[{'role':'user','content':'Hi'},{'role':'assistant','content':null,'tool_calls':["
                        + "{'id':'c','type':'function','function':{'name':'time','arguments':'{}'}}]}]");
    }

    @Test
    void sendsAnthropicCallsAsBlocksAndAllResultsInOneMessage() {
        assertMessages(
                ProviderType.ANTHROPIC,
                answered(),
                "[{'role':'user','content':'Hi'},{'role':'assistant','content':[{'type':'text','text':'I look.'},"
                        + "{'type':'tool_use','id':'call_A','name':'weather','input':{'city':'Rome'}},"
                        + "{'type':'tool_use','id':'call_B','name':'time','input':{}}]},"
                        + "{'role':'user','content':[{'type':'tool_result','tool_use_id':'call_A','content':'40 C'},"
                        + "{'type':'tool_result','tool_use_id':'call_B','content':'no clock','is_error':true}]}]");
    }

    @Test
    void sendsAnthropicResultsOfSeveralMessagesInOne() {
        ChatRequest.Builder request = ChatRequest.builder()
                .prompt("Hi")
                .message(calls())
                .message(Message.toolResult("call_A", "weather", "40 C"))
                .message(Message.system("Be brief."))
                .message(Message.toolResult("call_B", "time", ""))
                .prompt("And?");
        Object messages = RequestBodies.of(ProviderType.ANTHROPIC, request).get("messages");
        assertThat(messages).asInstanceOf(InstanceOfAssertFactories.LIST).hasSize(4);
        assertThat(String.valueOf(messages))
                .contains("content=40 C}, {type=tool_result, tool_use_id=call_B}]}, {role=user, content=And?}");
    }

    @Test
    void showsAnthropicArgumentsThatAreNoJsonAsTheyAre() {
        ChatRequest.Builder request = ChatRequest.builder()
                .prompt("Hi")
                .message(Message.assistant(new Part.ToolUse("c", "weather", "{\"city\":")));
        assertThat(String.valueOf(RequestBodies.of(ProviderType.ANTHROPIC, request)))
                .contains("input={invalid_json={\"city\":}");
    }

    @Test
    void leavesOutNoContentOfAResultForOpenAi() {
        ChatRequest.Builder request = ChatRequest.builder()
                .prompt("Hi")
                .message(Message.assistant(new Part.ToolUse("c", "time", "{}")))
                .message(Message.toolResult(new Part.ToolResult("c", "time", List.of(), true)));
        assertThat(String.valueOf(RequestBodies.of(ProviderType.OPENAI, request)))
                .contains("content=Error: the tool failed");
    }

    // ---- Mistral

    @Test
    void givesMistralIdsOfNineLettersAndDigitsForCallsAndTheirResults() {
        assertMessages(
                ProviderType.MISTRAL,
                answered(),
                "[{'role':'user','content':'Hi'},{'role':'assistant','content':'I look.','tool_calls':["
                        + "{'id':'call00001','type':'function','function':{'name':'weather','arguments':'{\\\"city\\\":\\\"Rome\\\"}'}},"
                        + "{'id':'call00002','type':'function','function':{'name':'time','arguments':'{}'}}]},"
                        + "{'role':'tool','tool_call_id':'call00001','name':'weather','content':'40 C'},"
                        + "{'role':'tool','tool_call_id':'call00002','name':'time','content':'Error: no clock'}]");
    }

    @Test
    void keepsIdsThatMistralTakes() {
        ChatRequest.Builder request = ChatRequest.builder()
                .prompt("Hi")
                .message(Message.assistant(new Part.ToolUse("D681PevKs", "time", "{}")))
                .message(Message.toolResult("D681PevKs", "time", "noon"));
        assertThat(String.valueOf(RequestBodies.of(ProviderType.MISTRAL, request)))
                .contains("id=D681PevKs")
                .contains("tool_call_id=D681PevKs");
    }

    @Test
    void letsMistralsModelSpeakBetweenAToolAndTheUser() {
        assertThat(String.valueOf(
                        RequestBodies.of(ProviderType.MISTRAL, answered().prompt("Go on"))))
                .contains("{role=assistant, content=OK}, {role=user, content=Go on}");
        assertThat(String.valueOf(
                        RequestBodies.of(ProviderType.OPENAI, answered().prompt("Go on"))))
                .doesNotContain("content=OK");
    }

    private static ChatRequest.Builder withTools(int count) {
        ChatRequest.Builder request = ChatRequest.builder().prompt("Hi");
        for (int i = 0; i < count; i++) {
            request.tool(Tool.of("tool_" + i, null));
        }
        return request;
    }

    @Test
    void refusesMoreToolsThanOpenAiTakes() {
        assertRefused(ProviderType.OPENAI, withTools(129), "tools", "128", "129");
        assertThat(RequestBodies.of(ProviderType.OPENAI, withTools(128))).containsKey("tools");
        assertThat(RequestBodies.of(ProviderType.GROQ, withTools(129))).containsKey("tools");
        assertThat(RequestBodies.of(RequestBodies.at("http://localhost:1/v1"), withTools(129)))
                .containsKey("tools");
        assertThat(RequestBodies.of(ProviderType.ANTHROPIC, withTools(129))).containsKey("tools");
    }
}
