package dev.aistreaming.format;

import static dev.aistreaming.format.FrontEnds.assertRefused;
import static dev.aistreaming.format.FrontEnds.read;
import static dev.aistreaming.format.FrontEnds.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Output;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.ReasoningEffort;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.chat.ToolChoice;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What OpenAI's SDKs send. */
class OpenAiChatTests {

    private static final String ASKED = "{'role':'user','content':'Is it warm?'}";
    private static final String TOOLS =
            "'tools':[{'type':'function','function':{'name':'weather','strict':true,'parameters':{'type':'object'}}},"
                    + "{'type':'custom','custom':{'name':'grammar'}}]";

    private static ChatRequest with(String fields) {
        return request(OpenAiChat.class, "{'messages':[" + ASKED + "]," + fields + "}");
    }

    private static List<Part> user(String parts) {
        return FrontEnds.messages(OpenAiChat.class, "{'role':'user','content':[" + parts + "]}")
                .get(0)
                .parts();
    }

    @Test
    void readsARequest() {
        OpenAiChat chat = read(
                OpenAiChat.class,
                "{'model':'groq/llama','stream':true,'stream_options':{'include_usage':true},'user':'ann','n':1,"
                        + "'temperature':0.5,'top_p':0.9,'max_completion_tokens':77,'max_tokens':5,'stop':['END','STOP'],'seed':7,"
                        + "'reasoning_effort':'low','parallel_tool_calls':false,'tool_choice':'required',"
                        + "'response_format':{'type':'json_object'}," + TOOLS + ",'metadata':{'a':'b'},"
                        + "'messages':[{'role':'developer','content':'Be brief.'}," + ASKED + "]}");
        assertThat(chat.toChatRequest())
                .isEqualTo(ChatRequest.builder()
                        .model("groq/llama")
                        .message(Message.system("Be brief."))
                        .prompt("Is it warm?")
                        .temperature(0.5)
                        .topP(0.9)
                        .maxTokens(77)
                        .stop("END", "STOP")
                        .seed(7L)
                        .reasoning(ReasoningEffort.LOW)
                        .tool(new Tool("weather", null, "{\"type\":\"object\"}"))
                        .toolChoice(ToolChoice.REQUIRED)
                        .parallelToolCalls(false)
                        .output(Output.JSON)
                        .build());
        assertThat(chat.stream()).isTrue();
        assertThat(chat.model()).isEqualTo("groq/llama");
        assertThat(chat.format()).isEqualTo("openai");
        assertThat(chat.key()).isNull();
        assertThat(chat.ids()).isEqualTo(Map.of(OpenAiFormat.INCLUDE_USAGE, "true"));
        assertThat(chat.setting("user")).isEqualTo("ann");
    }

    @Test
    void whatIsNotSaidIsNotSet() {
        OpenAiChat chat = read(
                OpenAiChat.class,
                "{'messages':[" + ASKED + "],'temperature':null,'stop':null,'tools':null,'tool_choice':null,"
                        + "'response_format':null,'stream_options':null,'reasoning_effort':'tomorrow'}");
        assertThat(chat.toChatRequest()).isEqualTo(ChatRequest.of("Is it warm?"));
        assertThat(chat.stream()).isFalse();
        assertThat(chat.model()).isNull();
        assertThat(chat.ids()).isEmpty();
    }

    @Test
    void olderClientsAreUnderstood() {
        ChatRequest request = with("'max_tokens':66,'stop':'END'");
        assertThat(request.maxTokens()).isEqualTo(66);
        assertThat(request.stop()).containsExactly("END");
    }

    @Test
    void callsAndTheirResultsGoBackTogether() {
        assertThat(FrontEnds.messages(
                        OpenAiChat.class,
                        ASKED
                                + ",{'role':'assistant','content':null,'tool_calls':[{'id':'c1','type':'function','function':"
                                + "{'name':'weather','arguments':'{}'}},{'id':'c2','type':'function','function':{'name':'clock','arguments':''}}]},"
                                + "{'role':'tool','tool_call_id':'c1','content':'20'},{'role':'tool','tool_call_id':'c2','content':"
                                + "[{'type':'text','text':'no'},{'type':'text','text':'on'}]}"))
                .containsExactly(
                        Message.user("Is it warm?"),
                        Message.assistant(
                                new Part.ToolUse("c1", "weather", "{}"), new Part.ToolUse("c2", "clock", "{}")),
                        Message.toolResult(
                                Part.ToolResult.of("c1", "weather", "20"), Part.ToolResult.of("c2", "clock", "noon")));
    }

    @Test
    void whatTheModelSaidInRefusingIsSaid() {
        assertThat(FrontEnds.messages(
                        OpenAiChat.class,
                        "{'role':'assistant','content':null,'refusal':'I will not.'},"
                                + "{'role':'assistant','content':[{'type':'refusal','refusal':'Nor will I.'}]},"
                                + ASKED))
                .startsWith(Message.assistant("I will not."), Message.assistant("Nor will I."));
    }

    @Test
    void readsImagesSoundsAndFiles() {
        assertThat(
                        user(
                                "{'type':'text','text':'See'},{'type':'image_url','image_url':{'url':'https://example.com/a','detail':'auto'}},"
                                        + "{'type':'image_url','image_url':{'url':'https://example.com/a','detail':'low'}},"
                                        + "{'type':'input_audio','input_audio':{'data':'UklGRg==','format':'wav'}},"
                                        + "{'type':'input_audio','input_audio':{'data':'UklGRg==','format':'mp3'}},"
                                        + "{'type':'file','file':{'filename':'a.txt','file_data':'data:text/plain;base64,aGk='}},"
                                        + "{'type':'file','file':{'file_id':'file-1'}},{'type':'video_url','video_url':{'url':'https://example.com/b'}}"))
                .containsExactly(
                        new Part.Text("See"),
                        new Part.Image(Media.url("https://example.com/a")),
                        new Part.Image(Media.url("https://example.com/a"), "low"),
                        new Part.Audio(Media.bytes("RIFF".getBytes(StandardCharsets.UTF_8), "audio/wav")),
                        new Part.Audio(Media.bytes("RIFF".getBytes(StandardCharsets.UTF_8), "audio/mpeg")),
                        new Part.File(Media.bytes("hi".getBytes(StandardCharsets.UTF_8), "text/plain"), "a.txt"),
                        new Part.File(Media.fileId("file-1")));
    }

    @Test
    void aToolMayBeNamed() {
        assertThat(with(TOOLS + ",'tool_choice':{'type':'function','function':{'name':'weather'}}")
                        .toolChoice())
                .isEqualTo(ToolChoice.tool("weather"));
        assertThat(with("'tool_choice':'none'").toolChoice()).isEqualTo(ToolChoice.NONE);
        assertThat(with("'tool_choice':'auto'").toolChoice()).isEqualTo(ToolChoice.AUTO);
    }

    @Test
    void anAnswerMayHaveASchema() {
        assertThat(
                        with("'response_format':{'type':'json_schema','json_schema':{'name':'city','strict':true,'schema':{'type':'object'}}}")
                                .output())
                .isEqualTo(Output.schema("city", "{\"type\":\"object\"}"));
        assertThat(with("'response_format':{'type':'text'}").output()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"none,OFF", "minimal,MINIMAL", "low,LOW", "medium,MEDIUM", "high,HIGH", "xhigh,MAX"})
    void effortHasSixLevels(String word, ReasoningEffort.Level level) {
        ReasoningEffort effort = with("'reasoning_effort':'" + word + "'").reasoning();
        assertThat(effort).isEqualTo(new ReasoningEffort(level, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'temperature':-1|temperature must be 0 or more",
                "'temperature':'warm'|temperature must be a number",
                "'temperature':1e999|temperature must be 0 or more",
                "'top_p':2|topP must be between 0 and 1",
                "'max_tokens':0|max_tokens must be 1 or more",
                "'max_tokens':99999999999|max_tokens must be 1 or more",
                "'max_completion_tokens':1.5|max_completion_tokens must be a whole number",
                "'seed':99999999999999999999|seed must be a whole number",
                "'stop':7|stop must be a string",
                "'stop':['a',7]|stop must be a string",
                "'stop':''|stop must not contain",
                "'tool_choice':'some'|tool_choice must be",
                "'tool_choice':{'type':'custom'}|tool_choice must be",
                "'tool_choice':'required'|toolChoice asks for a tool",
                "'parallel_tool_calls':'no'|parallel_tool_calls must be true or false",
                "'response_format':'json'|response_format must have the type",
                "'response_format':{'type':'json_schema'}|response_format.json_schema must have",
                "'tools':[{'type':'function','function':{}}]|tool name must not be blank",
                "'model':\"a\tb\"|model must not have control characters"
            })
    void refusesWhatOpenAiWouldRefuse(String field, String refusal) {
        String escaped = field.replace("\t", "\\t");
        assertRefused(OpenAiChat.class, "{'messages':[" + ASKED + "]," + escaped + "}")
                .startsWith(refusal);
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertRefused(OpenAiChat.class, "7").isEqualTo("the request must be a JSON object");
        assertRefused(OpenAiChat.class, "{}").startsWith("messages must not be empty");
        assertRefused(OpenAiChat.class, "{'messages':[" + ASKED + ",{'role':'wizard','content':'hi'}]}")
                .isEqualTo("messages[1] has an unknown role: use developer, system, user, assistant or tool");
        assertRefused(OpenAiChat.class, "{'messages':[{'role':'user','content':''}]}")
                .startsWith("messages must not end with an empty message of the user");
    }

    @Test
    void printingItShowsNothingOfWhatIsSaid() {
        assertThat(read(OpenAiChat.class, "{'messages':[" + ASKED + "]}")).hasToString("OpenAiChat[1 messages]");
    }
}
