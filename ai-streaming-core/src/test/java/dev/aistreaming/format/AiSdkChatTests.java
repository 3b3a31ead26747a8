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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code useChat} sends. */
class AiSdkChatTests {

    private static final String ASKED = "{'id':'u','role':'user','parts':[{'type':'text','text':'And now?'}]}";

    private static List<Message> messages(String messages) {
        return FrontEnds.messages(AiSdkChat.class, messages);
    }

    private static List<Message> answer(String parts) {
        List<Message> all = messages("{'role':'assistant','parts':[" + parts + "]}," + ASKED);
        return all.subList(0, all.size() - 1);
    }

    private static List<Part> user(String parts) {
        return messages("{'role':'user','parts':[" + parts + "]}").get(0).parts();
    }

    @Test
    void readsTheBodyOfTheTransport() {
        AiSdkChat chat = read(
                AiSdkChat.class,
                "{'id':'chat-1','trigger':'submit-message','resumable':true,'model':'m-2',"
                        + "'top':3,'nested':{'a':1},'messages':[{'id':'s','role':'system','parts':[{'type':'text','text':'Be brief.'}]},"
                        + "{'id':'u1','role':'user','metadata':{'at':1},'parts':[{'type':'text','text':'Hi'}]}]}");
        assertThat(chat.toChatRequest())
                .isEqualTo(ChatRequest.builder()
                        .message(Message.system("Be brief."))
                        .prompt("Hi")
                        .build());
        assertThat(chat.format()).isEqualTo("ai-sdk");
        assertThat(chat.key()).isEqualTo("chat-1");
        assertThat(chat.ids()).isEmpty();
        assertThat(chat.setting("model")).isEqualTo("m-2");
        assertThat(chat.setting("resumable")).isEqualTo("true");
        assertThat(chat.setting("top")).isEqualTo("3");
        assertThat(chat.setting("nested")).isNull();
        assertThat(chat.setting("missing")).isNull();
    }

    @Test
    void readsTheLastMessageAlone() {
        assertThat(request(AiSdkChat.class, "{'id':'c','message':" + ASKED + "}")
                        .messages())
                .containsExactly(Message.user("And now?"));
    }

    @Test
    void joinsTheTextsOfAMessageExactly() {
        assertThat(user("{'type':'text','text':'a'},{'type':'text','text':' '},{'type':'text','text':'b\\n'}"))
                .containsExactly(new Part.Text("a b\n"));
    }

    @Test
    void aBlankTextBesideAFileStaysWithTheNextText() {
        assertThat(user(
                        "{'type':'text','text':' '},{'type':'file','mediaType':'image/png','url':'https://example.com/a'},"
                                + "{'type':'text','text':'b'}"))
                .satisfiesExactly(
                        part -> assertThat(part).isInstanceOf(Part.Image.class),
                        part -> assertThat(part).isEqualTo(new Part.Text(" b")));
    }

    @Test
    void aStepIsATurnOfTheModelAndTheResultsOfItsTools() {
        assertThat(answer("{'type':'step-start'},{'type':'reasoning','text':'Hm.'},{'type':'text','text':'I look. '},"
                        + "{'type':'tool-weather','toolCallId':'c1','state':'output-available','input':{'city':'Rome'},'output':{'degrees':20}},"
                        + "{'type':'dynamic-tool','toolName':'clock','toolCallId':'c2','state':'output-error','input':{},'errorText':'stopped'},"
                        + "{'type':'step-start'},{'type':'text','text':'It is warm.'}"))
                .containsExactly(
                        Message.assistant(
                                new Part.Text("I look. "),
                                new Part.ToolUse("c1", "weather", "{\"city\":\"Rome\"}"),
                                new Part.ToolUse("c2", "clock", "{}")),
                        Message.toolResult(
                                Part.ToolResult.of("c1", "weather", "{\"degrees\":20}"),
                                Part.ToolResult.failed("c2", "clock", "stopped")),
                        Message.assistant("It is warm."));
    }

    @Test
    void aResultThatIsATextStaysOne() {
        assertThat(
                        answer(
                                "{'type':'tool-weather','toolCallId':'c1','state':'output-available','input':{},'output':'20'}"))
                .endsWith(Message.toolResult("c1", "weather", "20"));
    }

    @Test
    void aCallThatIsDeniedSaysWhy() {
        assertThat(answer("{'type':'tool-pay','toolCallId':'c1','state':'output-denied','input':{},"
                        + "'approval':{'id':'a','approved':false,'reason':'too much'}}"))
                .endsWith(Message.toolResult(Part.ToolResult.failed(
                        "c1", "pay", "The tool was not called: the user did not approve it. Reason: too much")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"input-streaming", "input-available", "approval-requested", "approval-responded", "tomorrow"})
    void aCallWithoutAnAnswerIsLeftOut(String state) {
        assertThat(answer("{'type':'text','text':'I look.'},{'type':'tool-weather','toolCallId':'c1','state':'" + state
                        + "','input':{}}"))
                .containsExactly(Message.assistant("I look."));
    }

    @Test
    void anAnswerToACallMayBeTheLastMessage() {
        assertThat(messages(ASKED
                        + ",{'role':'assistant','parts':[{'type':'tool-ask','toolCallId':'c1','state':'output-available',"
                        + "'input':{},'output':'yes'}]}"))
                .extracting(Message::role)
                .containsExactly(Role.USER, Role.ASSISTANT, Role.TOOL);
    }

    @Test
    void skipsWhatHasNoText() {
        assertThat(
                        answer(
                                "{'type':'step-start'},{'type':'reasoning','text':'Hm.'},{'type':'source-url','sourceId':'1','url':'https://x'},"
                                        + "{'type':'data-chart','data':{'text':'no'}},{'type':'file','mediaType':'image/png','url':'https://example.com/a'},"
                                        + "{'type':'steering-message','parts':[{'type':'text','text':'no'}]},{'type':'tomorrow','text':'no'},{},7,null"))
                .isEmpty();
    }

    @Test
    void skipsMessagesOfNobody() {
        assertThat(messages("{'role':'data','parts':[{'type':'text','text':'no'}]},{}," + ASKED))
                .hasSize(1);
    }

    @Test
    void aDataUrlIsTheFileItself() {
        assertThat(user("{'type':'file','mediaType':'image','url':'data:image/png;base64,iVBORw0KGgo='},"
                        + "{'type':'file','filename':'a.txt','mediaType':'text/plain','url':'data:text/plain,a%20b'},"
                        + "{'type':'file','mediaType':'audio/wav','url':'DATA:;BASE64,UklGRg=='}"))
                .containsExactly(
                        new Part.Image(Media.bytes(
                                new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'}, "image/png")),
                        new Part.File(Media.bytes("a b".getBytes(StandardCharsets.UTF_8), "text/plain"), "a.txt"),
                        new Part.Audio(Media.bytes("RIFF".getBytes(StandardCharsets.UTF_8), "audio/wav")));
    }

    @Test
    void anAddressIsLeftToTheProvider() {
        assertThat(user("{'type':'file','mediaType':'image','url':'https://example.com/a'},"
                        + "{'type':'file','mediaType':'application/pdf','url':'https://example.com/b'}"))
                .containsExactly(
                        new Part.Image(Media.url("https://example.com/a")),
                        new Part.File(new Media.Url(java.net.URI.create("https://example.com/b"), "application/pdf")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data:image/png;base64,???",
                "data:image/png;base64,",
                "data:image/png",
                "data:no type at all;base64,AAAA",
                "blob:https://example.com/1",
                "file:///etc/passwd",
                "http://[broken",
                "/relative",
                ""
            })
    void skipsAFileThatCannotBeRead(String url) {
        assertThat(user("{'type':'text','text':'See'},{'type':'file','mediaType':'image/','url':'" + url + "'}"))
                .containsExactly(new Part.Text("See"));
    }

    @Test
    void aFileAloneIsAQuestion() {
        assertThat(user("{'type':'file','mediaType':'audio/wav','url':'data:audio/wav;base64,UklGRg=='}"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'type':'text','text':' '}", "{'type':'hologram'}", "{'type':'file','url':'blob:1'}", ""})
    void refusesAnEmptyQuestion(String parts) {
        assertRefused(AiSdkChat.class, "{'messages':[" + ASKED + ",{'role':'user','parts':[" + parts + "]}]}")
                .startsWith("messages must not end with an empty message of the user");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'messages':[]}",
                "{'id':'c'}",
                "{'messages':null}",
                "{'messages':[{'role':'assistant','parts':[]}]}"
            })
    void refusesAConversationWithoutAMessage(String body) {
        assertRefused(AiSdkChat.class, body).startsWith("messages must not be empty");
    }

    @Test
    void refusesWhatIsNoRequest() {
        assertRefused(AiSdkChat.class, "[]").isEqualTo("the request must be a JSON object");
        assertRefused(AiSdkChat.class, "{'messages':{}}").isEqualTo("messages must be a list");
        assertRefused(AiSdkChat.class, "{'messages':['a']}").isEqualTo("messages[0] must be an object");
    }

    @Test
    void refusesAChatWhoseIdNobodyCouldKeep() {
        String body = "{'messages':[" + ASKED + "],'id':'%s'}";
        assertThat(request(AiSdkChat.class, body.formatted("x".repeat(256)))).isNotNull();
        assertRefused(AiSdkChat.class, body.formatted("x".repeat(257)))
                .isEqualTo("id must have at most 256 characters, but has 257");
    }

    @Test
    void aChatWithoutANameHasNoKey() {
        assertThat(read(AiSdkChat.class, "{'id':' '}").key()).isNull();
        assertThat(read(AiSdkChat.class, "{}").key()).isNull();
        assertThat(read(AiSdkChat.class, "[]").key()).isNull();
    }

    @Test
    void aFrontEndThatKnowsResetStepSaysSo() {
        Map<String, String> known = Map.of(AiSdkFormat.KNOWS_RESET_STEP, "true");
        assertThat(read(AiSdkChat.class, "{'reset-step':true}").ids()).isEqualTo(known);
        assertThat(read(AiSdkChat.class, "{'reset-step':false}").ids()).isEmpty();
        assertThat(read(AiSdkChat.class, "{}").withResetStep().ids()).isEqualTo(known);
    }

    @Test
    void printingItShowsNothingOfWhatIsSaid() {
        assertThat(read(AiSdkChat.class, "{'id':'c','messages':[" + ASKED + "]}"))
                .hasToString("AiSdkChat[1 messages]");
    }
}
