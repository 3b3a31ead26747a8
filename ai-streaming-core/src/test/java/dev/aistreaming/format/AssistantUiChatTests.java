package dev.aistreaming.format;

import static dev.aistreaming.format.FrontEnds.assertRefused;
import static dev.aistreaming.format.FrontEnds.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.Tool;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What assistant-ui's {@code useDataStreamRuntime} sends. */
class AssistantUiChatTests {

    private static final String CALLED = "{'role':'user','content':'Is it warm?'},{'role':'assistant','content':["
            + "{'type':'text','text':'I look.'},"
            + "{'type':'tool-call','toolCallId':'c1','toolName':'weather','input':{'city':'Rome'}},"
            + "{'type':'tool-call','toolCallId':'c2','toolName':'clock','args':{}}]}";

    private static List<Message> results(String results) {
        return FrontEnds.messages(AiSdkChat.class, CALLED + ",{'role':'tool','content':[" + results + "]}");
    }

    private static Part.ToolResult result(String output) {
        return (Part.ToolResult) results("{'type':'tool-result','toolCallId':'c1','toolName':'weather'," + output + "}")
                .get(2)
                .parts()
                .get(0);
    }

    @Test
    void readsTheBodyOfTheRuntime() {
        assertThat(
                        request(
                                AiSdkChat.class,
                                "{'system':'Be brief.','threadId':'t','parentId':null,'runConfig':{},'unstable_assistantMessageId':'a',"
                                        + "'tools':{'weather':{'description':'The weather','parameters':{'type':'object'}},'clock':{}},"
                                        + "'messages':[{'role':'system','content':'Be kind.'},{'role':'user','content':[{'type':'text','text':'See '},"
                                        + "{'type':'text','text':'this'},{'type':'file','data':'UklGRg==','mediaType':'audio/wav'}]},"
                                        + "{'role':'assistant','content':[{'type':'text','text':'Seen.'}]},{'role':'user','content':'So?'}]}"))
                .isEqualTo(ChatRequest.builder()
                        .system("Be brief.")
                        .message(Message.system("Be kind."))
                        .message(Message.user(
                                new Part.Text("See this"),
                                new Part.Audio(Media.bytes("RIFF".getBytes(StandardCharsets.UTF_8), "audio/wav"))))
                        .message(Message.assistant("Seen."))
                        .prompt("So?")
                        .tool(new Tool("weather", "The weather", "{\"type\":\"object\"}"))
                        .tool(Tool.of("clock", null))
                        .build());
    }

    @Test
    void resultsAnswerTheCallsOfTheTurnBefore() {
        assertThat(
                        results(
                                "{'type':'tool-result','toolCallId':'c2','toolName':'clock','output':{'type':'text','value':'noon'}},"
                                        + "{'type':'tool-result','toolCallId':'c1','toolName':'weather','output':{'type':'json','value':20}}"))
                .endsWith(
                        Message.assistant(
                                new Part.Text("I look."),
                                new Part.ToolUse("c1", "weather", "{\"city\":\"Rome\"}"),
                                new Part.ToolUse("c2", "clock", "{}")),
                        Message.toolResult(
                                Part.ToolResult.of("c1", "weather", "20"), Part.ToolResult.of("c2", "clock", "noon")));
    }

    @Test
    void aCallWithoutAResultIsLeftOut() {
        assertThat(
                        results(
                                "{'type':'tool-result','toolCallId':'c2','toolName':'clock','output':{'type':'text','value':'noon'}}"))
                .endsWith(
                        Message.assistant(new Part.Text("I look."), new Part.ToolUse("c2", "clock", "{}")),
                        Message.toolResult("c2", "clock", "noon"));
    }

    @Test
    void aResultWithoutACallIsLeftOut() {
        assertThat(
                        results(
                                "{'type':'tool-result','toolCallId':'c9','toolName':'weather','output':{'type':'text','value':'20'}}"))
                .endsWith(Message.assistant("I look."));
    }

    @Test
    void readsTheResultsOfAllVersions() {
        assertThat(result("'output':{'type':'error-text','value':'no'}"))
                .isEqualTo(Part.ToolResult.failed("c1", "weather", "no"));
        assertThat(result("'output':{'type':'error-json','value':{'a':1}}"))
                .isEqualTo(Part.ToolResult.failed("c1", "weather", "{\"a\":1}"));
        assertThat(result(
                        "'output':{'type':'content','value':[{'type':'text','text':'a'},{'type':'text','text':'b'}]}"))
                .isEqualTo(Part.ToolResult.of("c1", "weather", "ab"));
        assertThat(result("'output':{'type':'execution-denied','reason':'no'}").failed())
                .isTrue();
        assertThat(result("'result':{'a':1}")).isEqualTo(Part.ToolResult.of("c1", "weather", "{\"a\":1}"));
        assertThat(result("'result':'no','isError':true")).isEqualTo(Part.ToolResult.failed("c1", "weather", "no"));
    }

    @Test
    void refusesAToolThatIsNone() {
        assertRefused(AiSdkChat.class, "{'messages':[" + CALLED + "],'tools':{'the weather':{}}}")
                .startsWith("tool name must have");
        assertRefused(AiSdkChat.class, "{'messages':[" + CALLED + "],'tools':{'weather':{'parameters':[]}}}")
                .startsWith("parameters of the tool 'weather' must be a JSON object");
    }
}
