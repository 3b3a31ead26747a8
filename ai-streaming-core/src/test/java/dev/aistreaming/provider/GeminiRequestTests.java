package dev.aistreaming.provider;

import static dev.aistreaming.provider.RequestBodies.assertMember;
import static dev.aistreaming.provider.RequestBodies.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Output;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.ReasoningEffort;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.chat.ToolChoice;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent to Gemini. The model of most requests is newer than Gemini 2. */
class GeminiRequestTests {

    private static final ProviderSettings GEMINI = RequestBodies.settings(ProviderType.GEMINI);
    private static final String OLD = "gemini-2.5-flash";
    private static final Media PNG = Media.bytes(new byte[] {1, 2, 3}, "image/png");
    private static final Tool WEATHER = new Tool(
            "weather",
            "Tells the weather",
            "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":[\"string\",\"null\"],\"maxLength\":80}}}");

    private static ChatRequest.Builder ask() {
        return ChatRequest.builder().prompt("Hi");
    }

    private static Map<String, Object> body(ChatRequest.Builder request) {
        return RequestBodies.of(GEMINI, request);
    }

    private static Map<String, Object> body(String model, ChatRequest.Builder request) {
        byte[] body = ProviderType.GEMINI
                .protocol()
                .post(request.model(model).build(), GEMINI)
                .body();
        return JsonTree.object("body", new String(body, StandardCharsets.UTF_8));
    }

    private static void assertContents(ChatRequest.Builder request, String contents) {
        assertMember(body(request), "contents", "[{'role':'user','parts':[{'text':'Hi'}]}," + contents + "]");
    }

    // ---- where it goes

    private static URI uri(ProviderSettings settings, String model) {
        return ProviderType.GEMINI
                .protocol()
                .post(ask().model(model).build(), settings)
                .uri();
    }

    @ParameterizedTest
    @CsvSource({
        "gemini-x, /v1beta/models/gemini-x:streamGenerateContent",
        "models/gemini-x, /v1beta/models/gemini-x:streamGenerateContent",
        "tunedModels/mine, /v1beta/tunedModels/mine:streamGenerateContent",
        "'a b?c#d', /v1beta/models/a%20b%3Fc%23d:streamGenerateContent"
    })
    void asksForAnEventStreamOfTheModel(String model, String path) {
        assertThat(uri(GEMINI, model))
                .isEqualTo(URI.create("https://generativelanguage.googleapis.com" + path + "?alt=sse"));
    }

    @Test
    void keepsTheQueryOfTheBaseUrl() {
        assertThat(uri(GEMINI.withBaseUrl(URI.create("http://gateway/v1?team=a")), "m"))
                .isEqualTo(URI.create("http://gateway/v1/models/m:streamGenerateContent?team=a&alt=sse"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "models/../../v1/x", "a//b", "/"})
    void refusesAModelThatLeadsElsewhere(String model) {
        assertThatThrownBy(() -> uri(GEMINI, model)).hasMessageContaining("'mine'");
    }

    // ---- the whole

    @Test
    void sendsNothingThatWasNotSet() {
        assertThat(body(ask())).containsOnlyKeys("contents");
    }

    @Test
    void sendsAllThatWasSet() {
        Map<String, Object> body = body(ask().system("Be brief.")
                .message(Message.system("In French."))
                .message(Message.assistant("Hello"))
                .prompt("Bye")
                .temperature(0.5)
                .topP(0.9)
                .maxTokens(100)
                .stop("END")
                .seed(7L)
                .option("generationConfig", Map.of("topK", 40))
                .option("safetySettings", List.of()));
        assertMember(body, "systemInstruction", "{'parts':[{'text':'Be brief.\\n\\nIn French.'}]}");
        assertMember(
                body,
                "contents",
                "[{'role':'user','parts':[{'text':'Hi'}]},{'role':'model','parts':[{'text':'Hello'}]},"
                        + "{'role':'user','parts':[{'text':'Bye'}]}]");
        assertMember(
                body,
                "generationConfig",
                "{'maxOutputTokens':100,'temperature':0.5,'topP':0.9,'stopSequences':['END'],'seed':7,'topK':40}");
        assertThat(body).containsKey("safetySettings").doesNotContainKeys("model", "stream");
    }

    @Test
    void refusesAConversationOfInstructions() {
        assertRefused(GEMINI, ChatRequest.builder().message(Message.system("Be brief.")), "system");
    }

    // ---- tools

    @Test
    void declaresToolsByTheirJsonSchema() {
        Map<String, Object> body = body(ask().tool(WEATHER));
        assertMember(
                body,
                "tools",
                "[{'functionDeclarations':[{'name':'weather','description':'Tells the weather','parametersJsonSchema':"
                        + "{'type':'object','properties':{'city':{'type':['string','null'],'maxLength':80}}}}]}]");
        assertThat(body).doesNotContainKey("toolConfig");
    }

    @ParameterizedTest
    @CsvSource({"AUTO, AUTO", "NONE, NONE", "REQUIRED, ANY"})
    void saysWhoChooses(ToolChoice.Kind kind, String mode) {
        assertMember(
                body(ask().tool(WEATHER).toolChoice(new ToolChoice(kind, null))),
                "toolConfig",
                "{'functionCallingConfig':{'mode':'" + mode + "'}}");
    }

    @Test
    void namesTheToolThatMustBeCalled() {
        assertMember(
                body(ask().tool(WEATHER).toolChoice(ToolChoice.tool("weather"))),
                "toolConfig",
                "{'functionCallingConfig':{'mode':'ANY','allowedFunctionNames':['weather']}}");
    }

    @Test
    void refusesToAskForOneCallAtATime() {
        assertRefused(GEMINI, ask().tool(WEATHER).parallelToolCalls(false), "parallelToolCalls");
        assertThat(body(ask().tool(WEATHER).parallelToolCalls(true))).isEqualTo(body(ask().tool(WEATHER)));
    }

    @Test
    void sendsAllResultsOfATurnInOneContentAndIdsOnlyWhereTheyCame() {
        assertContents(
                ask().message(Message.assistant(
                                new Part.Text("I look."),
                                new Part.ToolUse("c1", "weather", "{\"city\":\"Rome\"}"),
                                new Part.ToolUse("", "time", "")))
                        .message(Message.toolResult(Part.ToolResult.of("c1", "weather", "40 C")))
                        .message(Message.toolResult(Part.ToolResult.failed("", "time", "no clock"))),
                "{'role':'model','parts':[{'text':'I look.'},{'functionCall':{'id':'c1','name':'weather','args':{'city':'Rome'}},"
                        + "'thoughtSignature':'c2tpcF90aG91Z2h0X3NpZ25hdHVyZV92YWxpZGF0b3I='},"
                        + "{'functionCall':{'name':'time','args':{}}}]},"
                        + "{'role':'user','parts':[{'functionResponse':{'id':'c1','name':'weather','response':{'result':'40 C'}}},"
                        + "{'functionResponse':{'name':'time','response':{'error':'no clock'}}}]}");
    }

    @Test
    void sendsAResultThatIsAnObjectAsOne() {
        assertThat(String.valueOf(body(ask().message(Message.assistant(new Part.ToolUse("", "time", "{}")))
                        .message(Message.toolResult("", "time", "{\"hour\":12}")))))
                .contains("response={hour=12}");
    }

    @Test
    void sendsOlderModelsNoStandInForASignature() {
        assertThat(String.valueOf(body(OLD, ask().message(Message.assistant(new Part.ToolUse("", "time", "{}"))))))
                .contains("functionCall")
                .doesNotContain("thoughtSignature");
    }

    // ---- state

    private static String sentBack(String... documents) {
        Message turn = new MappingFixture(ProviderType.GEMINI)
                .play(MappingFixture.data(documents).replace('\'', '"'))
                .answer()
                .toMessage();
        return sent(turn);
    }

    private static String sent(Message turn) {
        String contents = String.valueOf(body(ask().message(turn)).get("contents"));
        String before = "[{role=user, parts=[{text=Hi}]}, {role=model, parts=";
        assertThat(contents).startsWith(before).endsWith("}]");
        return contents.substring(before.length(), contents.length() - 2);
    }

    private static String event(String parts) {
        return "{'candidates':[{'content':{'parts':[" + parts + "]}}]}";
    }

    private static final String STOP = "{'candidates':[{'finishReason':'STOP'}]}";

    @Test
    void sendsEachSignatureBackInItsOwnPart() {
        assertThat(sentBack(
                        event("{'text':'Hm','thought':true},{'text':'I '}"),
                        event("{'text':'look'}"),
                        event("{'text':'.','thoughtSignature':'s0'}"),
                        event(
                                "{'functionCall':{'name':'a','args':{}},'thoughtSignature':'s1'},{'functionCall':{'name':'b','args':{}}}"),
                        event("{'text':'','thoughtSignature':'s2'}"),
                        STOP))
                .isEqualTo("[{text=I look}, {text=., thoughtSignature=s0},"
                        + " {functionCall={name=a, args={}}, thoughtSignature=s1}, {functionCall={name=b, args={}}},"
                        + " {text=, thoughtSignature=s2}]");
    }

    @Test
    void sendsCodeThatWasRunBackWhereItStood() {
        assertThat(sentBack(
                        event("{'text':'I count.'}"),
                        event("{'executableCode':{'language':'PYTHON','code':'print(1)'},'thoughtSignature':'s1'}"),
                        event("{'codeExecutionResult':{'outcome':'OUTCOME_OK','output':'1'}}"),
                        event("{'text':' 1'}"),
                        STOP))
                .isEqualTo("[{text=I count.}, {executableCode={language=PYTHON, code=print(1)}, thoughtSignature=s1},"
                        + " {codeExecutionResult={outcome=OUTCOME_OK, output=1}}, {text= 1}]");
    }

    @Test
    void keepsSignaturesOfCallsWhereTheTextWasEdited() {
        String state =
                "{\"parts\":[{\"text\":3},{\"text\":2,\"thoughtSignature\":\"s0\"},{\"call\":0,\"thoughtSignature\":\"s1\"}]}";
        assertThat(sent(Message.assistant(
                        new Part.ProviderState("gemini", state),
                        new Part.Text("Another text"),
                        new Part.ToolUse("", "a", "{}"))))
                .isEqualTo("[{text=Another text}, {functionCall={name=a, args={}}, thoughtSignature=s1}]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"parts\":1}", "{\"parts\":[1]}", "{\"parts\":[{\"other\":1}]}", "{\"parts\":[{\"call\":-1}]}"
            })
    void refusesStateThatItDidNotMake(String state) {
        Message turn = Message.assistant(new Part.ProviderState("gemini", state), new Part.Text("a"));
        assertRefused(GEMINI, ask().message(turn), "provider state");
    }

    // ---- media

    private static void assertSent(Part part, String json) {
        assertMember(
                body(ChatRequest.builder().message(Message.user(new Part.Text("What is this?"), part))),
                "contents",
                "[{'role':'user','parts':[{'text':'What is this?'}," + json + "]}]");
    }

    @Test
    void sendsMediaInBytesOrByAddress() {
        assertSent(new Part.Image(PNG), "{'inlineData':{'mimeType':'image/png','data':'AQID'}}");
        assertSent(
                new Part.File(Media.bytes(new byte[] {1}, "application/pdf"), "a.pdf"),
                "{'inlineData':{'mimeType':'application/pdf','data':'AQ=='}}");
        assertSent(
                new Part.Audio(Media.bytes(new byte[] {1}, "audio/wav")),
                "{'inlineData':{'mimeType':'audio/wav','data':'AQ=='}}");
        assertSent(
                new Part.Image(Media.url("https://files.example/a.png")),
                "{'fileData':{'fileUri':'https://files.example/a.png'}}");
        assertSent(
                new Part.File(new Media.Url(URI.create("https://files.example/a"), "application/pdf")),
                "{'fileData':{'mimeType':'application/pdf','fileUri':'https://files.example/a'}}");
        assertSent(new Part.File(Media.fileId("gs://bucket/a")), "{'fileData':{'fileUri':'gs://bucket/a'}}");
    }

    @Test
    void refusesImagesThatGeminiDoesNotLookAt() {
        assertRefused(
                GEMINI,
                ChatRequest.builder().message(Message.user(new Part.Image(Media.bytes(new byte[] {1}, "image/gif")))),
                "image/gif");
        assertRefused(GEMINI, ChatRequest.builder().message(Message.user(new Part.Image(PNG, "low"))), "detail");
    }

    private static ChatRequest.Builder drawn(Part media) {
        return ask().message(Message.assistant(new Part.ToolUse("c1", "draw", "{}")))
                .message(Message.toolResult(
                        new Part.ToolResult("c1", "draw", List.of(new Part.Text("Here"), media), false)));
    }

    @Test
    void sendsAnImageOfAToolInItsResult() {
        assertThat(String.valueOf(body(drawn(new Part.Image(PNG)))))
                .contains("{functionResponse={id=c1, name=draw, response={result=Here},"
                        + " parts=[{inlineData={mimeType=image/png, data=AQID}}]}}");
    }

    @Test
    void sendsWhatNoResultMayHaveInAContentOfItsOwn() {
        String own = "{role=user, parts=[{functionResponse={id=c1, name=draw, response={result=Here}}}]},"
                + " {role=user, parts=[{text=From the tool draw:}, {%s}]}";
        assertThat(String.valueOf(body(OLD, drawn(new Part.Image(PNG)))))
                .contains(own.formatted("inlineData={mimeType=image/png, data=AQID}"));
        assertThat(String.valueOf(body(drawn(new Part.Audio(Media.bytes(new byte[] {1}, "audio/wav"))))))
                .contains(own.formatted("inlineData={mimeType=audio/wav, data=AQ==}"));
    }

    // ---- output and reasoning

    @Test
    void asksForJson() {
        assertMember(body(ask().output(Output.JSON)), "generationConfig", "{'responseMimeType':'application/json'}");
        String schema =
                "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/$defs/b\"}},\"$defs\":{\"b\":{\"type\":\"integer\"}}}";
        assertMember(
                body(ask().output(Output.schema("recipe", schema)).tool(WEATHER)),
                "generationConfig",
                "{'responseMimeType':'application/json','responseJsonSchema':" + schema + "}");
    }

    @ParameterizedTest
    @CsvSource({
        "gemini-3.5-flash, OFF, '{''thinkingLevel'':''MINIMAL''}'",
        "gemini-3.5-flash, MINIMAL, '{''includeThoughts'':true,''thinkingLevel'':''MINIMAL''}'",
        "gemini-3.5-flash, MEDIUM, '{''includeThoughts'':true,''thinkingLevel'':''MEDIUM''}'",
        "models/gemini-4-x, MAX, '{''includeThoughts'':true,''thinkingLevel'':''HIGH''}'",
        "gemini-3.5-flash, 2000, '{''includeThoughts'':true,''thinkingLevel'':''LOW''}'",
        "gemini-2.5-flash, OFF, '{''thinkingBudget'':0}'",
        "models/gemini-2.5-pro, LOW, '{''includeThoughts'':true,''thinkingBudget'':2048}'",
        "gemini-2.5-flash, MAX, '{''includeThoughts'':true,''thinkingBudget'':24576}'",
        "gemini-2.5-flash, 777, '{''includeThoughts'':true,''thinkingBudget'':777}'"
    })
    void saysHowMuchToThink(String model, String effort, String expected) {
        ReasoningEffort asked = Character.isDigit(effort.charAt(0))
                ? ReasoningEffort.budget(Integer.parseInt(effort))
                : new ReasoningEffort(ReasoningEffort.Level.valueOf(effort), null);
        assertMember(body(model, ask().reasoning(asked)), "generationConfig", "{'thinkingConfig':" + expected + "}");
    }

    @Test
    void asksForNoCacheSinceGeminiKeepsOneByItself() {
        assertThat((@Nullable Object) body(ask().cachePrompt(true))).isEqualTo(body(ask()));
    }
}
