package dev.aistreaming.provider;

import static dev.aistreaming.provider.RequestBodies.assertMember;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Output;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.ReasoningEffort;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.chat.ToolChoice;
import dev.aistreaming.http.HttpPost;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent to Ollama (ollama, docs/api.md and api/types.go), and what is refused. */
class OllamaRequestTests {

    private static final Media PNG = Media.bytes(new byte[] {1, 2, 3}, "image/png"); // AQID in base64
    private static final Tool WEATHER = new Tool(
            "weather",
            "Tells the weather",
            "{\"type\":\"object\",\"properties\":{\"at\":{\"$ref\":\"#/$defs/Place\",\"description\":\"where\"},"
                    + "\"days\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/Day\"}}},\"$defs\":"
                    + "{\"Place\":{\"type\":\"object\",\"description\":\"a place\",\"properties\":{\"on\":{\"$ref\":\"#/$defs/Day\"}}},"
                    + "\"Day\":{\"type\":\"string\"}}}");

    private static Map<String, Object> body(ChatRequest.Builder request) {
        return RequestBodies.of(ProviderType.OLLAMA, request);
    }

    private static ChatRequest.Builder hi() {
        return ChatRequest.builder().prompt("Hi");
    }

    private static void assertRefused(ChatRequest.Builder request, String... words) {
        RequestBodies.assertRefused(ProviderType.OLLAMA, request, words);
    }

    @Test
    void saysNothingThatIsNotSet() {
        assertThat(body(hi()))
                .isEqualTo(JsonTree.object(
                        "expected",
                        "{\"model\":\"m-1\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"stream\":true}"));
    }

    @Test
    void putsSamplingIntoOptionsBesideTheServersOwn() {
        Map<String, Object> body = body(hi().system("Be brief.")
                .maxTokens(500)
                .temperature(0.5)
                .topP(0.9)
                .stop("END")
                .seed(7L)
                .option("keep_alive", "5m")
                .option("options", Map.of("num_ctx", 8192)));
        assertMember(
                body,
                "options",
                "{'num_predict':500,'temperature':0.5,'top_p':0.9,'stop':['END'],'seed':7,'num_ctx':8192}");
        assertMember(body, "keep_alive", "'5m'");
        assertMember(body, "messages", "[{'role':'system','content':'Be brief.'},{'role':'user','content':'Hi'}]");
    }

    @Test
    void goesToTheServersOwnAddressWithoutAKey() {
        ProviderSettings settings = RequestBodies.settings(ProviderType.OLLAMA);
        HttpPost post = settings.type().protocol().post(hi().model("m").build(), settings);
        assertThat(post.uri()).hasToString("http://localhost:11434/api/chat");
        assertThat(post.headers())
                .containsEntry("Accept", "application/x-ndjson")
                .doesNotContainKey("Authorization");
        assertThat(settings.type()
                        .protocol()
                        .post(hi().model("m").build(), settings.withApiKey("k"))
                        .headers())
                .containsEntry("Authorization", "Bearer k");
    }

    // ---- tools

    @Test
    void declaresToolsWithoutReferences() {
        assertMember(
                body(hi().tool(WEATHER).toolChoice(ToolChoice.AUTO).parallelToolCalls(true)),
                "tools",
                "[{'type':'function','function':{'name':'weather','description':'Tells the weather','parameters':"
                        + "{'type':'object','properties':{'at':{'type':'object','description':'where',"
                        + "'properties':{'on':{'type':'string'}}},'days':{'type':'array','items':{'type':'string'}}}}}}]");
    }

    @Test
    void declaresAToolWhoseWholeSchemaIsAReference() {
        Tool tool = new Tool(
                "f",
                null,
                "{\"$ref\":\"#/$defs/A\",\"$defs\":{\"A\":{\"type\":\"object\",\"properties\":{\"b\":{}}}}}");
        assertMember(
                body(hi().tool(tool)),
                "tools",
                "[{'type':'function','function':{'name':'f','parameters':{'type':'object','properties':{'b':{}}}}}]");
    }

    @ParameterizedTest
    @CsvSource({"#/$defs/Tree, contains itself", "#/$defs/None, leads nowhere", "other.json, leads nowhere"})
    void refusesReferencesThatCannotBeReplaced(String reference, String words) {
        Tool tool = new Tool(
                "f",
                null,
                "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"" + reference + "\"}},"
                        + "\"$defs\":{\"Tree\":{\"properties\":{\"child\":{\"$ref\":\"#/$defs/Tree\"}}}}}");
        assertThatExceptionOfType(AiException.class)
                .isThrownBy(() -> body(hi().tool(tool)))
                .satisfies(error -> assertThat(error.userMessage()).contains("'f'", words));
    }

    @Test
    void leavesToolsOutThatMustNotBeCalled() {
        assertThat(body(hi().tool(WEATHER).toolChoice(ToolChoice.NONE))).doesNotContainKey("tools");
    }

    @Test
    void refusesWhatTheServerCannotBeTold() {
        assertRefused(hi().tool(WEATHER).toolChoice(ToolChoice.REQUIRED), "toolChoice that forces a call");
        assertRefused(hi().tool(WEATHER).toolChoice(ToolChoice.tool("weather")), "toolChoice that forces a call");
        assertRefused(hi().tool(WEATHER).parallelToolCalls(false), "parallelToolCalls of false");
    }

    @Test
    void sendsThoughtsTextAndCallsBackAndResultsByTheNamesOfTheTools() {
        Map<String, Object> body = body(hi().message(Message.assistant(
                        new Part.ProviderState("ollama", "{\"thinking\":\"Hm\"}"),
                        new Part.Text("Let me see."),
                        new Part.ToolUse("c1", "weather", "{\"city\":\"Paris\"}"),
                        new Part.ToolUse("", "weather", "")))
                .message(Message.toolResult(
                        Part.ToolResult.of("c1", "weather", "hot"),
                        Part.ToolResult.failed("", "weather", "no such city"))));
        assertMember(
                body,
                "messages",
                "[{'role':'user','content':'Hi'},{'role':'assistant','content':'Let me see.','thinking':'Hm','tool_calls':["
                        + "{'type':'function','function':{'name':'weather','arguments':{'city':'Paris'}}},"
                        + "{'type':'function','function':{'name':'weather','arguments':{}}}]},"
                        + "{'role':'tool','tool_name':'weather','content':'hot'},"
                        + "{'role':'tool','tool_name':'weather','content':'Error: no such city'}]");
    }

    @Test
    void keepsArgumentsInSightThatAreNoObject() {
        assertThat(String.valueOf(body(hi().message(Message.assistant(new Part.ToolUse("c1", "f", "{\"a\":"))))))
                .contains("arguments={invalid_json={\"a\":}");
    }

    // ---- media

    @Test
    void sendsImagesBesideTheText() {
        assertMember(
                body(ChatRequest.builder()
                        .message(Message.user(new Part.Text("What "), new Part.Image(PNG), new Part.Text("is this?")))),
                "messages",
                "[{'role':'user','content':'What is this?','images':['AQID']}]");
    }

    @Test
    void sendsImagesOfResultsWithTheResult() {
        assertThat(String.valueOf(body(hi().message(Message.assistant(new Part.ToolUse("", "plot", "{}")))
                        .message(Message.toolResult(
                                new Part.ToolResult("", "plot", List.of(new Part.Image(PNG)), false))))))
                .contains("{role=tool, tool_name=plot, content=, images=[AQID]}");
    }

    @Test
    void refusesMediaThatTheServerDoesNotTake() {
        assertRefused(ChatRequest.builder().message(Message.user(new Part.Image(PNG, "low"))), "detail");
        assertRefused(
                ChatRequest.builder().message(Message.user(new Part.Image(Media.url("https://files.example/a.png")))),
                "an image at an address",
                "give its bytes");
        assertRefused(
                ChatRequest.builder()
                        .message(Message.user(new Part.File(Media.bytes(new byte[] {1}, "application/pdf")))),
                "a file");
        assertRefused(
                ChatRequest.builder().message(Message.user(new Part.Audio(Media.bytes(new byte[] {1}, "audio/wav")))),
                "audio");
    }

    // ---- output and reasoning

    @Test
    void asksForJsonOrASchema() {
        assertMember(body(hi().output(Output.JSON)), "format", "'json'");
        assertMember(
                body(hi().output(Output.schema("city", "{\"type\":\"object\",\"required\":[\"a\"]}"))),
                "format",
                "{'type':'object','required':['a']}");
    }

    @Test
    void tellsHowMuchToThink() {
        assertMember(body(hi().reasoning(ReasoningEffort.OFF)), "think", "false");
        assertMember(body(hi().reasoning(ReasoningEffort.MINIMAL)), "think", "'low'");
        assertMember(body(hi().reasoning(ReasoningEffort.LOW)), "think", "'low'");
        assertMember(body(hi().reasoning(ReasoningEffort.MEDIUM)), "think", "'medium'");
        assertMember(body(hi().reasoning(ReasoningEffort.HIGH)), "think", "'high'");
        assertMember(body(hi().reasoning(ReasoningEffort.MAX)), "think", "'max'");
        assertMember(body(hi().reasoning(ReasoningEffort.budget(2000))), "think", "'low'");
    }

    /** The server keeps beginnings by itself. */
    @Test
    void saysNothingOfCaching() {
        assertThat(body(hi().cachePrompt(true))).isEqualTo(body(hi()));
    }
}
