package dev.aistreaming.format;

import static dev.aistreaming.format.Encoded.CALL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.chat.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What OpenAI's SDKs get that want no stream. */
class OpenAiCompletionTests {

    private static final OpenAiFormat ALL = new OpenAiFormat(Disclosure.ALL);
    private static final String HEAD = "{\"id\":\"chatcmpl-" + Encoded.ID
            + "\",\"object\":\"chat.completion\",\"created\":7,\"model\":\"m-1\",\"choices\":[{\"index\":0,\"message\":"
            + "{\"role\":\"assistant\",\"content\":";

    private static String written(OpenAiFormat format, ChatResponse response) {
        return format.completion(response, new StreamInfo(Encoded.ID, null, Instant.ofEpochSecond(7), Map.of()));
    }

    private static ChatResponse response(String text, String reasoning, Usage usage, ToolCall... calls) {
        FinishReason reason = calls.length == 0 ? FinishReason.STOP : FinishReason.TOOL_CALLS;
        return new ChatResponse("id-1", "local", "m-1", text, reasoning, List.of(calls), reason, usage);
    }

    @Test
    void anAnswerComesInOnePiece() {
        assertThat(written(ALL, response("Hi\n", "hm", new Usage(3, 4, null, null, null))))
                .isEqualTo(HEAD + "\"Hi\\n\",\"reasoning_content\":\"hm\"},\"finish_reason\":\"stop\"}],"
                        + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4,\"total_tokens\":7}}");
    }

    @Test
    void callsStandInThePlaceOfAText() {
        assertThat(written(ALL, response("", "", Usage.UNKNOWN, CALL, new ToolCall("", "clock", ""))))
                .isEqualTo(HEAD + "null,\"tool_calls\":["
                        + "{\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"weather\",\"arguments\":\"{\\\"city\\\":\\\"Rome\\\"}\"}},"
                        + "{\"id\":\"call-1\",\"type\":\"function\",\"function\":{\"name\":\"clock\",\"arguments\":\"{}\"}}]},"
                        + "\"finish_reason\":\"tool_calls\"}]}");
    }

    @Test
    void whatIsKeptBackIsKeptBackHereToo() {
        assertThat(written(new OpenAiFormat(Disclosure.NONE), response("", "hm", Usage.UNKNOWN, CALL)))
                .isEqualTo(HEAD + "\"\"},\"finish_reason\":\"tool_calls\"}]}");
    }

    @Test
    void theModelIsTheOneThatTheClientHasNamed() {
        StreamInfo stream = new StreamInfo(Encoded.ID, "groq/llama", Instant.ofEpochSecond(7), Map.of());
        assertThat(ALL.completion(response("Hi", "", Usage.UNKNOWN), stream)).contains("\"model\":\"groq/llama\"");
    }

    @Test
    void anErrorIsAnObject() {
        assertThat(ALL.error(AiException.invalidRequest("messages must not be empty")))
                .isEqualTo("{\"error\":{\"message\":\"messages must not be empty\",\"type\":\"invalid_request_error\","
                        + "\"param\":null,\"code\":\"invalid_request\"}}");
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_REQUEST,400",
        "CONTEXT_LENGTH_EXCEEDED,400",
        "CONTENT_FILTERED,400",
        "MODEL_NOT_FOUND,404",
        "RATE_LIMITED,429",
        "QUOTA_EXCEEDED,429",
        "BUSY,429"
    })
    void whatTheClientCanDoSomethingAboutIsItsOwn(ErrorCode code, int status) {
        assertThat(OpenAiFormat.status(code)).isEqualTo(status);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {
                "INVALID_REQUEST",
                "CONTEXT_LENGTH_EXCEEDED",
                "CONTENT_FILTERED",
                "MODEL_NOT_FOUND",
                "RATE_LIMITED",
                "QUOTA_EXCEEDED",
                "BUSY",
                "STREAM_EXPIRED"
            })
    void allElseIsTheServers(ErrorCode code) {
        assertThat(OpenAiFormat.status(code)).isBetween(500, 599);
    }
}
