package dev.aistreaming.provider;

import static dev.aistreaming.provider.RequestBodies.assertMember;
import static dev.aistreaming.provider.RequestBodies.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Output;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.ReasoningEffort;
import dev.aistreaming.chat.Role;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.chat.ToolChoice;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent in OpenAI's responses. */
class ResponsesRequestTests {

    private static final ProviderSettings SETTINGS = RequestBodies.settings(ProviderType.OPENAI_RESPONSES);
    private static final Media PNG = Media.bytes(new byte[] {1, 2, 3}, "image/png"); // AQID in base64
    private static final Media PDF = Media.bytes(new byte[] {1, 2, 3}, "application/pdf");
    private static final Media URL = Media.url("https://files.example/a");

    private static ChatRequest.Builder ask() {
        return ChatRequest.builder().prompt("Hi");
    }

    private static Map<String, Object> body(ChatRequest.Builder request) {
        return RequestBodies.of(SETTINGS, request);
    }

    @Test
    void asksForNothingToBeStored() {
        Map<String, Object> body = body(ask());
        assertMember(body, "input", "[{'role':'user','content':'Hi'}]");
        assertThat(body).containsOnlyKeys("model", "input", "stream", "store", "include");
        assertMember(body, "store", "false");
        assertMember(body, "include", "['reasoning.encrypted_content']");
    }

    @Test
    void asksForNoReasoningOfModelsThatRefuseToBeAsked() {
        byte[] body = ProviderType.OPENAI_RESPONSES
                .protocol()
                .post(ask().model("gpt-4o-mini").build(), SETTINGS)
                .body();
        assertThat(new String(body, StandardCharsets.UTF_8)).doesNotContain("include");
    }

    @Test
    void sendsWhatIsSet() {
        Map<String, Object> body = body(ask().system("Be brief.")
                .message(Role.SYSTEM, "And kind.")
                .maxTokens(50)
                .temperature(0.5)
                .topP(0.9)
                .cachePrompt(true));
        assertMember(
                body,
                "input",
                "[{'role':'system','content':'Be brief.'},{'role':'user','content':'Hi'},"
                        + "{'role':'system','content':'And kind.'}]");
        assertMember(body, "max_output_tokens", "50");
        assertMember(body, "temperature", "0.5");
        assertMember(body, "top_p", "0.9");
        assertThat(String.valueOf(body.get("prompt_cache_key"))).matches("[0-9a-f]{32}");
    }

    @Test
    void addsOptionsToAFieldOfSeveralSettings() {
        Map<String, Object> body = body(ask().output(Output.JSON)
                .option("text", Map.of("verbosity", "low"))
                .option("store", true));
        assertMember(body, "text", "{'format':{'type':'json_object'},'verbosity':'low'}");
        assertMember(body, "store", "true");
    }

    @Test
    void refusesWhatTheProtocolHasNot() {
        assertRefused(SETTINGS, ask().stop("END"), "stop");
        assertRefused(SETTINGS, ask().seed(7L), "seed");
        assertRefused(SETTINGS, ask().temperature(2.5), "temperature");
        assertRefused(SETTINGS, ask().tool(Tool.of("shop.order", null)), "'shop.order'");
    }

    // ---- tools

    @Test
    void declaresToolsFlatAndSaysThatTheyAreNotStrict() {
        assertMember(
                body(ask().tool(Tool.of("time", "Tells the time")).parallelToolCalls(false)),
                "tools",
                "[{'type':'function','name':'time','description':'Tells the time',"
                        + "'parameters':{'type':'object','properties':{}},'strict':false}]");
    }

    @ParameterizedTest
    @CsvSource({"AUTO, auto", "NONE, none", "REQUIRED, required"})
    void saysWhoChooses(ToolChoice.Kind kind, String expected) {
        Map<String, Object> body = body(ask().tool(Tool.of("time", null)).toolChoice(new ToolChoice(kind, null)));
        assertThat(body).containsEntry("tool_choice", expected);
    }

    @Test
    void namesTheToolThatMustBeCalled() {
        assertMember(
                body(ask().tool(Tool.of("time", null)).toolChoice(ToolChoice.tool("time"))),
                "tool_choice",
                "{'type':'function','name':'time'}");
    }

    @Test
    void sendsCallsAndTheirResultsAsItems() {
        assertMember(
                body(ask().message(Message.assistant(
                                new Part.Text("I look."),
                                new Part.ToolUse("c1", "weather", "{\"city\":\"Rome\"}"),
                                new Part.ToolUse("c2", "time", "")))
                        .message(Message.toolResult(
                                Part.ToolResult.of("c1", "weather", "40 C"),
                                Part.ToolResult.failed("c2", "time", "no clock")))),
                "input",
                "[{'role':'user','content':'Hi'},"
                        + "{'role':'assistant','content':[{'type':'output_text','text':'I look.'}]},"
                        + "{'type':'function_call','call_id':'c1','name':'weather','arguments':'{\\\"city\\\":\\\"Rome\\\"}'},"
                        + "{'type':'function_call','call_id':'c2','name':'time','arguments':'{}'},"
                        + "{'type':'function_call_output','call_id':'c1','output':'40 C'},"
                        + "{'type':'function_call_output','call_id':'c2','output':'Error: no clock'}]");
    }

    @Test
    void makesIdsOfItsOwnWhereTheyAreNoneOrTooLong() {
        String tooLong = "x".repeat(65);
        String input = String.valueOf(body(ask().message(Message.assistant(
                                new Part.ToolUse("", "time", "{}"), new Part.ToolUse(tooLong, "time", "{}")))
                        .message(Message.toolResult(
                                Part.ToolResult.of("", "time", "noon"), Part.ToolResult.of(tooLong, "time", "one"))))
                .get("input"));
        assertThat(input)
                .contains("call_id=call00001, output=noon", "call_id=call00002, output=one")
                .doesNotContain(tooLong);
    }

    // ---- media

    @Test
    void sendsImagesAndDocuments() {
        List<Part> parts = List.of(
                new Part.Image(PNG, "low"),
                new Part.Image(URL),
                new Part.Image(Media.fileId("f1")),
                new Part.File(PDF, "a.pdf"),
                new Part.File(URL),
                new Part.File(Media.fileId("f2")),
                new Part.Text("What is this?"));
        assertMember(
                body(ChatRequest.builder().message(Message.user(parts.toArray(Part[]::new)))),
                "input",
                "[{'role':'user','content':["
                        + "{'type':'input_image','image_url':'data:image/png;base64,AQID','detail':'low'},"
                        + "{'type':'input_image','image_url':'https://files.example/a'},"
                        + "{'type':'input_image','file_id':'f1'},"
                        + "{'type':'input_file','filename':'a.pdf','file_data':'data:application/pdf;base64,AQID'},"
                        + "{'type':'input_file','file_url':'https://files.example/a'},"
                        + "{'type':'input_file','file_id':'f2'},"
                        + "{'type':'input_text','text':'What is this?'}]}]");
    }

    @Test
    void sendsMediaInsideAResult() {
        String input = String.valueOf(body(ask().message(Message.assistant(new Part.ToolUse("c1", "plot", "{}")))
                        .message(Message.toolResult(new Part.ToolResult(
                                "c1", "plot", List.of(new Part.Text("See"), new Part.Image(PNG)), true))))
                .get("input"));
        assertThat(input)
                .endsWith("output=[{type=input_text, text=Error: the tool failed}, {type=input_text, text=See},"
                        + " {type=input_image, image_url=data:image/png;base64,AQID}]}]");
    }

    @Test
    void refusesSounds() {
        Part.Audio wav = new Part.Audio(Media.bytes(new byte[] {1}, "audio/wav"));
        assertRefused(SETTINGS, ChatRequest.builder().message(Message.user(wav)), "messages have audio");
        assertRefused(
                SETTINGS,
                ask().message(Message.assistant(new Part.ToolUse("c1", "say", "{}")))
                        .message(Message.toolResult(new Part.ToolResult("c1", "say", List.of(wav), false))),
                "messages have audio");
    }

    // ---- output and reasoning

    @Test
    void asksForAStrictSchema() {
        assertMember(
                body(ask().output(Output.schema(
                        "recipe", "{\"type\":\"object\",\"properties\":{\"note\":{\"type\":\"string\"}}}"))),
                "text",
                "{'format':{'type':'json_schema','name':'recipe','strict':true,'schema':{'type':'object','properties':"
                        + "{'note':{'type':['string','null']}},'required':['note'],'additionalProperties':false}}}");
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com/v1, MAX, '{\"effort\":\"max\",\"summary\":\"auto\"}'",
        "https://api.openai.com/v1, MINIMAL, '{\"effort\":\"minimal\",\"summary\":\"auto\"}'",
        "https://api.openai.com/v1, OFF, '{\"effort\":\"none\"}'",
        "https://api.x.ai/v1, MAX, '{\"effort\":\"high\",\"summary\":\"auto\"}'",
        "https://api.deepseek.com, LOW, '{\"effort\":\"low\"}'"
    })
    void saysHowMuchToThinkAndAsksForASummary(URI baseUrl, ReasoningEffort.Level level, String expected) {
        assertMember(
                RequestBodies.of(SETTINGS.withBaseUrl(baseUrl), ask().reasoning(new ReasoningEffort(level, null))),
                "reasoning",
                expected);
    }
}
