package dev.aistreaming.provider;

import static dev.aistreaming.provider.MappingFixture.data;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.provider.MappingFixture.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No answer that was cut passes for whole, no error for an answer, and no whole answer for a broken one. */
class HonestEndingsTests {

    private static final String TEXT = "{\"choices\":[{\"delta\":{\"content\":\"Half\"}}]}";
    private static final String STOP = "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}";
    private static final String DONE = "[DONE]";

    private final MappingFixture openAi = new MappingFixture(ProviderType.OPENAI);
    private final MappingFixture anthropic = new MappingFixture(ProviderType.ANTHROPIC);

    private Outcome finished(String reason) {
        return openAi.play(data(TEXT, "{\"choices\":[{\"delta\":{},\"finish_reason\":" + reason + "}]}", DONE));
    }

    private Outcome anthropicFinished(String reason) {
        return anthropic.play(data(
                "{\"type\":\"content_block_start\",\"content_block\":{\"type\":\"text\",\"text\":\"Half\"}}",
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":" + reason + "}}",
                "{\"type\":\"message_stop\"}"));
    }

    // ---- finish reasons

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"abort\"",
                "\"error\"",
                "\"network_error\"",
                "\"cancelled\"",
                "\"canceled\"",
                "\"timeout\"",
                "\"server_error\"",
                "\"ERROR\"",
                "\"insufficient_system_resource\"",
                "{\"type\":\"error\"}",
                "{}"
            })
    void isAnErrorWhereTheFinishReasonTellsThatItBrokeOff(String reason) {
        for (Outcome outcome : new Outcome[] {finished(reason), anthropicFinished(reason)}) {
            assertThat(outcome.content()).isEqualTo("Half");
            assertThat(outcome.code()).isEqualTo(ErrorCode.PROVIDER_ERROR);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "content_filter",
                "content_filtered",
                "content-filter",
                "sensitive",
                "SAFETY",
                "RECITATION",
                "PROHIBITED_CONTENT",
                "guardrail_intervened",
                "refusal"
            })
    void knowsTheWordsForAFilter(String reason) {
        assertThat(finished('"' + reason + '"').answer().finishReason()).isEqualTo(FinishReason.CONTENT_FILTER);
        assertThat(anthropicFinished('"' + reason + '"').answer().finishReason())
                .isEqualTo(FinishReason.CONTENT_FILTER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\"null\"", "7", "false", "[]"})
    void takesAFinishReasonThatNamesNoneForNone(String reason) {
        assertThat(openAi.play(data(TEXT, "{\"choices\":[{\"delta\":{},\"finish_reason\":" + reason + "}]}"))
                        .code())
                .isEqualTo(ErrorCode.TRUNCATED);
    }

    // ---- errors that do not say so in "error"

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":null,\"error_type\":\"BadRequestError\",\"error_code\":400,\"error_message\":\"broken\"}",
                "{\"error_message\":\"broken\"}",
                "{\"errors\":[{\"message\":\"broken\"}]}",
                "{\"errors\":[\"broken\"],\"choices\":[]}",
                "{\"code\":1001,\"msg\":\"broken\"}",
                "{\"code\":\"Throttled\",\"message\":\"broken\"}",
                "{\"code\":-1,\"message\":\"broken\",\"data\":null}",
                "{\"base_resp\":{\"status_code\":1004,\"status_msg\":\"broken\"},\"choices\":[]}",
                "{\"detail\":\"broken\"}",
                "{\"detail\":[{\"loc\":[\"body\"],\"msg\":\"broken\"}]}",
                "{\"message\":\"broken\",\"status\":500}",
                "{\"message\":\"broken\",\"status\":\"error\"}",
                "{\"success\":false,\"message\":\"broken\"}",
                "{\"message\":\"broken\"}",
                "{\"object\":\"error\",\"message\":\"broken\"}",
                "{\"type\":\"error\",\"message\":\"broken\"}",
                "{\"choices\":[{\"index\":0,\"error\":{\"message\":\"broken\"},\"delta\":{}}]}",
                "{\"choices\":[{\"index\":0,\"delta\":{\"error\":\"broken\"}}]}"
            })
    void isAnErrorHoweverADocumentSaysIt(String document) {
        for (String before : new String[] {"", data(TEXT)}) {
            Outcome outcome = openAi.play(before + data(document, DONE));
            assertThat(outcome.content()).isEqualTo(before.isEmpty() ? "" : "Half");
            assertThat(outcome.failure().providerMessage()).contains("broken");
            assertThat(openAi.play(before + data(document)).failure().providerMessage())
                    .contains("broken");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"detail\":\"broken\"}",
                "{\"message\":\"broken\",\"status\":503}",
                "{\"code\":1001,\"msg\":\"broken\"}",
                "{\"errors\":[{\"message\":\"broken\"}]}"
            })
    void isAnErrorOfAnthropicHoweverADocumentSaysIt(String document) {
        assertThat(anthropic.play(data(document)).failure().providerMessage()).contains("broken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "[]", "0", "false", "\"\"", "{\"message\":null,\"code\":0}", "[null]"})
    void isNoErrorWhereTheErrorSaysNothing(String error) {
        assertThat(openAi.play(data("{\"error\":" + error + ",\"choices\":[{\"delta\":{\"content\":\"a\"}}]}", STOP))
                        .answer()
                        .content())
                .isEqualTo("a");
        assertThat(openAi.play(data(TEXT, "{\"error\":" + error + "}", STOP, DONE))
                        .answer()
                        .content())
                .isEqualTo("Half");
    }

    @Test
    void isNoErrorWhereABaseResponseIsGood() {
        assertThat(openAi.play(data(
                                "{\"base_resp\":{\"status_code\":0,\"status_msg\":\"\"},\"choices\":[{\"delta\":{\"content\":\"a\"},"
                                        + "\"finish_reason\":\"stop\"}]}"))
                        .answer()
                        .content())
                .isEqualTo("a");
    }

    @Test
    void reportsAComplaintThatNothingFollowed() {
        AiException error =
                openAi.play(data(TEXT, "{\"message\":\"worker lost\"}", DONE)).failure();
        assertThat(error.code()).isEqualTo(ErrorCode.PROVIDER_ERROR);
        assertThat(error.providerMessage()).isEqualTo("worker lost");
    }

    // ---- nothing at all

    @Test
    void isMalformedWhereATerminatorIsAllThatComes() {
        assertThat(openAi.play(data(DONE)).code()).isEqualTo(ErrorCode.MALFORMED_RESPONSE);
        assertThat(openAi.play(data("{\"id\":\"c\",\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}", DONE))
                        .code())
                .isEqualTo(ErrorCode.MALFORMED_RESPONSE);
        assertThat(anthropic.play(data("{\"type\":\"message_stop\"}")).code()).isEqualTo(ErrorCode.MALFORMED_RESPONSE);
    }

    private static final String OPENAI_STREAM = data(TEXT, STOP, DONE);
    private static final String ANTHROPIC_STREAM = data(
            "{\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"usage\":{\"input_tokens\":1}}}",
            "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"a\"}}",
            "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":1}}",
            "{\"type\":\"message_stop\"}");
    private static final String GEMINI_STREAM = data(
            "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]},\"finishReason\":\"STOP\"}],\"usageMetadata\":{}}");
    private static final String RESPONSES_STREAM = data(
            "{\"type\":\"response.created\",\"response\":{\"id\":\"r\"}}",
            "{\"type\":\"response.output_text.delta\",\"delta\":\"a\"}",
            "{\"type\":\"response.completed\",\"response\":{\"usage\":{\"input_tokens\":1}}}");
    private static final String OLLAMA_STREAM =
            "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"a\"},\"done\":false}\n{\"done\":true}\n";
    private static final String COHERE_STREAM = data(
            "{\"type\":\"message-start\",\"id\":\"c\"}",
            "{\"type\":\"content-delta\",\"index\":0,\"delta\":{\"message\":{\"content\":{\"text\":\"a\"}}}}",
            "{\"type\":\"message-end\",\"delta\":{\"finish_reason\":\"COMPLETE\"}}",
            DONE);

    @ParameterizedTest
    @EnumSource(
            value = ProviderType.class,
            names = {"OLLAMA", "BEDROCK"},
            mode = EnumSource.Mode.EXCLUDE)
    void asksWhetherTheTypeIsRightWhereAStreamOfAnotherProtocolComes(ProviderType type) {
        String own = switch (type) {
            case ANTHROPIC -> ANTHROPIC_STREAM;
            case OPENAI_RESPONSES -> RESPONSES_STREAM;
            case GEMINI -> GEMINI_STREAM;
            case COHERE -> COHERE_STREAM;
            default -> OPENAI_STREAM;
        };
        for (String stream : new String[] {
            OPENAI_STREAM, ANTHROPIC_STREAM, GEMINI_STREAM, RESPONSES_STREAM, OLLAMA_STREAM, COHERE_STREAM
        }) {
            if (!stream.equals(own)) {
                AiException error = new MappingFixture(type).play(stream).failure();
                assertThat(error.code()).as(stream).isEqualTo(ErrorCode.MALFORMED_RESPONSE);
                assertThat(error.providerMessage()).contains("type right?");
            }
        }
    }

    @Test
    void doesNotTakeDoneForTheEndOfAnAnswerOfAnthropic() {
        assertThat(anthropic
                        .play(data(
                                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"a\"}}",
                                DONE))
                        .code())
                .isEqualTo(ErrorCode.TRUNCATED);
    }

    // ---- a message that repeats what was streamed

    @Test
    void takesOfARepeatedMessageOnlyWhatWasNotStreamed() {
        String message =
                "{\"object\":\"chat.completion\",\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":"
                        + "\"Half and half\",\"reasoning\":\"hm\",\"tool_calls\":[{\"id\":\"t\",\"function\":{\"name\":\"f\","
                        + "\"arguments\":\"{}\"}},{\"id\":\"u\",\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}]}}]}";
        String call =
                "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"t\",\"function\":{\"name\":\"f\","
                        + "\"arguments\":\"{}\"}}]}}]}";
        Outcome outcome = openAi.play(data(TEXT, call, message, DONE));
        assertThat(outcome.answer().content()).isEqualTo("Half and half");
        assertThat(outcome.answer().reasoning()).isEqualTo("hm");
        assertThat(outcome.answer().toolCalls())
                .containsExactly(new ToolCall("t", "f", "{}"), new ToolCall("u", "g", "{}"));
        assertThat(openAi.play(data(TEXT, message.replace("Half and half", " Half "), DONE))
                        .answer()
                        .content())
                .isEqualTo("Half");
    }

    @Test
    void readsPiecesThatComeAsMessages() {
        assertThat(openAi.play(data(
                                "{\"choices\":[{\"message\":{\"content\":\"one\"}}]}",
                                "{\"choices\":[{\"message\":{\"content\":\" two\"}}]}",
                                STOP))
                        .answer()
                        .content())
                .isEqualTo("one two");
    }

    @Test
    void takesOfARepeatedMessageOfAnthropicOnlyWhatWasNotStreamed() {
        assertThat(anthropic
                        .play(data(
                                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"Half\"}}",
                                "{\"type\":\"message\",\"content\":[{\"type\":\"text\",\"text\":\"Half and half\"}],"
                                        + "\"stop_reason\":\"end_turn\"}"))
                        .answer()
                        .content())
                .isEqualTo("Half and half");
    }
}
