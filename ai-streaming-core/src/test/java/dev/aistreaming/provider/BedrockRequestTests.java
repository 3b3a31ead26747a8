package dev.aistreaming.provider;

import static dev.aistreaming.provider.RequestBodies.assertMember;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Output;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.ReasoningEffort;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.chat.ToolChoice;
import dev.aistreaming.http.HttpPost;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent to Bedrock (AWS, "Amazon Bedrock API Reference"), and what is refused. */
class BedrockRequestTests {

    private static final String CLAUDE = "us.anthropic.claude-x-v1:0";
    private static final Media PNG = Media.bytes(new byte[] {1, 2, 3}, "image/png"); // AQID in base64
    private static final Media PDF = Media.bytes(new byte[] {1, 2, 3}, "application/pdf");
    private static final Tool TIME = Tool.of("time", "Tells the time");
    private static final String DECLARED =
            "{'toolSpec':{'name':'time','description':'Tells the time','inputSchema':{'json':{'type':'object','properties':{}}}}}";
    private static final ProviderSettings SETTINGS =
            RequestBodies.settings(ProviderType.BEDROCK).withRegion("eu-west-1").withApiKey("k");

    private static ChatRequest.Builder hi() {
        return ChatRequest.builder().prompt("Hi");
    }

    private static Map<String, Object> body(ChatRequest.Builder request) {
        return RequestBodies.of(SETTINGS, request);
    }

    private static Map<String, Object> body(String model, ChatRequest.Builder request) {
        byte[] body = post(model, request, SETTINGS).body();
        return JsonTree.object("body", new String(body, StandardCharsets.UTF_8));
    }

    private static HttpPost post(String model, ChatRequest.Builder request, ProviderSettings settings) {
        return settings.type().protocol().post(request.model(model).build(), settings);
    }

    private static void assertRefused(ChatRequest.Builder request, String... words) {
        RequestBodies.assertRefused(SETTINGS, request, words);
    }

    private static ChatRequest.Builder asked(Part... parts) {
        return ChatRequest.builder().message(Message.user(parts));
    }

    // ---- where to

    @ParameterizedTest
    @CsvSource({
        "us.anthropic.claude-x-v1:0, us.anthropic.claude-x-v1%3A0",
        "arn:aws:bedrock:eu-west-1:123:application-inference-profile/ab1,"
                + " arn%3Aaws%3Abedrock%3Aeu-west-1%3A123%3Aapplication-inference-profile%2Fab1",
        "a b*~é, a%20b%2A~%C3%A9"
    })
    void namesTheModelInThePath(String model, String path) {
        assertThat(post(model, hi(), SETTINGS).uri())
                .hasToString("https://bedrock-runtime.eu-west-1.amazonaws.com/model/" + path + "/converse-stream");
    }

    @Test
    void sendsAKeyAsABearer() {
        assertThat(post("m", hi(), SETTINGS).headers())
                .containsEntry("Authorization", "Bearer k")
                .containsEntry("Accept", "application/vnd.amazon.eventstream");
    }

    @Test
    void goesToTheRegionOfTheSurroundingsWhereNoneIsSet() {
        ProviderSettings unset = RequestBodies.settings(ProviderType.BEDROCK).withApiKey("k");
        assertThat(post("m", hi(), unset).uri().getHost()).isEqualTo("bedrock-runtime.eu-central-1.amazonaws.com");
    }

    @Test
    void goesToAnAddressOfItsOwnInAnyRegion() {
        ProviderSettings gateway = SETTINGS.withBaseUrl(URI.create("https://gateway.example/aws"));
        assertThat(post("m", hi(), gateway).uri()).hasToString("https://gateway.example/aws/model/m/converse-stream");
        assertThat(gateway.withRegion("us-west-2").baseUrl()).isEqualTo(gateway.baseUrl());
    }

    @ParameterizedTest
    @CsvSource({
        "https://bedrock-runtime.eu-west-1.amazonaws.com, eu-west-1",
        "https://bedrock-runtime-fips.us-gov-west-1.amazonaws.com, us-gov-west-1",
        "https://vpce-1.bedrock-runtime.us-east-2.vpce.amazonaws.com, us-east-2",
        "https://gateway.example,"
    })
    void findsTheRegionInAnAddress(URI address, String region) {
        assertThat(AwsRegion.of(address)).isEqualTo(region);
    }

    // ---- plain requests

    @Test
    void saysNothingThatIsNotSet() {
        assertThat(body(hi()))
                .isEqualTo(JsonTree.object(
                        "expected", "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hi\"}]}]}"));
    }

    @Test
    void saysWhatIsSet() {
        Map<String, Object> body = body(hi().system("Be brief.")
                .maxTokens(500)
                .temperature(0.5)
                .topP(0.9)
                .stop("END")
                .option("guardrailConfig", Map.of("guardrailIdentifier", "g1", "guardrailVersion", "1"))
                .option("inferenceConfig", Map.of("topP", 0.8)));
        assertMember(body, "system", "[{'text':'Be brief.'}]");
        assertMember(body, "inferenceConfig", "{'maxTokens':500,'temperature':0.5,'topP':0.8,'stopSequences':['END']}");
        assertMember(body, "guardrailConfig", "{'guardrailIdentifier':'g1','guardrailVersion':'1'}");
    }

    @Test
    void letsTheUserAndTheModelTakeTurns() {
        ChatRequest.Builder request = ChatRequest.builder()
                .prompt("Hi")
                .message(Message.system("Be brief."))
                .prompt("You?")
                .message(Message.assistant("Hello"))
                .prompt("Bye");
        assertMember(
                body(request),
                "messages",
                "[{'role':'user','content':[{'text':'Hi'},{'text':'You?'}]},"
                        + "{'role':'assistant','content':[{'text':'Hello'}]},{'role':'user','content':[{'text':'Bye'}]}]");
        assertMember(body(request), "system", "[{'text':'Be brief.'}]");
    }

    @Test
    void refusesWhatBedrockCannotBeTold() {
        assertRefused(hi().seed(7L), "seed");
        assertRefused(hi().temperature(1.1), "temperature");
        assertRefused(hi().tool(TIME).parallelToolCalls(false), "parallelToolCalls of false");
        assertRefused(hi().output(Output.JSON), "output without a schema");
        assertRefused(ChatRequest.builder().message(Message.system("Be brief.")), "a system message");
    }

    // ---- tools

    @Test
    void declaresToolsAndTheChoice() {
        assertMember(body(hi().tool(TIME)), "toolConfig", "{'tools':[" + DECLARED + "]}");
        assertMember(
                body(hi().tool(TIME).toolChoice(ToolChoice.AUTO)),
                "toolConfig",
                "{'tools':[" + DECLARED + "],'toolChoice':{'auto':{}}}");
        assertMember(
                body(hi().tool(TIME).toolChoice(ToolChoice.REQUIRED)),
                "toolConfig",
                "{'tools':[" + DECLARED + "],'toolChoice':{'any':{}}}");
        assertMember(
                body(hi().tool(TIME).toolChoice(ToolChoice.tool("time"))),
                "toolConfig",
                "{'tools':[" + DECLARED + "],'toolChoice':{'tool':{'name':'time'}}}");
        assertThat(body(hi().tool(TIME).toolChoice(ToolChoice.NONE))).doesNotContainKey("toolConfig");
    }

    @Test
    void sendsAllResultsOfATurnInOneMessage() {
        Map<String, Object> body = body(hi().message(Message.assistant(
                        new Part.Text("Let me see."),
                        new Part.ToolUse("t_1", "time", ""),
                        new Part.ToolUse("functions.time:0", "time", "{\"at\":\"Rome\"}"),
                        new Part.ToolUse("t_3", "time", "{\"at\":")))
                .message(Message.toolResult(Part.ToolResult.of("t_1", "time", "noon")))
                .message(Message.toolResult(
                        Part.ToolResult.of("functions.time:0", "time", "{\"hour\":12}"),
                        Part.ToolResult.failed("t_3", "time", "no such place")))
                .tool(TIME));
        assertMember(
                body,
                "messages",
                "[{'role':'user','content':[{'text':'Hi'}]},{'role':'assistant','content':[{'text':'Let me see.'},"
                        + "{'toolUse':{'toolUseId':'t_1','name':'time','input':{}}},"
                        + "{'toolUse':{'toolUseId':'call00001','name':'time','input':{'at':'Rome'}}},"
                        + "{'toolUse':{'toolUseId':'t_3','name':'time','input':{'invalid_json':'{\\'at\\':'}}}]},"
                        + "{'role':'user','content':[{'toolResult':{'toolUseId':'t_1','content':[{'text':'noon'}]}},"
                        + "{'toolResult':{'toolUseId':'call00001','content':[{'json':{'hour':12}}]}},"
                        + "{'toolResult':{'toolUseId':'t_3','content':[{'text':'no such place'}],'status':'error'}}]}]"
                                .replace("\\'", "\\\\\""));
    }

    @Test
    void putsSomethingBetweenResultsAndTheUser() {
        Map<String, Object> body = body(hi().message(Message.assistant(new Part.ToolUse("t_1", "time", "")))
                .message(Message.toolResult(new Part.ToolResult("t_1", "time", List.of(), false)))
                .prompt("And?"));
        assertMember(
                body,
                "messages",
                "[{'role':'user','content':[{'text':'Hi'}]},"
                        + "{'role':'assistant','content':[{'toolUse':{'toolUseId':'t_1','name':'time','input':{}}}]},"
                        + "{'role':'user','content':[{'toolResult':{'toolUseId':'t_1','content':[{'text':'(nothing)'}]}}]},"
                        + "{'role':'assistant','content':[{'text':'.'}]},{'role':'user','content':[{'text':'And?'}]}]");
    }

    /** Bedrock refuses calls in the history of a request that declares no tools. */
    @Test
    void declaresAStandInWhereNoToolMayBeCalledAfterCalls() {
        ChatRequest.Builder after = hi().message(Message.assistant(new Part.ToolUse("t_1", "time", "")))
                .message(Message.toolResult("t_1", "time", "noon"));
        assertThat(String.valueOf(body(after).get("toolConfig"))).contains("{tools=[{toolSpec={name=none,");
        assertThat(String.valueOf(
                        body(after.tool(TIME).toolChoice(ToolChoice.NONE)).get("toolConfig")))
                .contains("{tools=[{toolSpec={name=none,")
                .doesNotContain("time");
    }

    // ---- what goes back

    @Test
    void sendsThoughtsBackBeforeEverythingElse() {
        Map<String, Object> body = body(hi().message(Message.assistant(
                        new Part.Text("Hello"),
                        new Part.ProviderState(
                                "bedrock",
                                "{\"reasoningContent\":{\"reasoningText\":{\"text\":\"Hm\",\"signature\":\"s\"}}}"),
                        new Part.ProviderState("anthropic", "{\"type\":\"thinking\"}")))
                .prompt("Bye"));
        assertThat(String.valueOf(body.get("messages")))
                .contains("{role=assistant, content=[{reasoningContent={reasoningText={text=Hm, signature=s}}},"
                        + " {text=Hello}]}");
    }

    // ---- media

    @Test
    void sendsImagesDocumentsAndSounds() {
        assertMember(
                body(asked(
                        new Part.Image(PNG),
                        new Part.Image(Media.fileId("s3://bucket/a.JPG")),
                        new Part.File(PDF, "report_2026.v2  (final)!.pdf"),
                        new Part.File(PDF),
                        new Part.File(PDF),
                        new Part.Audio(Media.bytes(new byte[] {1, 2, 3}, "audio/mpeg")),
                        new Part.Text("What is this?"))),
                "messages",
                "[{'role':'user','content':[{'image':{'format':'png','source':{'bytes':'AQID'}}},"
                        + "{'image':{'format':'jpeg','source':{'s3Location':{'uri':'s3://bucket/a.JPG'}}}},"
                        + "{'document':{'format':'pdf','source':{'bytes':'AQID'},'name':'report 2026 v2 (final)'}},"
                        + "{'document':{'format':'pdf','source':{'bytes':'AQID'},'name':'Document'}},"
                        + "{'document':{'format':'pdf','source':{'bytes':'AQID'},'name':'Document 2'}},"
                        + "{'audio':{'format':'mp3','source':{'bytes':'AQID'}}},{'text':'What is this?'}]}]");
    }

    @Test
    void sendsMediaOfAResultInIt() {
        assertThat(String.valueOf(body(hi().message(Message.assistant(new Part.ToolUse("t", "plot", "{}")))
                        .message(Message.toolResult(new Part.ToolResult(
                                "t", "plot", List.of(new Part.Text("{}"), new Part.Image(PNG)), false))))))
                .contains("content=[{text={}}, {image={format=png, source={bytes=AQID}}}]");
    }

    @Test
    void refusesMediaThatCannotBeSent() {
        assertRefused(asked(new Part.Image(PNG, "low")), "detail");
        assertRefused(asked(new Part.Image(Media.url("https://files.example/a.png"))), "at an address", "bytes");
        assertRefused(asked(new Part.Image(Media.fileId("file-1"))), "'file-1'", "s3://");
        assertRefused(asked(new Part.Image(Media.fileId("s3://bucket/a.pdf"))), "an image", "s3://");
        assertRefused(asked(new Part.File(Media.bytes(new byte[] {1}, "application/zip"))), "application/zip");
        assertRefused(asked(new Part.File(PDF)), "a file without a text beside it");
    }

    // ---- output, reasoning, caching

    @Test
    void asksForASchemaThatIsAText() {
        assertMember(
                body(hi().output(Output.schema(
                        "city", "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\",\"minimum\":1}}}"))),
                "outputConfig",
                "{'textFormat':{'type':'json_schema','structure':{'jsonSchema':{'name':'city','schema':"
                        .concat("'{~type~:~object~,~properties~:{~a~:{~type~:~integer~,~description~:~(minimum: 1)~}},")
                        .concat("~required~:[],~additionalProperties~:false}'}}}}")
                        .replace("~", "\\\""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "us.anthropic.claude-x; LOW; {thinking={type=adaptive}, output_config={effort=low}}",
                "us.anthropic.claude-x; OFF; {thinking={type=disabled}}",
                "openai.gpt-oss-120b-1:0; HIGH; {reasoning_effort=high}",
                "openai.gpt-oss-120b-1:0; OFF; {reasoning_effort=low}",
                "qwen.qwen3-32b-v1:0; MEDIUM; {reasoning_config=medium}",
                "us.amazon.nova-2-lite-v1:0; MAX; {reasoningConfig={type=enabled, maxReasoningEffort=high}}",
                "us.amazon.nova-2-lite-v1:0; OFF; {reasoningConfig={type=disabled}}"
            })
    void tellsModelsOfEachVendorHowMuchToThink(String model, ReasoningEffort.Level level, String fields) {
        Object sent =
                body(model, hi().reasoning(new ReasoningEffort(level, null))).get("additionalModelRequestFields");
        Map<?, ?> sorted = (Map<?, ?>) sent;
        assertThat(String.valueOf(sorted)
                        .replace("{maxReasoningEffort=high, type=enabled}", "{type=enabled, maxReasoningEffort=high}"))
                .isEqualTo(fields);
    }

    @Test
    void makesRoomForABudgetAndKeepsOptionsBesideIt() {
        Map<String, Object> body = body(
                CLAUDE,
                hi().reasoning(ReasoningEffort.budget(2000))
                        .maxTokens(500)
                        .option("additionalModelRequestFields", Map.of("top_k", 40)));
        assertMember(
                body,
                "additionalModelRequestFields",
                "{'thinking':{'type':'enabled','budget_tokens':2000},'top_k':40}");
        assertMember(body, "inferenceConfig", "{'maxTokens':2500}");
    }

    @Test
    void refusesReasoningOfModelsThatItDoesNotKnow() {
        assertRefused(hi().reasoning(ReasoningEffort.LOW), "reasoning of this model", "additionalModelRequestFields");
    }

    @Test
    void marksWhatIsKeptForModelsThatKeep() {
        ChatRequest.Builder request = hi().system("Be brief.").tool(TIME).cachePrompt(true);
        String point = "{'cachePoint':{'type':'default'}}";
        Map<String, Object> claude = body(CLAUDE, request);
        assertMember(claude, "system", "[{'text':'Be brief.'}," + point + "]");
        assertMember(claude, "toolConfig", "{'tools':[" + DECLARED + "," + point + "]}");
        assertMember(claude, "messages", "[{'role':'user','content':[{'text':'Hi'}," + point + "]}]");
        assertMember(body("us.amazon.nova-2-lite-v1:0", request), "toolConfig", "{'tools':[" + DECLARED + "]}");
        assertThat(String.valueOf(body("openai.gpt-oss-20b-1:0", request))).doesNotContain("cachePoint");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void marksNothingAfterADocument(boolean documentLast) {
        Part file = new Part.File(PDF);
        Part text = new Part.Text("What is this?");
        ChatRequest.Builder request = documentLast ? asked(text, file) : asked(file, text);
        assertThat(String.valueOf(body(CLAUDE, request.cachePrompt(true))).contains("cachePoint"))
                .isNotEqualTo(documentLast);
    }
}
