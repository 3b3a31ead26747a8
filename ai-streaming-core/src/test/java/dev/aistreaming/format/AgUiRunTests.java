package dev.aistreaming.format;

import static dev.aistreaming.format.FrontEnds.assertRefused;
import static dev.aistreaming.format.FrontEnds.read;
import static dev.aistreaming.format.FrontEnds.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.Role;
import dev.aistreaming.chat.Tool;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What AG-UI's {@code HttpAgent} sends. */
class AgUiRunTests {

    private static final String ASKED = "{'id':'u1','role':'user','content':'Is it warm?'}";
    private static final String CALLS = "{'id':'a1','role':'assistant','toolCalls':["
            + "{'id':'c1','type':'function','function':{'name':'weather','arguments':'{\\'city\\':\\'Rome\\'}'}},"
            + "{'id':'c2','type':'function','function':{'name':'clock','arguments':''}}]}";

    private static List<Message> messages(String messages) {
        return FrontEnds.messages(AgUiRun.class, messages);
    }

    private static List<Part> user(String parts) {
        return messages("{'role':'user','content':[" + parts + "]}").get(0).parts();
    }

    @Test
    void readsTheInputOfARun() {
        AgUiRun run = read(
                AgUiRun.class,
                "{'threadId':'th_1','runId':'run_1','parentRunId':'run_0','state':{'a':1},"
                        + "'messages':[{'id':'d','role':'developer','content':'Be brief.'},{'id':'s','role':'system','content':'Be kind.'},"
                        + ASKED
                        + "],'tools':[{'name':'ask','description':'Asks','parameters':{'type':'object'}},{'name':'beep','description':''}],"
                        + "'context':[{'description':'Where the user is','value':'Rome'},{'description':'','value':'at noon'},{'value':''}],"
                        + "'forwardedProps':{'provider':'groq','fast':true,'other':{'key':null}}}");
        assertThat(run.toChatRequest())
                .isEqualTo(ChatRequest.builder()
                        .message(Message.system("Be brief."))
                        .message(Message.system("Be kind."))
                        .message(Message.system("Where the user is: Rome\nat noon"))
                        .prompt("Is it warm?")
                        .tool(new Tool("ask", "Asks", "{\"type\":\"object\"}"))
                        .tool(Tool.of("beep", null))
                        .build());
        assertThat(run.format()).isEqualTo("ag-ui");
        assertThat(run.key()).isEqualTo("th_1");
        assertThat(run.ids()).isEqualTo(Map.of(AgUiFormat.THREAD_ID, "th_1", AgUiFormat.RUN_ID, "run_1"));
        assertThat(run.setting("provider")).isEqualTo("groq");
        assertThat(run.setting("fast")).isEqualTo("true");
        assertThat(run.setting("other")).isNull();
        assertThat(run.setting("threadId")).isNull();
    }

    @Test
    void aRunThatHasNoNamesIsReadAllTheSame() {
        AgUiRun run = read(AgUiRun.class, "{'messages':[" + ASKED + "],'threadId':'','runId':null}");
        assertThat(run.toChatRequest()).isEqualTo(ChatRequest.of("Is it warm?"));
        assertThat(run.key()).isNull();
        assertThat(run.ids()).isEmpty();
    }

    @Test
    void aRunAfterCallsInTheFrontEndEndsWithTheirResults() {
        assertThat(messages(ASKED + "," + CALLS + ",{'id':'t1','role':'tool','toolCallId':'c1','content':'20'},"
                        + "{'id':'t2','role':'tool','toolCallId':'c2','content':'','error':'stopped'}"))
                .containsExactly(
                        Message.user("Is it warm?"),
                        Message.assistant(
                                new Part.ToolUse("c1", "weather", "{'city':'Rome'}"),
                                new Part.ToolUse("c2", "clock", "{}")),
                        Message.toolResult(
                                Part.ToolResult.of("c1", "weather", "20"),
                                Part.ToolResult.failed("c2", "clock", "stopped")));
    }

    @Test
    void aCallThatTheFrontEndHasNotAnsweredIsLeftOut() {
        assertThat(messages(ASKED + "," + CALLS
                        + ",{'role':'tool','toolCallId':'c2','content':[{'type':'text','text':'noon'}]}," + ASKED))
                .containsExactly(
                        Message.user("Is it warm?"),
                        Message.assistant(new Part.ToolUse("c2", "clock", "{}")),
                        Message.toolResult("c2", "clock", "noon"),
                        Message.user("Is it warm?"));
    }

    @Test
    void aResultThatComesLateStandsBehindItsCall() {
        assertThat(messages(ASKED + "," + CALLS + "," + ASKED + ",{'role':'tool','toolCallId':'c1','content':'20'}"))
                .extracting(Message::role)
                .containsExactly(Role.USER, Role.ASSISTANT, Role.TOOL, Role.USER);
    }

    @Test
    void anIdThatComesAgainIsTheLastTurns() {
        String result = ",{'role':'tool','toolCallId':'c1','content':'%s'}";
        assertThat(messages(ASKED + "," + CALLS + "," + CALLS + result.formatted("20") + result.formatted("30")))
                .extracting(Message::role)
                .containsExactly(Role.USER, Role.ASSISTANT, Role.TOOL);
    }

    @Test
    void skipsReasoningActivitiesAndWhatIsUnknown() {
        assertThat(messages(
                        "{'role':'reasoning','content':'Hm.'},{'role':'activity','activityType':'plan','content':{'a':1}},"
                                + "{'role':'wizard','content':'no'},{'role':'assistant'}," + ASKED))
                .containsExactly(Message.user("Is it warm?"));
    }

    @Test
    void readsImagesSoundsVideosAndDocuments() {
        assertThat(user(
                        "{'type':'text','text':'See'},{'type':'image','source':{'type':'data','value':'iVBORw0KGgo=','mimeType':'image/png'}},"
                                + "{'type':'image','source':{'type':'url','value':'https://example.com/a'}},"
                                + "{'type':'audio','source':{'type':'data','value':'UklGRg==','mimeType':'audio/wav'}},"
                                + "{'type':'video','source':{'type':'url','value':'https://example.com/b','mimeType':'video/mp4'}},"
                                + "{'type':'document','source':{'type':'url','value':'data:text/plain,hi'},'metadata':{'filename':'a.txt'}},"
                                + "{'type':'document','source':{'type':'file','value':'file-1'}},"
                                + "{'type':'binary','mimeType':'text/plain','data':'aGk=','filename':'b.txt'}"))
                .containsExactly(
                        new Part.Text("See"),
                        new Part.Image(Media.bytes(
                                new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'}, "image/png")),
                        new Part.Image(Media.url("https://example.com/a")),
                        new Part.Audio(Media.bytes("RIFF".getBytes(StandardCharsets.UTF_8), "audio/wav")),
                        new Part.File(new Media.Url(java.net.URI.create("https://example.com/b"), "video/mp4")),
                        new Part.File(Media.bytes("hi".getBytes(StandardCharsets.UTF_8), "text/plain"), "a.txt"),
                        new Part.File(Media.fileId("file-1")),
                        new Part.File(Media.bytes("hi".getBytes(StandardCharsets.UTF_8), "text/plain"), "b.txt"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'image'}",
                "{'type':'image','source':{'type':'tomorrow','value':'x'}}",
                "{'type':'image','source':{'type':'data','value':'???','mimeType':'image/png'}}",
                "{'type':'image','source':{'type':'file'}}",
                "{'type':'binary','mimeType':'text/plain'}",
                "{'type':'hologram','text':'no'}"
            })
    void skipsWhatCannotBeRead(String part) {
        assertThat(user("{'type':'text','text':'See'}," + part)).containsExactly(new Part.Text("See"));
    }

    @Test
    void theContextAloneIsNoConversation() {
        assertRefused(AgUiRun.class, "{'messages':[],'context':[{'description':'a','value':'b'}]}")
                .startsWith("messages must not be empty");
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertRefused(AgUiRun.class, "'run'").isEqualTo("the request must be a JSON object");
        assertRefused(AgUiRun.class, "{'messages':'hi'}").isEqualTo("messages must be a list");
        assertRefused(AgUiRun.class, "{'messages':[{'role':'user','content':''}]}")
                .startsWith("messages must not end with an empty message of the user");
        assertRefused(AgUiRun.class, "{'messages':[" + ASKED + "],'tools':[{'description':'no name'}]}")
                .startsWith("tool name must not be blank");
        assertRefused(AgUiRun.class, "{'messages':[" + ASKED + "],'runId':'" + "x".repeat(257) + "'}")
                .startsWith("runId must have at most 256 characters");
    }

    @Test
    void printingItShowsNothingOfWhatIsSaid() {
        assertThat(read(AgUiRun.class, "{'threadId':'t','messages':[" + ASKED + "]}"))
                .hasToString("AgUiRun[1 messages]");
    }

    @Test
    void takesARunWithoutToolsAndContext() {
        assertThat(request(AgUiRun.class, "{'messages':[" + ASKED + "]}").tools())
                .isEmpty();
    }
}
