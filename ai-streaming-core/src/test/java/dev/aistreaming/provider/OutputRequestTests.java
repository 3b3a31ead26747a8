package dev.aistreaming.provider;

import static dev.aistreaming.provider.RequestBodies.assertMember;
import static dev.aistreaming.provider.RequestBodies.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Output;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.chat.ToolChoice;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

    @Test
    void asksGroqStrictlyWhereTheModelCan() {
        String format = "{'type':'json_schema','json_schema':{'name':'recipe','strict':%s,'schema':" + STRICT + "}}";
        ProviderSettings groq = RequestBodies.settings(ProviderType.GROQ);
        assertMember(RequestBodies.of(groq, ask(RECIPE)), "response_format", format.formatted("false"));
        byte[] body = ProviderType.GROQ
                .protocol()
                .post(ask(RECIPE).model("openai/gpt-oss-20b").build(), groq)
                .body();
        assertThat(new String(body, StandardCharsets.UTF_8)).contains("\"strict\":true");
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

    @Test
    void asksForAnyObject() {
        assertMember(
                RequestBodies.of(ProviderType.OPENAI, ask(Output.JSON)), "response_format", "{'type':'json_object'}");
        assertRefused(ProviderType.ANTHROPIC, ask(Output.JSON), "output without a schema");
    }

    @Test
    void refusesASchemaForDeepSeek() {
        assertRefused(RequestBodies.at("https://api.deepseek.com"), ask(RECIPE), "output with a schema", "prompt");
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
