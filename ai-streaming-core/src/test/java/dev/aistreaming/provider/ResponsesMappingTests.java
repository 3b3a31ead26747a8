package dev.aistreaming.provider;

import static dev.aistreaming.provider.MappingFixture.data;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.StreamEvent.Content;
import dev.aistreaming.chat.StreamEvent.Finished;
import dev.aistreaming.chat.StreamEvent.Source;
import dev.aistreaming.chat.StreamEvent.Started;
import dev.aistreaming.chat.StreamEvent.ToolCallDelta;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.provider.MappingFixture.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponsesMappingTests {

    private static final String CREATED = "{'type':'response.created','response':{'id':'resp_1','object':'response',"
            + "'status':'in_progress','error':null,'incomplete_details':null,'model':'gpt-x','output':[],'usage':null}}";
    private static final String END = "{'type':'response.completed','response':{'id':'resp_1','status':'completed',"
            + "'error':null,'model':'gpt-x','usage':{'input_tokens':10,'input_tokens_details':{'cached_tokens':4},"
            + "'output_tokens':7,'output_tokens_details':{'reasoning_tokens':3},'total_tokens':17}}}";

    private final MappingFixture responses = new MappingFixture(ProviderType.OPENAI_RESPONSES);

    private Outcome play(String... events) {
        return responses.play(stream(events));
    }

    private static String stream(String... events) {
        List<String> documents = new ArrayList<>();
        for (String event : events) {
            documents.add(event.replace('\'', '"'));
        }
        return data(documents.toArray(String[]::new));
    }

    private static String text(int index, String delta) {
        return "{'type':'response.output_text.delta','item_id':'msg','output_index':" + index
                + ",'content_index':0,'delta':'" + delta + "','logprobs':[],'obfuscation':'zz'}";
    }

    private static String added(int index, String item) {
        return "{'type':'response.output_item.added','output_index':" + index + ",'item':" + item + "}";
    }

    private static String done(int index, String item) {
        return "{'type':'response.output_item.done','output_index':" + index + ",'item':" + item + "}";
    }

    private static String call(String id, String arguments) {
        return "{'id':'fc_" + id + "','type':'function_call','call_id':'" + id + "','name':'f','arguments':'"
                + arguments.replace("'", "\\'") + "'}";
    }

    private static String arguments(int index, String delta) {
        return "{'type':'response.function_call_arguments.delta','output_index':" + index + ",'delta':'" + delta + "'}";
    }

    private static String summary(int item, int part, String delta) {
        return "{'type':'response.reasoning_summary_text.delta','output_index':" + item + ",'summary_index':" + part
                + ",'delta':'" + delta + "'}";
    }

    @Test
    void mapsAnAnswerToItsEvents() {
        Outcome outcome = play(CREATED, text(0, "Hel"), text(0, "lo "), END);
        assertThat(outcome.events())
                .containsExactly(
                        new Started("resp_1", "gpt-x"),
                        new Content("Hel"),
                        new Content("lo "),
                        new Finished(FinishReason.STOP, new Usage(10, 7, 4, null, 3)));
        assertThat(outcome.answer().providerState()).isEmpty();
    }

    @Test
    void readsTheKindOfAnEventFromItsNameWhereTheDataDoNotSayIt() {
        Outcome outcome = responses.play("event: response.output_text.delta\ndata: {\"delta\":\"a\"}\n\n"
                + "event: response.completed\ndata: {\"response\":{\"status\":\"completed\"}}\n\n");
        assertThat(outcome.answer().content()).isEqualTo("a");
        assertThat(outcome.answer().finishReason()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void readsEventsWhoseKindComesLast() {
        assertThat(play("{'delta':'a','output_index':0,'type':'response.output_text.delta'}", END)
                        .content())
                .isEqualTo("a");
    }

    @Test
    void addsNothingOfWhatEventsRepeat() {
        Outcome outcome = play(
                CREATED,
                added(0, "{'id':'msg','type':'message','content':[]}"),
                text(0, "Hi"),
                "{'type':'response.output_text.done','output_index':0,'text':'Hi'}",
                "{'type':'response.content_part.done','output_index':0,'part':{'type':'output_text','text':'Hi'}}",
                done(0, "{'id':'msg','type':'message','content':[{'type':'output_text','text':'Hi'}]}"),
                "{'type':'response.completed','response':{'status':'completed','output':[{'type':'message',"
                        + "'content':[{'type':'output_text','text':'Hi'}]}]}}");
        assertThat(outcome.content()).isEqualTo("Hi");
    }

    @Test
    void takesTextsThatOnlyTheEndOfAnItemTells() {
        String message = "{'id':'msg','type':'message','content':[{'type':'output_text','text':'Hi'}]}";
        assertThat(play(CREATED, done(0, message), END).content()).isEqualTo("Hi");
        assertThat(play(CREATED, "{'type':'response.completed','response':{'output':[" + message + "]}}")
                        .content())
                .isEqualTo("Hi");
    }

    @Test
    void joinsTheTextsOfSeveralMessages() {
        assertThat(play(CREATED, text(0, "a "), text(2, "b"), END).content()).isEqualTo("a b");
    }

    @Test
    void skipsEventsOfOtherKinds() {
        Outcome outcome = play(
                CREATED,
                added(0, "{'id':'ws','type':'web_search_call','status':'in_progress'}"),
                "{'type':'response.web_search_call.searching','output_index':0,'item_id':'ws'}",
                "{'type':'response.code_interpreter_call_code.delta','output_index':0,'delta':'no'}",
                "{'type':'response.mcp_call_arguments.delta','output_index':0,'delta':'no'}",
                "{'type':'response.invented.delta','delta':{'no':1}}",
                "{'type':'keepalive','sequence_number':3}",
                text(1, "a"),
                END);
        assertThat(outcome.answer().content()).isEqualTo("a");
        assertThat(outcome.answer().toolCalls()).isEmpty();
    }

    @Test
    void readsEventsOfAHundredKilobytes() {
        String created = CREATED.replace("'output':[]", "'instructions':'" + "x".repeat(100_000) + "','output':[]");
        assertThat(play(created, text(0, "a"), END).content()).isEqualTo("a");
    }

    @Test
    void showsARefusal() {
        Outcome outcome = play(CREATED, "{'type':'response.refusal.delta','output_index':0,'delta':'No.'}", END);
        assertThat(outcome.answer().content()).isEqualTo("No.");
        assertThat(outcome.answer().finishReason()).isEqualTo(FinishReason.CONTENT_FILTER);
    }

    // ---- reasoning

    @Test
    void partsThePartsOfASummaryByABlankLine() {
        Outcome outcome = play(
                CREATED,
                summary(0, 0, "a"),
                summary(0, 0, "b"),
                summary(0, 1, "c"),
                summary(2, 0, "d"),
                text(3, "x"),
                END);
        assertThat(outcome.answer().reasoning()).isEqualTo("ab\n\nc\n\nd");
        assertThat(outcome.answer().content()).isEqualTo("x");
    }

    @Test
    void showsReasoningOnceWhereItComesAsASummaryToo() {
        Outcome outcome = play(
                CREATED,
                "{'type':'response.reasoning_text.delta','output_index':0,'content_index':0,'delta':'hm'}",
                summary(0, 0, "hm"),
                done(0, "{'type':'reasoning','summary':[{'text':'hm'}],'content':[{'text':'hm'}]}"),
                END);
        assertThat(outcome.answer().reasoning()).isEqualTo("hm");
    }

    @Test
    void takesReasoningThatOnlyTheEndOfItsItemTells() {
        assertThat(play(CREATED, done(0, "{'type':'reasoning','summary':[{'text':'a'},{'text':'b'}]}"), END)
                        .reasoning())
                .isEqualTo("a\n\nb");
    }

    // ---- tool calls

    @Test
    void putsToolCallsTogetherByTheirPlaceThoughTheirIdsChange() {
        Outcome outcome = play(
                CREATED,
                added(1, call("c1", "")),
                added(2, call("c2", "")),
                arguments(1, "{}").replace("'output_index'", "'item_id':'other1','output_index'"),
                arguments(2, "[").replace("'output_index'", "'item_id':'other2','output_index'"),
                arguments(2, "]").replace("'output_index'", "'item_id':'other3','output_index'"),
                "{'type':'response.function_call_arguments.done','output_index':2,'arguments':'[]'}",
                done(1, call("c1", "{}")),
                done(2, call("c2", "[]")),
                END);
        assertThat(outcome.events())
                .contains(new ToolCallDelta(0, "c1", "f", ""), new ToolCallDelta(1, null, null, "["));
        assertThat(outcome.answer().toolCalls())
                .containsExactly(new ToolCall("c1", "f", "{}"), new ToolCall("c2", "f", "[]"));
        assertThat(outcome.answer().finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    }

    @Test
    void takesArgumentsThatComeWhole() {
        List<ToolCall> expected = List.of(new ToolCall("c1", "f", "{}"));
        assertThat(play(CREATED, done(0, call("c1", "{}")), END).answer().toolCalls())
                .isEqualTo(expected);
        assertThat(play(
                                CREATED,
                                added(0, call("c1", "")),
                                "{'type':'response.function_call_arguments.done','output_index':0,'arguments':'{}'}",
                                done(0, call("c1", "{}")),
                                END)
                        .answer()
                        .toolCalls())
                .isEqualTo(expected);
    }

    @Test
    void takesArgumentsThatNobodySentForAnEmptyObject() {
        assertThat(play(CREATED, added(0, call("c1", "")), done(0, call("c1", "")), END)
                        .answer()
                        .toolCalls())
                .containsExactly(new ToolCall("c1", "f", "{}"));
    }

    // ---- sources

    @Test
    void tellsWhatIsCitedOnce() {
        String page = "{'type':'url_citation','url':'https://a.example','title':'A','start_index':1,'end_index':2}";
        String file = "{'type':'file_citation','file_id':'file-1','filename':'a.txt','index':3}";
        Outcome outcome = play(
                CREATED,
                text(0, "a"),
                "{'type':'response.output_text.annotation.added','annotation':" + page + "}",
                "{'type':'response.output_text.annotation.added','annotation':{'type':'invented'}}",
                done(
                        0,
                        "{'type':'message','content':[{'type':'output_text','text':'a','annotations':[" + page + ","
                                + file + "]}]}"),
                END);
        assertThat(outcome.events())
                .filteredOn(Source.class::isInstance)
                .containsExactly(Source.url("https://a.example", "A"), Source.document("file-1", "a.txt"));
    }

    // ---- endings

    @ParameterizedTest
    @CsvSource({"max_output_tokens, LENGTH", "content_filter, CONTENT_FILTER", "invented, OTHER"})
    void mapsWhatLeftAnAnswerIncomplete(String reason, FinishReason expected) {
        Outcome outcome = play(
                CREATED,
                added(0, call("c1", "")),
                arguments(0, "{"),
                "{'type':'response.incomplete','response':{'status':'incomplete','incomplete_details':{'reason':'"
                        + reason + "'}}}");
        assertThat(outcome.answer().finishReason()).isEqualTo(expected);
    }

    @Test
    void isTruncatedWithoutItsLastEvent() {
        Outcome outcome = play(CREATED, text(0, "a"), done(0, "{'type':'message','status':'completed'}"));
        assertThat(outcome.code()).isEqualTo(ErrorCode.TRUNCATED);
        assertThat(outcome.content()).isEqualTo("a");
    }

    @Test
    void isTruncatedWhereOnlyDoneEndsIt() {
        assertThat(responses
                        .play(stream(CREATED, text(0, "a")) + "data: [DONE]\n\n")
                        .code())
                .isEqualTo(ErrorCode.TRUNCATED);
    }

    @Test
    void ignoresWhatFollowsTheLastEvent() {
        assertThat(responses
                        .play(stream(CREATED, text(0, "a"), END, text(0, "b")) + "data: [DONE]\n\n")
                        .content())
                .isEqualTo("a");
    }

    @Test
    void readsAnAnswerInOnePiece() {
        ChatResponse answer = responses
                .contentType("application/json")
                .play(("{'id':'resp_1','object':'response','status':'completed','error':null,'model':'gpt-x','output':["
                                + "{'type':'reasoning','summary':[{'type':'summary_text','text':'hm'}]},"
                                + "{'type':'message','content':[{'type':'output_text','text':'a'}]}," + call("c1", "{}")
                                + "],'usage':{'input_tokens':1,'output_tokens':2}}")
                        .replace('\'', '"'))
                .answer();
        assertThat(answer.id()).isEqualTo("resp_1");
        assertThat(answer.reasoning()).isEqualTo("hm");
        assertThat(answer.content()).isEqualTo("a");
        assertThat(answer.toolCalls()).containsExactly(new ToolCall("c1", "f", "{}"));
        assertThat(answer.usage()).isEqualTo(new Usage(1, 2, null, null, null));
    }

    // ---- errors

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'error','code':'insufficient_quota','message':'No money','param':null,'sequence_number':2}",
                "{'type':'error','sequence_number':2,'error':{'type':'insufficient_quota','code':'insufficient_quota',"
                        + "'message':'No money','param':null}}"
            })
    void readsBothShapesOfAnErrorAndTheFailureAfterItOnce(String error) {
        String failed = "{'type':'response.failed','response':{'status':'failed','error':{'code':'server_error',"
                + "'message':'again'}}}";
        for (String line : new String[] {"", "event: error\n"}) {
            Outcome outcome = responses.play(stream(CREATED) + line + stream(error, failed));
            AiException failure = outcome.failure();
            assertThat(failure.code()).isEqualTo(ErrorCode.QUOTA_EXCEEDED);
            assertThat(failure.providerMessage()).isEqualTo("No money");
        }
    }

    @ParameterizedTest
    @CsvSource({"rate_limit_exceeded, RATE_LIMITED", "server_error, PROVIDER_ERROR"})
    void readsAFailureThatNoErrorPrecedes(String code, ErrorCode expected) {
        Outcome outcome = play(
                CREATED,
                text(0, "a"),
                "{'type':'response.failed','response':{'id':'resp_1','status':'failed','error':{'code':'" + code
                        + "','message':'It failed'},'instructions':'x'}}");
        assertThat(outcome.code()).isEqualTo(expected);
        assertThat(outcome.failure().providerMessage()).isEqualTo("It failed");
        assertThat(outcome.content()).isEqualTo("a");
    }

    @Test
    void aCancelledAnswerIsNoWholeOne() {
        assertThat(play(CREATED, text(0, "a"), "{'type':'response.cancelled','response':{'status':'cancelled'}}")
                        .code())
                .isEqualTo(ErrorCode.PROVIDER_ERROR);
    }

    @Test
    void isMalformedWhereATextIsNone() {
        assertThat(play(CREATED, "{'type':'response.output_text.delta','delta':{'a':1}}")
                        .code())
                .isEqualTo(ErrorCode.MALFORMED_RESPONSE);
    }
}
