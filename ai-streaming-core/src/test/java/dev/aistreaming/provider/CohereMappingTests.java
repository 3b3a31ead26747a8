package dev.aistreaming.provider;

import static dev.aistreaming.provider.MappingFixture.data;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.provider.MappingFixture.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of the events of Cohere's chat (cohere-python, v2/types). Quotes are single ones here. */
class CohereMappingTests {

    private static final String START = "{'type':'message-start','id':'m-1','delta':{'message':{'role':'assistant',"
            + "'content':[],'tool_plan':'','tool_calls':[],'citations':[]}}}";

    private final MappingFixture cohere = new MappingFixture(ProviderType.COHERE);

    private Outcome play(String... documents) {
        return cohere.play(data(documents).replace('\'', '"') + data("[DONE]"));
    }

    private static String text(String text) {
        return "{'type':'content-delta','index':0,'delta':{'message':{'content':{'text':'" + text + "'}}}}";
    }

    private static String finish(String reason) {
        return "{'type':'message-end','delta':{'finish_reason':'" + reason + "'}}";
    }

    @Test
    void readsThoughtsAndText() {
        ChatResponse answer = play(
                        START,
                        "{'type':'content-start','index':0,'delta':{'message':{'content':{'type':'thinking','thinking':''}}}}",
                        "{'type':'content-delta','index':0,'delta':{'message':{'content':{'thinking':'Hm'}}}}",
                        "{'type':'content-end','index':0}",
                        "{'type':'content-start','index':1,'delta':{'message':{'content':{'type':'text','text':''}}}}",
                        text("Good "),
                        text("day"),
                        "{'type':'content-end','index':1}",
                        "{'type':'message-end','delta':{'finish_reason':'COMPLETE','usage':{'billed_units':{'input_tokens':1,"
                                + "'output_tokens':1},'cached_tokens':8,'tokens':{'input_tokens':12,'output_tokens':9,'reasoning_tokens':4}}}}")
                .answer();
        assertThat(answer.id()).isEqualTo("m-1");
        assertThat(answer.reasoning()).isEqualTo("Hm");
        assertThat(answer.content()).isEqualTo("Good day");
        assertThat(answer.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(answer.usage()).isEqualTo(new Usage(12, 9, 8, null, 4));
    }

    @Test
    void readsThePlanAsReasoningAndCallsInPieces() {
        ChatResponse answer = play(
                        START,
                        "{'type':'tool-plan-delta','delta':{'message':{'tool_plan':'I will'}}}",
                        "{'type':'tool-plan-delta','delta':{'message':{'tool_plan':' look.'}}}",
                        "{'type':'tool-call-start','index':0,'delta':{'message':{'tool_calls':{'id':'w_1','type':'function',"
                                + "'function':{'name':'weather','arguments':''}}}}}",
                        "{'type':'tool-call-delta','index':0,'delta':{'message':{'tool_calls':{'function':{'arguments':'{'}}}}}",
                        "{'type':'tool-call-delta','index':0,'delta':{'message':{'tool_calls':{'function':{'arguments':'}'}}}}}",
                        "{'type':'tool-call-end','index':0}",
                        "{'type':'tool-call-start','index':1,'delta':{'message':{'tool_calls':{'id':'t_1','type':'function',"
                                + "'function':{'name':'time','arguments':''}}}}}",
                        "{'type':'tool-call-end','index':1}",
                        finish("TOOL_CALL"))
                .answer();
        assertThat(answer.reasoning()).isEqualTo("I will look.");
        assertThat(answer.toolCalls())
                .containsExactly(new ToolCall("w_1", "weather", "{}"), new ToolCall("t_1", "time", "{}"));
        assertThat(answer.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(answer.providerState()).isEmpty();
    }

    @Test
    void tellsEachSourceOnce() {
        String citation =
                "{'type':'citation-start','index':0,'delta':{'message':{'citations':{'start':0,'end':1,'text':'a',"
                        + "'sources':[{'type':'tool','id':'w_1:0','tool_output':{'content':'hot'}},{'type':'document','id':'d-1',"
                        + "'document':{'id':'d-1','title':'Notes','text':'..'}},{'type':'document','id':'d-2',"
                        + "'document':{'url':'https://a.example','title':'A'}}]}}}}";
        assertThat(play(START, text("a"), citation, citation, "{'type':'citation-end','index':0}", finish("COMPLETE"))
                        .events()
                        .stream()
                        .filter(StreamEvent.Source.class::isInstance))
                .isEqualTo(List.of(
                        StreamEvent.Source.document("w_1:0", null),
                        StreamEvent.Source.document("d-1", "Notes"),
                        StreamEvent.Source.url("https://a.example", "A")));
    }

    @ParameterizedTest
    @CsvSource({"COMPLETE, STOP", "STOP_SEQUENCE, STOP", "MAX_TOKENS, LENGTH", "TOOL_CALL, TOOL_CALLS"})
    void tellsWhyTheModelStopped(String theirs, FinishReason ours) {
        assertThat(play(START, text("a"), finish(theirs)).answer().finishReason())
                .isEqualTo(ours);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ERROR", "TIMEOUT"})
    void isAnErrorWhereTheAnswerBrokeOff(String reason) {
        AiException error = play(START, text("a"), finish(reason)).failure();
        assertThat(error.code()).isEqualTo(ErrorCode.PROVIDER_ERROR);
        assertThat(error.providerMessage()).contains(reason);
    }

    @Test
    void isTruncatedWithoutAFinishReason() {
        assertThat(cohere.play(data(START.replace('\'', '"'), text("a").replace('\'', '"')))
                        .code())
                .isEqualTo(ErrorCode.TRUNCATED);
    }

    @Test
    void readsAnAnswerInOnePiece() {
        ChatResponse answer = cohere.play(
                        "{'id':'m-1','finish_reason':'TOOL_CALL','message':{'role':'assistant','tool_plan':'Hm',"
                                .concat(
                                        "'content':[{'type':'text','text':'a'}],'tool_calls':[{'id':'t_1','type':'function','function':")
                                .concat(
                                        "{'name':'time','arguments':'{}'}}]},'usage':{'tokens':{'input_tokens':1,'output_tokens':2}}}")
                                .replace('\'', '"'))
                .answer();
        assertThat(answer.content()).isEqualTo("a");
        assertThat(answer.reasoning()).isEqualTo("Hm");
        assertThat(answer.toolCalls()).containsExactly(new ToolCall("t_1", "time", "{}"));
        assertThat(answer.usage()).isEqualTo(new Usage(1, 2, null, null, null));
    }

    @Test
    void skipsEventsThatItDoesNotKnow() {
        assertThat(play(START, "{'type':'debug','prompt':'x'}", text("a"), finish("COMPLETE"))
                        .answer()
                        .content())
                .isEqualTo("a");
    }

    @ParameterizedTest
    @CsvSource({
        "'too many tokens: size limit exceeded by 5 tokens', CONTEXT_LENGTH_EXCEEDED",
        "'no api key supplied', AUTHENTICATION"
    })
    void knowsErrorsByTheirWords(String message, ErrorCode code) {
        ProviderError error = new ProviderError();
        error.message = message;
        assertThat(ErrorClassifier.classify(400, error).code()).isEqualTo(code);
    }
}
