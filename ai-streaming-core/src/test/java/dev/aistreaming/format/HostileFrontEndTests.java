package dev.aistreaming.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whatever stands where in a request: it is read or refused, and nothing else happens. */
class HostileFrontEndTests {

    private static final JsonMapper MAPPER = new JsonMapper();

    private static final List<JsonNode> VALUES = List.of(
            json("null"),
            json("true"),
            json("-1"),
            json("1e999"),
            json("123456789012345678901234567890"),
            json("0.5"),
            json("''"),
            json("' '"),
            json("'\\ud800'"),
            json("'data:;base64,%'"),
            json("'" + "x".repeat(5000) + "'"),
            json("[]"),
            json("{}"),
            json("[null,1,'a',[],{},{'type':'text'},{'type':'file'},{'role':'user'}]"),
            json("{'type':'text','text':{},'role':[],'content':{'type':1}}"),
            json("[".repeat(400) + "]".repeat(400)),
            json("{'a':".repeat(400) + "1" + "}".repeat(400)));

    private static JsonNode json(String text) {
        return MAPPER.readTree(text.replace('\'', '"'));
    }

    enum Kind {
        AI_SDK(
                AiSdkChat.class,
                "{'id':'c','message':{'role':'user'},'system':'s','tools':{'t':{'description':'d','parameters':{}}},"
                        + "'reset-step':true,'messages':[{'role':'system','parts':[{'type':'text','text':'s'}]},{'role':'assistant','parts':["
                        + "{'type':'step-start'},{'type':'tool-t','toolCallId':'1','state':'output-available','input':{},'output':{}},"
                        + "{'type':'dynamic-tool','toolName':'t','toolCallId':'2','state':'output-denied','input':{},'approval':{'reason':'r'}},"
                        + "{'type':'tool-t','toolCallId':'3','state':'output-error','rawInput':'x','errorText':'e'}]},{'role':'user','parts':["
                        + "{'type':'text','text':'q'},{'type':'file','mediaType':'image/png','filename':'f','url':'data:image/png;base64,aGk='}]}]}"),
        ASSISTANT_UI(
                AiSdkChat.class,
                "{'messages':[{'role':'system','content':'s'},{'role':'assistant','content':[{'type':'text','text':'a'},"
                        + "{'type':'tool-call','toolCallId':'1','toolName':'t','input':{}}]},{'role':'tool','content':[{'type':'tool-result',"
                        + "'toolCallId':'1','toolName':'t','output':{'type':'content','value':[{'type':'text','text':'r'}]}}]},"
                        + "{'role':'user','content':[{'type':'image','image':'aGk='},{'type':'file','data':'aGk=','mediaType':'text/plain'}]}]}"),
        AG_UI(
                AgUiRun.class,
                "{'threadId':'t','runId':'r','tools':[{'name':'t','description':'d','parameters':{}}],'context':["
                        + "{'description':'d','value':'v'}],'forwardedProps':{'x':1},'messages':[{'role':'developer','content':'s'},"
                        + "{'role':'assistant','content':'a','toolCalls':[{'id':'1','type':'function','function':{'name':'t','arguments':'{}'}}]},"
                        + "{'role':'tool','toolCallId':'1','content':'r','error':'e'},{'role':'user','content':[{'type':'text','text':'q'},"
                        + "{'type':'image','source':{'type':'data','value':'aGk=','mimeType':'image/png'},'metadata':{'filename':'f'}},"
                        + "{'type':'document','source':{'type':'file','value':'f'}},{'type':'binary','data':'aGk=','url':'u','mimeType':'text/plain'}]}]}"),
        OPENAI(
                OpenAiChat.class,
                "{'model':'m','stream':true,'stream_options':{'include_usage':true},'temperature':1,'top_p':1,"
                        + "'max_completion_tokens':1,'max_tokens':1,'stop':['s'],'seed':1,'reasoning_effort':'low','parallel_tool_calls':true,"
                        + "'tools':[{'type':'function','function':{'name':'t','description':'d','parameters':{}}}],"
                        + "'tool_choice':{'type':'function','function':{'name':'t'}},"
                        + "'response_format':{'type':'json_schema','json_schema':{'name':'n','schema':{}}},'messages':[{'role':'system','content':'s'},"
                        + "{'role':'assistant','content':null,'refusal':'r','tool_calls':[{'id':'1','function':{'name':'t','arguments':'{}'}}]},"
                        + "{'role':'tool','tool_call_id':'1','content':'r'},{'role':'user','content':[{'type':'text','text':'q'},"
                        + "{'type':'image_url','image_url':{'url':'https://example.com/a','detail':'low'}},"
                        + "{'type':'input_audio','input_audio':{'data':'aGk=','format':'wav'}},"
                        + "{'type':'file','file':{'file_data':'aGk=','filename':'f'}},{'type':'file','file':{'file_id':'f'}}]}]}");

        private final Class<? extends FrontEndRequest> type;
        private final String body;

        Kind(Class<? extends FrontEndRequest> type, String body) {
            this.type = type;
            this.body = body;
        }

        FrontEndRequest read(JsonNode body) {
            return MAPPER.treeToValue(body, type);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNormalIsRead(Kind kind) {
        assertThat(kind.read(json(kind.body)).toChatRequest().messages()).hasSizeGreaterThan(2);
    }

    @ParameterizedTest
    @EnumSource
    void whateverStandsSomewhereIsReadOrRefused(Kind kind) {
        for (JsonNode value : VALUES) {
            if (!value.isNull()) {
                check(kind.read(value));
            }
            for (JsonNode body : eachWith(json(kind.body), value)) {
                check(kind.read(body));
            }
        }
    }

    private static void check(FrontEndRequest request) {
        assertThat(request.toString()).hasSizeLessThan(60);
        assertThat(request.ids().values()).doesNotContainNull();
        request.key();
        request.setting("x");
        try {
            assertThat(request.toChatRequest().messages()).isNotEmpty();
        } catch (AiException refusal) {
            assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
            assertThat(refusal.userMessage()).hasSizeBetween(11, 500);
        }
    }

    /** The body as often as it has values, each time with another one in the place of one of them. */
    private static List<JsonNode> eachWith(JsonNode body, JsonNode value) {
        List<JsonNode> bodies = new ArrayList<>();
        if (body instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                bodies.add(object.deepCopy().set(member.getKey(), value));
                for (JsonNode inner : eachWith(member.getValue(), value)) {
                    bodies.add(object.deepCopy().set(member.getKey(), inner));
                }
            }
        } else if (body instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                ArrayNode copy = array.deepCopy();
                copy.set(i, value);
                bodies.add(copy);
                for (JsonNode inner : eachWith(array.get(i), value)) {
                    ArrayNode other = array.deepCopy();
                    other.set(i, inner);
                    bodies.add(other);
                }
            }
        }
        return bodies;
    }
}
