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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of Gemini's events (python-genai, types.py). Quotes are single ones here. */
class GeminiMappingTests {

    private static final String STOP = "{'candidates':[{'content':{'parts':[{'text':''}]},'finishReason':'STOP'}]}";

    private final MappingFixture gemini = new MappingFixture(ProviderType.GEMINI);

    /** As Google frames them. */
    private static String events(String... documents) {
        return data(documents).replace('\'', '"').replace("\n", "\r\n");
    }

    private static String parts(String parts) {
        return "{'candidates':[{'content':{'parts':[" + parts + "],'role':'model'},'index':0}]}";
    }

    private static String finish(String reason) {
        return "{'candidates':[{'finishReason':'" + reason + "'}]}";
    }

    private Outcome play(String... documents) {
        return gemini.play(events(documents));
    }

    @Test
    void readsAnAnswerWhoseEndIsAFinishReasonAndTheEndOfTheBody() {
        ChatResponse answer = play(
                        "{'candidates':[{'content':{'parts':[{'text':'Good '}]}}],'responseId':'r-1','modelVersion':'gemini-x'}",
                        "{'candidates':[{'content':{'parts':[{'text':'day'}]},'finishReason':'STOP'}],'responseId':'r-2',"
                                + "'usageMetadata':{'promptTokenCount':5,'candidatesTokenCount':2,'totalTokenCount':7}}")
                .answer();
        assertThat(answer.content()).isEqualTo("Good day");
        assertThat(answer.id()).isEqualTo("r-1");
        assertThat(answer.model()).isEqualTo("gemini-x");
        assertThat(answer.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(answer.usage()).isEqualTo(new Usage(5, 2, null, null, null));
        assertThat(answer.providerState()).isEmpty();
    }

    @Test
    void isTruncatedWithoutAFinishReason() {
        assertThat(play(parts("{'text':'a'}")).code()).isEqualTo(ErrorCode.TRUNCATED);
    }

    @Test
    void keepsThoughtsApart() {
        Outcome outcome = play(parts("{'text':'Hm.','thought':true},{'text':'Yes'}"), parts("{'text':'!'}"), STOP);
        assertThat(outcome.reasoning()).isEqualTo("Hm.");
        assertThat(outcome.content()).isEqualTo("Yes!");
    }

    @Test
    void goesOnAfterAFinishReason() {
        assertThat(play(parts("{'text':'a'}"), finish("STOP"), parts("{'text':'b'}"), finish("STOP"))
                        .answer()
                        .content())
                .isEqualTo("ab");
    }

    @Test
    void takesAFinishReasonBesideCodeThatIsStillToBeRunForNoEnd() {
        String code = parts("{'executableCode':{'code':'print(1)','language':'PYTHON'}}")
                .replace("'index':0", "'finishReason':'STOP','index':0");
        String result = parts("{'codeExecutionResult':{'outcome':'OUTCOME_OK','output':'1\\\\n'}}");
        ChatResponse answer = play(parts("{'text':'I count.'}"), code, result, parts("{'text':' 1'}"), STOP)
                .answer();
        assertThat(answer.content()).isEqualTo("I count. 1");
        assertThat(gemini.playAndBreak(events(parts("{'text':'I count.'}"), code))
                        .code())
                .isEqualTo(ErrorCode.NETWORK);
        // the body ends, and nothing more comes: the reason was the last
        assertThat(play(code, result).answer().finishReason()).isEqualTo(FinishReason.STOP);
    }

    // ---- calls

    @Test
    void readsCallsThatComeWholeAndWithoutIds() {
        ChatResponse answer = play(
                        parts("{'functionCall':{'name':'time','args':{}}},{'functionCall':{'name':'time','args':{}}}"),
                        parts("{'functionCall':{'name':'add','args':{'a':1.50,'b':{'c':[]}},'id':'x1'}}"),
                        STOP)
                .answer();
        assertThat(answer.toolCalls())
                .containsExactly(
                        new ToolCall("", "time", "{}"),
                        new ToolCall("", "time", "{}"),
                        new ToolCall("x1", "add", "{\"a\":1.50,\"b\":{\"c\":[]}}"));
        assertThat(answer.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    }

    @Test
    void readsACallWithoutArguments() {
        assertThat(play(parts("{'functionCall':{'name':'time'}}"), STOP)
                        .answer()
                        .toolCalls())
                .containsExactly(new ToolCall("", "time", "{}"));
    }

    // ---- finish reasons

    @ParameterizedTest
    @CsvSource({
        "STOP, STOP",
        "MAX_TOKENS, LENGTH",
        "SAFETY, CONTENT_FILTER",
        "RECITATION, CONTENT_FILTER",
        "BLOCKLIST, CONTENT_FILTER",
        "PROHIBITED_CONTENT, CONTENT_FILTER",
        "SPII, CONTENT_FILTER",
        "IMAGE_SAFETY, CONTENT_FILTER",
        "LANGUAGE, OTHER",
        "OTHER, OTHER",
        "SOMETHING_NEW, OTHER"
    })
    void tellsWhyTheModelStopped(String theirs, FinishReason ours) {
        assertThat(play(parts("{'text':'a'}"), finish(theirs)).answer().finishReason())
                .isEqualTo(ours);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "MISSING_THOUGHT_SIGNATURE"})
    void isAnErrorToBeTriedAgainWhereTheModelCouldNotCall(String reason) {
        AiException error = play(finish(reason)).failure();
        assertThat(error.code()).isEqualTo(ErrorCode.PROVIDER_ERROR);
        assertThat(error.retryable()).isTrue();
        assertThat(error.providerMessage()).contains(reason);
    }

    @Test
    void tellsWhatGoogleSaysOfACallThatIsNone() {
        assertThat(
                        play("{'candidates':[{'finishReason':'MALFORMED_FUNCTION_CALL','finishMessage':'no such call: f('}]}")
                                .failure()
                                .providerMessage())
                .isEqualTo("no such call: f(");
    }

    @Test
    void refusesAPromptThatWasBlocked() {
        AiException error = play("{'promptFeedback':{'blockReason':'SAFETY','safetyRatings':[]},"
                        + "'usageMetadata':{'promptTokenCount':5}}")
                .failure();
        assertThat(error.code()).isEqualTo(ErrorCode.CONTENT_FILTERED);
        assertThat(error.retryable()).isFalse();
        assertThat(error.providerMessage()).contains("SAFETY");
    }

    @Test
    void takesFeedbackWithoutABlockForNone() {
        assertThat(play("{'promptFeedback':{'safetyRatings':[]}}", parts("{'text':'a'}"), STOP)
                        .answer()
                        .content())
                .isEqualTo("a");
    }

    // ---- usage

    @Test
    void addsThoughtsToTheOutputAndKeepsWhatTheLastEventLeavesOut() {
        assertThat(play(
                                "{'candidates':[{'content':{'parts':[{'text':'a'}]}}],'usageMetadata':{'promptTokenCount':9,"
                                        + "'candidatesTokenCount':21,'thoughtsTokenCount':35}}",
                                "{'candidates':[{'finishReason':'STOP'}],'usageMetadata':{'promptTokenCount':87,"
                                        + "'thoughtsTokenCount':78,'cachedContentTokenCount':50,'totalTokenCount':165}}")
                        .answer()
                        .usage())
                .isEqualTo(new Usage(87, 99, 50, null, 78));
    }

    @Test
    void tellsUsageOfAnAnswerThatBreaksOff() {
        AiException error = gemini.playAndBreak(
                        events(
                                "{'candidates':[{'content':{'parts':[{'text':'a'}]}}],'usageMetadata':{'promptTokenCount':9,'candidatesTokenCount':1}}"))
                .failure();
        assertThat(error.code()).isEqualTo(ErrorCode.NETWORK);
    }

    // ---- sources and other candidates

    @Test
    void tellsEachSourceOnce() {
        String grounding = "{'candidates':[{'content':{'parts':[{'text':'a'}]},'groundingMetadata':{'groundingChunks':["
                + "{'web':{'uri':'https://a.example','title':'A'}},{'web':{'uri':'https://b.example'}},"
                + "{'retrievedContext':{'title':'notes.pdf','text':'..'}}],'webSearchQueries':['q']}}]}";
        assertThat(play(grounding, grounding, STOP).events().stream().filter(StreamEvent.Source.class::isInstance))
                .isEqualTo(List.of(
                        StreamEvent.Source.url("https://a.example", "A"),
                        StreamEvent.Source.url("https://b.example", null),
                        StreamEvent.Source.document("notes.pdf", "notes.pdf")));
    }

    @Test
    void takesOneOfSeveralCandidates() {
        assertThat(play(
                                "{'candidates':[{'index':1,'content':{'parts':[{'text':'x'},{'functionCall':{'name':'f'}}]},'finishReason':'MAX_TOKENS'},"
                                        + "{'index':0,'content':{'parts':[{'text':'a'}]}}]}",
                                "{'candidates':[{'content':{'parts':[{'text':'y'}]},'index':1}]}",
                                STOP)
                        .answer()
                        .content())
                .isEqualTo("a");
    }

    @Test
    void readsContentWithoutPartsAndPartsThatItDoesNotKnow() {
        assertThat(play(
                                "{'candidates':[{'content':{'role':'model'}}]}",
                                "{'candidates':[{}]}",
                                "{'usageMetadata':{'promptTokenCount':1}}",
                                parts(
                                        "{'inlineData':{'mimeType':'image/png','data':'AQID'}},{'futurePart':{'text':'x'}},{'text':'a'}"),
                                STOP)
                        .answer()
                        .content())
                .isEqualTo("a");
    }

    // ---- errors

    @ParameterizedTest
    @CsvSource({
        "400, INVALID_ARGUMENT, API key not valid. Please pass a valid API key., AUTHENTICATION",
        "403, PERMISSION_DENIED, Method does not allow unregistered callers, PERMISSION_DENIED",
        "404, NOT_FOUND, models/gemini-x is not found for API version v1beta, MODEL_NOT_FOUND",
        "400, INVALID_ARGUMENT, The input token count (12) exceeds the maximum number of tokens allowed (10)., CONTEXT_LENGTH_EXCEEDED",
        "429, RESOURCE_EXHAUSTED, Resource has been exhausted, RATE_LIMITED",
        "503, UNAVAILABLE, The model is overloaded, OVERLOADED",
        "500, INTERNAL, An internal error has occurred, PROVIDER_ERROR"
    })
    void knowsItsErrors(int code, String status, String message, ErrorCode ours) {
        String error = "{'error':{'code':" + code + ",'message':'" + message + "','status':'" + status + "'}}";
        assertThat(play(parts("{'text':'a'}"), error).code()).isEqualTo(ours);
        assertThat(gemini.play(("[" + error + "]").replace('\'', '"')).code()).isEqualTo(ours);
        // in the middle of the stream, without data:
        assertThat(gemini.play(events(parts("{'text':'a'}"))
                                + error.replace('\'', '"').replace(",", ",\n\n"))
                        .code())
                .isEqualTo(ours);
    }

    @ParameterizedTest
    @CsvSource({"48s, 48", "1.5s, 2", "0s, 0"})
    void waitsAsLongAsTheBodyOfAnErrorSays(String delay, long seconds) {
        byte[] error =
                ("{\"error\":{\"code\":429,\"message\":\"slow down\",\"status\":\"RESOURCE_EXHAUSTED\",\"details\":["
                                + "{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"" + delay
                                + "\"}]}}")
                        .getBytes(StandardCharsets.UTF_8);
        assertThat(ProviderError.read(error, 0, error.length).retryAfter).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(gemini.play(error).failure().retryAfter()).isEqualTo(Duration.ofSeconds(seconds));
    }
}
