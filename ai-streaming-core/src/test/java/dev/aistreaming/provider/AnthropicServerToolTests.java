package dev.aistreaming.provider;

import static dev.aistreaming.provider.RequestBodies.assertMember;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.StreamEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Tools that Anthropic runs by itself: they are not called here, and go back as they came. */
class AnthropicServerToolTests {

    private static final String SEARCH = "{'type':'server_tool_use','id':'srv1','name':'web_search','input':{}}";
    private static final String FOUND = "{'type':'web_search_tool_result','tool_use_id':'srv1','content':["
            + "{'type':'web_search_result','url':'https://example.com/a','title':'A','encrypted_content':'opaque','page_age':null}]}";
    private static final String CITATION =
            "{'type':'web_search_result_location','url':'https://example.com/a','title':'A',"
                    + "'cited_text':'It rains.','encrypted_index':'i1'}";

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    private static String start(int index, String block) {
        return json("{'type':'content_block_start','index':" + index + ",'content_block':" + block + "}");
    }

    private static String delta(int index, String delta) {
        return json("{'type':'content_block_delta','index':" + index + ",'delta':" + delta + "}");
    }

    private static String stop(int index) {
        return json("{'type':'content_block_stop','index':" + index + "}");
    }

    private static List<String> searched() {
        return new ArrayList<>(List.of(
                start(0, "{'type':'thinking','thinking':'','signature':''}"),
                delta(0, "{'type':'thinking_delta','thinking':'Hm'}"),
                delta(0, "{'type':'signature_delta','signature':'s1'}"),
                stop(0),
                start(1, "{'type':'text','text':''}"),
                delta(1, "{'type':'text_delta','text':'I look. '}"),
                stop(1),
                start(2, SEARCH),
                delta(2, "{'type':'input_json_delta','partial_json':''}"),
                delta(2, "{'type':'input_json_delta','partial_json':'{\\'query\\':'}".replace("\\'", "\\\"")),
                delta(2, "{'type':'input_json_delta','partial_json':' \\'rain\\'}'}".replace("\\'", "\\\"")),
                stop(2),
                start(3, FOUND),
                stop(3),
                start(4, "{'type':'text','text':'','citations':[]}"),
                delta(4, "{'type':'citations_delta','citation':" + CITATION + "}"),
                delta(4, "{'type':'text_delta','text':'It rains'}"),
                stop(4),
                start(5, "{'type':'text','text':''}"),
                delta(5, "{'type':'text_delta','text':'.'}"),
                stop(5)));
    }

    private static final String SENT_STATE = "{'type':'thinking','thinking':'Hm','signature':'s1'},"
            + "{'type':'text','text':'I look. '},"
            + "{'type':'server_tool_use','id':'srv1','name':'web_search','input':{'query':'rain'}}," + FOUND
            + ",{'type':'text','text':'It rains','citations':[" + CITATION + "]},{'type':'text','text':'.'}";

    private static MappingFixture.Outcome play(List<String> events, String stopReason) {
        events.add(json("{'type':'message_delta','delta':{'stop_reason':'" + stopReason + "'}}"));
        events.add(json("{'type':'message_stop'}"));
        return new MappingFixture(ProviderType.ANTHROPIC).play(MappingFixture.data(events.toArray(String[]::new)));
    }

    private static Map<String, Object> sentBack(Message turn) {
        return RequestBodies.of(
                ProviderType.ANTHROPIC, ChatRequest.builder().prompt("Hi").message(turn));
    }

    private static void assertSentBack(Message turn, String blocks) {
        assertMember(
                sentBack(turn),
                "messages",
                "[{'role':'user','content':'Hi'},{'role':'assistant','content':[" + blocks + "]}]");
    }

    @Test
    void goBackAsTheyCameInTheirPlace() {
        ChatResponse answer = play(searched(), "end_turn").answer();
        assertThat(answer.toolCalls()).isEmpty();
        assertThat(answer.content()).isEqualTo("I look. It rains.");
        assertSentBack(answer.toMessage(), SENT_STATE);
    }

    @Test
    void standBeforeCallsOfTheApplicationsTools() {
        List<String> events = searched();
        events.add(start(6, "{'type':'tool_use','id':'t1','name':'time','input':{}}"));
        events.add(stop(6));
        ChatResponse answer = play(events, "tool_use").answer();
        assertThat(answer.toolCalls()).hasSize(1);
        assertSentBack(answer.toMessage(), SENT_STATE + ",{'type':'tool_use','id':'t1','name':'time','input':{}}");
    }

    @Test
    void anAnswerThatPausesGoesBackAndMayGoOn() {
        List<String> events = new ArrayList<>(List.of(start(0, SEARCH), stop(0)));
        ChatResponse answer = play(events, "pause_turn").answer();
        assertThat(answer.finishReason()).isEqualTo(FinishReason.OTHER);
        assertSentBack(answer.toMessage(), SEARCH);
    }

    /** Such as one of which a guard has masked something. */
    @Test
    void aTextThatWasChangedSinceTakesThePlaceOfThoseThatCite() {
        List<Part> parts = new ArrayList<>(play(searched(), "end_turn").answer().providerState());
        parts.add(new Part.Text("It does."));
        assertThat(String.valueOf(sentBack(Message.assistant(parts.toArray(Part[]::new)))))
                .contains("web_search_tool_result", "text=It does.")
                .doesNotContain("It rains,", "I look.");
    }

    @Test
    void areNotKeptOfAnAnswerThatBrokeOff() {
        List<String> events = searched();
        ChatResponse partial = Objects.requireNonNull(new MappingFixture(ProviderType.ANTHROPIC)
                .playAndBreak(MappingFixture.data(events.toArray(String[]::new)))
                .failure()
                .partial());
        assertThat(partial.providerState())
                .extracting(Part.ProviderState::json)
                .containsExactly(json("{'type':'thinking','thinking':'Hm','signature':'s1'}"));
    }

    @Test
    void goBackFromAnAnswerInOnePiece() {
        ChatResponse answer = new MappingFixture(ProviderType.ANTHROPIC)
                .contentType("application/json")
                .play(json("{'type':'message','id':'m','model':'c','content':[" + SEARCH + "," + FOUND
                        + ",{'type':'text','text':'Rain.'}],'stop_reason':'end_turn'}"))
                .answer();
        assertSentBack(answer.toMessage(), SEARCH + "," + FOUND + ",{'type':'text','text':'Rain.'}");
    }

    @Test
    void whatTheTextCitesIsASource() {
        List<String> events = searched();
        events.add(start(6, "{'type':'text','text':''}"));
        events.add(delta(6, "{'type':'citations_delta','citation':" + CITATION + "}")); // once more
        events.add(delta(
                6,
                "{'type':'citations_delta','citation':{'type':'page_location','document_index':0,"
                        + "'document_title':'Report','cited_text':'Page one.'}}"));
        events.add(delta(
                6,
                "{'type':'citations_delta','citation':{'type':'char_location','document_index':1,"
                        + "'document_title':null,'cited_text':'b'}}"));
        events.add(delta(
                6,
                "{'type':'citations_delta','citation':{'type':'search_result_location','source':'kb/7',"
                        + "'title':'Seven','cited_text':'c'}}"));
        events.add(stop(6));
        assertThat(play(events, "end_turn").events().stream()
                        .filter(StreamEvent.Source.class::isInstance)
                        .toList())
                .containsExactly(
                        new StreamEvent.Source("https://example.com/a", null, "A", "It rains."),
                        new StreamEvent.Source(null, "Report", "Report", "Page one."),
                        new StreamEvent.Source(null, "document 1", null, "b"),
                        new StreamEvent.Source(null, "kb/7", "Seven", "c"));
    }
}
