package dev.aistreaming.provider;

import static dev.aistreaming.provider.MappingFixture.data;
import static dev.aistreaming.provider.RequestBodies.assertMember;
import static dev.aistreaming.provider.RequestBodies.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Items of OpenAI's responses go back with their turn as they came, in their order, or not at all. */
class ResponsesStateTests {

    private static final ProviderSettings SETTINGS = RequestBodies.settings(ProviderType.OPENAI_RESPONSES);
    private static final String THOUGHT = "{'id':'rs_1','type':'reasoning','summary':[],'encrypted_content':'whole'}";
    private static final String CALL =
            "{'id':'fc_1','type':'function_call','status':'completed','call_id':'c1','name':'time','arguments':'{}'}";

    private static ChatResponse answer(String... items) {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < items.length; i++) {
            String item = items[i].replace('\'', '"');
            events.add("{\"type\":\"response.output_item.done\",\"output_index\":" + i + ",\"item\":" + item + "}");
        }
        events.add("{\"type\":\"response.completed\",\"response\":{\"status\":\"completed\"}}");
        return new MappingFixture(ProviderType.OPENAI_RESPONSES)
                .play(data(events.toArray(String[]::new)))
                .answer();
    }

    private static String message(String id, String text, String more) {
        return "{'id':'" + id + "','type':'message','status':'completed','role':'assistant'" + more
                + ",'content':[{'type':'output_text','text':'" + text + "','annotations':[]}]}";
    }

    private static void assertSentBack(Message turn, String... items) {
        assertMember(
                RequestBodies.of(SETTINGS, ChatRequest.builder().prompt("Hi").message(turn)),
                "input",
                "[{'role':'user','content':'Hi'}" + (items.length == 0 ? "" : ",") + String.join(",", items) + "]");
    }

    private static final String CALL_WITH_ID =
            "{'type':'function_call','call_id':'c1','name':'time','arguments':'{}','id':'fc_1'}";
    private static final String CALL_ALONE = "{'type':'function_call','call_id':'c1','name':'time','arguments':'{}'}";

    @Test
    void sendsReasoningBackAsTheEndOfItsItemToldIt() {
        ChatResponse answer = new MappingFixture(ProviderType.OPENAI_RESPONSES)
                .play(data(
                        "{\"type\":\"response.output_item.added\",\"output_index\":0,\"item\":{\"id\":\"rs_1\","
                                + "\"type\":\"reasoning\",\"summary\":[],\"encrypted_content\":\"wh\"}}",
                        "{\"type\":\"response.output_item.done\",\"output_index\":0,\"item\":"
                                + THOUGHT.replace('\'', '"') + "}",
                        "{\"type\":\"response.output_item.done\",\"output_index\":1,\"item\":" + CALL.replace('\'', '"')
                                + "}",
                        "{\"type\":\"response.completed\",\"response\":{}}"))
                .answer();
        assertSentBack(answer.toMessage(), THOUGHT, CALL_WITH_ID);
    }

    @Test
    void keepsEachItemInItsPlace() {
        String second = THOUGHT.replace("rs_1", "rs_2");
        String search = "{'id':'ws_1','type':'web_search_call','status':'completed','action':{'query':'q'}}";
        assertSentBack(
                answer(
                                THOUGHT,
                                message("msg_1", "I look. ", ",'phase':'commentary'"),
                                second,
                                search,
                                CALL,
                                message("msg_2", "Noon.", ",'phase':'final_answer'"))
                        .toMessage(),
                THOUGHT,
                message("msg_1", "I look. ", ",'phase':'commentary'"),
                second,
                search,
                CALL_WITH_ID,
                message("msg_2", "Noon.", ",'phase':'final_answer'"));
    }

    @Test
    void sendsReasoningBackThatIsNotEncrypted() {
        String raw = "{'id':'r','type':'reasoning','summary':[],'encrypted_content':null,"
                + "'content':[{'type':'reasoning_text','text':'hm'}]}";
        assertSentBack(answer(raw, CALL).toMessage(), raw, CALL_WITH_ID);
    }

    @Test
    void leavesOutReasoningAndAllIdsWhereItCouldOnlyBeFoundByItsId() {
        String bare = "{'id':'rs_1','type':'reasoning','summary':[]}";
        ChatResponse answer = answer(bare, message("msg_1", "Hm.", ",'phase':'commentary'"), CALL);
        assertSentBack(
                answer.toMessage(),
                "{'role':'assistant','phase':'commentary','content':[{'type':'output_text','text':'Hm.'}]}",
                CALL_ALONE);
        assertThat(answer(bare, CALL).providerState()).isEmpty();
    }

    @Test
    void keepsNothingWhereOnlyTextAndCallsCame() {
        ChatResponse answer = answer(message("msg_1", "Hm.", ""), CALL);
        assertThat(answer.providerState()).isEmpty();
        assertSentBack(
                answer.toMessage(), "{'role':'assistant','content':[{'type':'output_text','text':'Hm.'}]}", CALL_ALONE);
    }

    @Test
    void leavesOutAllOfItWhereSomebodyHasChangedTheTurn() {
        Part.ProviderState state = answer(THOUGHT, message("msg_1", "Noon.", ""), CALL)
                .providerState()
                .get(0);
        Part.ToolUse call = new Part.ToolUse("c1", "time", "{}");
        String text = "{'role':'assistant','content':[{'type':'output_text','text':'%s'}]}";
        assertSentBack(
                Message.assistant(state, new Part.Text("Noon. Cut"), call), text.formatted("Noon. Cut"), CALL_ALONE);
        assertSentBack(Message.assistant(state, new Part.Text("N"), call), text.formatted("N"), CALL_ALONE);
        assertSentBack(Message.assistant(state, new Part.Text("Noon.")), text.formatted("Noon."));
        assertSentBack(
                Message.assistant(state, new Part.Text("Noon."), call, new Part.ToolUse("c2", "time", "{}")),
                text.formatted("Noon."),
                CALL_ALONE,
                CALL_ALONE.replace("c1", "c2"));
    }

    @Test
    void leavesOutReasoningThatLedToNothing() {
        assertSentBack(answer(THOUGHT).toMessage());
        assertSentBack(answer(message("msg_1", "Noon.", ""), THOUGHT).toMessage(), message("msg_1", "Noon.", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'items':[{'type':'item_reference','id':'x'}]}",
                "{'items':[{'type':'function_call_output','call_id':'c','output':'x'}]}",
                "{'items':[{'type':'reasoning','role':'system'}]}",
                "{'items':[{'role':'system','content':'x'}]}",
                "{'items':[]}",
                "{'items':{'type':'reasoning'}}"
            })
    void refusesStateThatNoAnswerHas(String state) {
        Message turn = Message.assistant(
                new Part.Text("Hello"), new Part.ProviderState("openai-responses", state.replace('\'', '"')));
        assertRefused(SETTINGS, ChatRequest.builder().prompt("Hi").message(turn), "provider state");
    }
}
