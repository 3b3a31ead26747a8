package dev.aistreaming.provider;

import static dev.aistreaming.provider.RequestBodies.assertMember;
import static dev.aistreaming.provider.RequestBodies.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Output;
import dev.aistreaming.chat.ReasoningEffort;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.chat.ToolChoice;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent of an answer that has to be JSON. */
class OutputRequestTests {

    private static final Output RECIPE = Output.schema(
            "recipe",
            "{\"type\":\"object\",\"properties\":{\"title\":{\"type\":\"string\",\"minLength\":3},"
                    + "\"note\":{\"type\":\"string\"}},\"required\":[\"title\"]}");
    private static final String STRICT = "{'type':'object','properties':{'title':{'type':'string','description':"
            + "'(minLength: 3)'},'note':{'type':['string','null']}},'required':['title','note'],"
            + "'additionalProperties':false}";

    private static ChatRequest.Builder ask(Output output) {
        return ChatRequest.builder().prompt("Hi").output(output);
    }

    @ParameterizedTest
    @EnumSource(
            value = ProviderType.class,
            names = {"OPENAI", "MISTRAL"})
    void asksForAStrictSchema(ProviderType type) {
        assertMember(
                RequestBodies.of(type, ask(RECIPE)),
                "response_format",
                "{'type':'json_schema','json_schema':{'name':'recipe','strict':true,'schema':" + STRICT + "}}");
    }

    private static Map<String, Object> groq(ChatRequest.Builder request, String model) {
        byte[] body = ProviderType.GROQ
                .protocol()
                .post(request.model(model).build(), RequestBodies.settings(ProviderType.GROQ))
                .body();
        return JsonTree.object("body", new String(body, StandardCharsets.UTF_8));
    }

    @Test
    void asksGroqForASchemaWhereTheModelCan() {
        assertMember(
                groq(ask(RECIPE), "openai/gpt-oss-20b"),
                "response_format",
                "{'type':'json_schema','json_schema':{'name':'recipe','strict':true,'schema':" + STRICT + "}}");
    }

    @Test
    void tellsOtherModelsOfGroqTheSchema() {
        Map<String, Object> body = groq(ask(RECIPE).system("Be brief."), "qwen/qwen3-32b");
        assertMember(body, "response_format", "{'type':'json_object'}");
        assertThat(system(body)).startsWith("Be brief.\n\n").endsWith(String.valueOf(RECIPE.schema()));
    }

    private static String system(Map<String, Object> body) {
        List<?> messages = (List<?>) Objects.requireNonNull(body.get("messages"));
        Map<?, ?> first = (Map<?, ?>) messages.get(0);
        assertThat(first.get("role")).isEqualTo("system");
        return String.valueOf(first.get("content"));
    }

    @Test
    void asksAnthropicForASchemaWithoutAName() {
        assertMember(
                RequestBodies.of(ProviderType.ANTHROPIC, ask(RECIPE)),
                "output_config",
                "{'format':{'type':'json_schema','schema':{'type':'object','properties':{'title':{'type':'string',"
                        + "'description':'(minLength: 3)'},'note':{'type':'string'}},'required':['title'],"
                        + "'additionalProperties':false}}}");
    }

    @ParameterizedTest
    @EnumSource(
            value = ProviderType.class,
            names = {"OPENAI", "MISTRAL", "GROQ"})
    void asksForAnyObject(ProviderType type) {
        Map<String, Object> body = RequestBodies.of(type, ask(Output.JSON));
        assertMember(body, "response_format", "{'type':'json_object'}");
        assertThat(system(body)).isEqualTo("Answer with one JSON object and nothing else.");
    }

    @Test
    void saysNothingOfJsonWhereThePromptDoes() {
        Map<String, Object> body = RequestBodies.of(
                ProviderType.OPENAI, ChatRequest.builder().prompt("As Json").output(Output.JSON));
        assertThat((List<?>) body.get("messages")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"claude-3-7-sonnet-latest", "claude-sonnet-4-20250514", "claude-opus-4-0"})
    void forcesACallOfModelsOfAnthropicThatTakeNoSchema(String model) {
        byte[] bytes = ProviderType.ANTHROPIC
                .protocol()
                .post(ask(RECIPE).model(model).build(), RequestBodies.settings(ProviderType.ANTHROPIC))
                .body();
        Map<String, Object> body = JsonTree.object("body", new String(bytes, StandardCharsets.UTF_8));
        assertThat(body).doesNotContainKey("output_config");
        assertMember(
                body,
                "tools",
                "[{'name':'answer_with_json','description':'Takes the whole answer to the user.','input_schema':"
                        + RECIPE.schema() + "}]");
        assertMember(body, "tool_choice", "{'type':'tool','name':'answer_with_json','disable_parallel_tool_use':true}");
    }

    @Test
    void forcesACallOfAnthropicForAnyObject() {
        assertThat(RequestBodies.of(ProviderType.ANTHROPIC, ask(Output.JSON))).containsKeys("tools", "tool_choice");
        assertRefused(
                ProviderType.ANTHROPIC,
                ask(Output.JSON).tool(Tool.of("time", null)),
                "output without a schema",
                "tools");
        assertRefused(ProviderType.ANTHROPIC, ask(Output.JSON).reasoning(ReasoningEffort.LOW), "output", "reasoning");
    }

    @Test
    void tellsDeepSeekTheSchema() {
        Map<String, Object> body = RequestBodies.of(RequestBodies.at("https://api.deepseek.com"), ask(RECIPE));
        assertMember(body, "response_format", "{'type':'json_object'}");
        assertThat(system(body)).contains(String.valueOf(RECIPE.schema()));
    }

    @Test
    void refusesForMistralAForcedCallBesideAnOutput() {
        ChatRequest.Builder request = ask(RECIPE).tool(Tool.of("time", null));
        assertThat(RequestBodies.of(ProviderType.MISTRAL, request.toolChoice(ToolChoice.AUTO)))
                .containsKeys("tools", "response_format");
        assertRefused(ProviderType.MISTRAL, request.toolChoice(ToolChoice.REQUIRED), "output", "toolChoice");
    }

    @Test
    void refusesANameThatIsNotTaken() {
        assertRefused(ProviderType.OPENAI, ask(Output.schema("a.b", "{\"type\":\"object\"}")), "'a.b'");
    }
}
