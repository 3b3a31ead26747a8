package dev.aistreaming.provider;

import static dev.aistreaming.provider.MappingFixture.data;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.provider.MappingFixture.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of another JSON type than the protocol has: what can only mean text is text, and nothing vanishes. */
class LooseFieldsTests {

    private static final String STOP = "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}";

    private final MappingFixture openAi = new MappingFixture(ProviderType.OPENAI);
    private final MappingFixture anthropic = new MappingFixture(ProviderType.ANTHROPIC);

    private Outcome openAi(String delta) {
        return openAi.play(data("{\"choices\":[{\"delta\":" + delta + "}]}", STOP, "[DONE]"));
    }

    private Outcome anthropic(String delta) {
        return anthropic.play(data(
                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\"}}",
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":" + delta + "}",
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}",
                "{\"type\":\"message_stop\"}"));
    }

    static List<String[]> looseTexts() {
        return List.of(
                new String[] {"0.005", "0.005"},
                new String[] {"6", "6"},
                new String[] {"1e3", "1e3"},
                new String[] {"-1.50", "-1.50"},
                new String[] {"true", "true"},
                new String[] {"[\"a\",\"b\"]", "ab"},
                new String[] {"[\"a\",[1,[\"b\"]]]", "a1b"},
                new String[] {"{\"text\":\"a\"}", "a"},
                new String[] {"{\"type\":\"text\",\"text\":{\"value\":\"a\"}}", "a"},
                new String[] {"[{\"type\":\"text\",\"text\":\"a\"},{\"text\":\"b\"}]", "ab"});
    }

    @ParameterizedTest
    @MethodSource("looseTexts")
    void readsWhatCanOnlyMeanText(String value, String text) {
        assertThat(openAi("{\"content\":" + value + "}").answer().content()).isEqualTo(text);
        assertThat(openAi("{\"refusal\":" + value + "}").answer().content()).isEqualTo(text);
        assertThat(openAi("{\"reasoning\":" + value + "}").answer().reasoning()).isEqualTo(text);
        assertThat(openAi("{\"reasoning_content\":" + value + "}").answer().reasoning())
                .isEqualTo(text);
        assertThat(anthropic("{\"type\":\"text_delta\",\"text\":" + value + "}")
                        .answer()
                        .content())
                .isEqualTo(text);
        assertThat(anthropic("{\"type\":\"thinking_delta\",\"thinking\":" + value + "}")
                        .answer()
                        .reasoning())
                .isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "5; 5",
                "[\"{\\\"a\\\":\",\"1}\"]; {\"a\":1}",
                "{\"a\":[1,{\"b\":null}]}; {\"a\":[1,{\"b\":null}]}",
                "{}; {}",
                "[]; {}",
                "null; {}"
            })
    void readsArgumentsThatAreNoString(String value, String arguments) {
        assertThat(openAi("{\"tool_calls\":[{\"id\":\"t\",\"function\":{\"name\":\"f\",\"arguments\":" + value + "}}]}")
                        .answer()
                        .toolCalls())
                .containsExactly(new ToolCall("t", "f", arguments));
        assertThat(anthropic("{\"type\":\"input_json_delta\",\"partial_json\":" + value + "}")
                        .answer()
                        .toolCalls())
                .containsExactly(new ToolCall("t", "f", arguments));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"words\":\"a\"}", "[\"a\",{\"words\":1}]"})
    void isMalformedWhereAnObjectHasNoText(String value) {
        assertThat(openAi("{\"content\":" + value + "}").code()).isEqualTo(ErrorCode.MALFORMED_RESPONSE);
        assertThat(openAi("{\"reasoning\":" + value + "}").code()).isEqualTo(ErrorCode.MALFORMED_RESPONSE);
        assertThat(anthropic("{\"type\":\"text_delta\",\"text\":" + value + "}").code())
                .isEqualTo(ErrorCode.MALFORMED_RESPONSE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "[]", "{}", "[null,\"\"]"})
    void findsNothingWhereAValueSaysNothing(String value) {
        assertThat(openAi("{\"content\":" + value + ",\"reasoning\":" + value + "}")
                        .answer()
                        .content())
                .isEmpty();
        assertThat(anthropic("{\"type\":\"text_delta\",\"text\":" + value + "}")
                        .answer()
                        .content())
                .isEmpty();
    }

    @Test
    void takesARefusalThatIsFalseForNone() {
        Outcome outcome = openAi("{\"content\":\"a\",\"refusal\":false}");
        assertThat(outcome.answer().content()).isEqualTo("a");
        assertThat(outcome.answer().finishReason()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void tellsTextFromReasoningAmongPartsOfContent() {
        Outcome outcome = openAi("{\"content\":[{\"text\":\"hm\",\"type\":\"reasoning\"},"
                + "{\"type\":\"reasoning\",\"summary\":[{\"type\":\"summary_text\",\"text\":\" so\"}]},"
                + "{\"type\":\"thinking\",\"thinking\":\"!\"},"
                + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"no\"}},{\"type\":\"invented_later\",\"text\":\"no\"},"
                + "{\"type\":\"text\",\"text\":\"yes\"}]}");
        assertThat(outcome.answer().content()).isEqualTo("yes");
        assertThat(outcome.answer().reasoning()).isEqualTo("hm so!");
    }

    @Test
    void readsACallOfAFunctionFromBeforeThereWereTools() {
        Outcome outcome = openAi.play(data(
                "{\"choices\":[{\"delta\":{\"function_call\":{\"name\":\"f\",\"arguments\":\"\"}}}]}",
                "{\"choices\":[{\"delta\":{\"function_call\":{\"arguments\":\"{\\\"a\\\":1}\"}}}]}",
                "{\"choices\":[{\"delta\":{},\"finish_reason\":\"function_call\"}]}"));
        assertThat(outcome.answer().toolCalls()).containsExactly(new ToolCall("", "f", "{\"a\":1}"));
    }

    @Test
    void readsANameAndAnIdInEveryPieceOfACall() {
        StringBuilder stream = new StringBuilder();
        for (String piece : List.of("{\\\"a\\\":", "1", "}")) {
            stream.append(data("{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"t\",\"function\":"
                    + "{\"name\":\"f\",\"arguments\":\"" + piece + "\"}}]}}]}"));
        }
        assertThat(openAi.play(stream + data(STOP)).answer().toolCalls())
                .containsExactly(new ToolCall("t", "f", "{\"a\":1}"));
        assertThat(openAi.play(stream.toString().replace("\"index\":0,\"id\":\"t\",", "") + data(STOP))
                        .answer()
                        .toolCalls())
                .containsExactly(new ToolCall("", "f", "{\"a\":1}"));
    }

    @Test
    void keepsTwoCallsOfOneNumberApartByTheirNames() {
        assertThat(openAi("{\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}},"
                                + "{\"index\":0,\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}]}")
                        .answer()
                        .toolCalls())
                .containsExactly(new ToolCall("", "f", "{}"), new ToolCall("", "g", "{}"));
    }

    // ---- each known field, each JSON type

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "false",
            "7",
            "-1",
            "1.5e3",
            "\"x\"",
            "\"\"",
            "[]",
            "[1,[\"x\"]]",
            "{}",
            "{\"x\":{\"y\":[1]}}");

    private static final String OPENAI_CHUNK =
            "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"error\":null,\"usage\":"
                    + "{\"prompt_tokens\":1,\"completion_tokens\":2,\"total_tokens\":3,\"prompt_tokens_details\":"
                    + "{\"cached_tokens\":1},\"completion_tokens_details\":{\"reasoning_tokens\":1}},\"x_groq\":{\"id\":\"r\","
                    + "\"usage\":null},\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"tool_calls\":[{\"index\":0,"
                    + "\"id\":\"t\",\"type\":\"function\",\"function\":{\"name\":\"f\"}}],\"function_call\":null},"
                    + "\"logprobs\":null}]}";
    private static final String ANTHROPIC_START =
            "{\"type\":\"message_start\",\"message\":{\"id\":\"c\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\","
                    + "\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{\"input_tokens\":1,"
                    + "\"output_tokens\":1,\"cache_read_input_tokens\":1,\"cache_creation_input_tokens\":1}}}";

    private static final List<String> RESPONSES_EVENTS = List.of(
            "{\"type\":\"response.created\",\"sequence_number\":0,\"response\":{\"id\":\"c\",\"object\":\"response\","
                    + "\"status\":\"in_progress\",\"error\":null,\"incomplete_details\":{\"reason\":null},\"model\":\"m\","
                    + "\"output\":[],\"usage\":{\"input_tokens\":1,\"output_tokens\":1,\"total_tokens\":2,"
                    + "\"input_tokens_details\":{\"cached_tokens\":1},\"output_tokens_details\":{\"reasoning_tokens\":1}}}}",
            "{\"type\":\"response.output_item.added\",\"output_index\":3,\"item\":{\"id\":\"f\",\"type\":\"function_call\","
                    + "\"status\":\"in_progress\",\"call_id\":\"t\",\"name\":\"f\"}}",
            "{\"type\":\"response.output_text.annotation.added\",\"output_index\":0,\"content_index\":0,"
                    + "\"annotation\":{\"type\":\"url_citation\",\"url\":\"u\",\"title\":\"t\",\"file_id\":\"f\"}}",
            "{\"type\":\"response.output_item.done\",\"output_index\":2,\"item\":{\"id\":\"r\",\"type\":\"reasoning\","
                    + "\"summary\":[],\"encrypted_content\":\"e\",\"status\":\"completed\"}}");

    /** The document with the value of one field after the other replaced. */
    private static List<String> withOneFieldReplaced(String document, String value) {
        List<String> documents = new ArrayList<>();
        Matcher field = Pattern.compile("\"(\\w+)\":").matcher(document);
        while (field.find()) {
            int end = endOfValue(document, field.end());
            documents.add(document.substring(0, field.end()) + value + document.substring(end));
        }
        return documents;
    }

    private static int endOfValue(String document, int from) {
        int depth = 0;
        boolean inString = false;
        for (int i = from; ; i++) {
            char c = document.charAt(i);
            inString ^= c == '"';
            if (!inString && depth == 0 && (c == ',' || c == '}' || c == ']')) {
                return i;
            }
            depth += inString ? 0 : c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
        }
    }

    /** Whether the value is one that calls the document an error. */
    private static boolean saysError(Outcome outcome) {
        return outcome.error() != null && outcome.code() == ErrorCode.PROVIDER_ERROR;
    }

    @ParameterizedTest
    @MethodSource("values")
    void readsOrSkipsEveryFieldOfEveryTypeWhole(String value) {
        for (String chunk : withOneFieldReplaced(OPENAI_CHUNK, value)) {
            Outcome outcome = openAi.play(data(
                    "{\"choices\":[{\"delta\":{\"content\":\"a\"}}]}",
                    chunk,
                    "{\"choices\":[{\"delta\":{\"content\":\"b\"}}]}",
                    STOP,
                    "[DONE]"));
            if (!saysError(outcome)) {
                assertThat(outcome.answer().content()).as(chunk).isEqualTo("ab");
            }
        }
        for (String start : withOneFieldReplaced(ANTHROPIC_START, value)) {
            Outcome outcome = anthropic.play(data(
                    start,
                    "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"a\"}}",
                    "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"b\"}}",
                    "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}",
                    "{\"type\":\"message_stop\"}"));
            assertThat(outcome.answer().content()).as(start).isEqualTo("ab");
        }
    }

    @ParameterizedTest
    @MethodSource("values")
    void readsOrSkipsEveryFieldOfEveryTypeInResponses(String value) {
        for (String event : RESPONSES_EVENTS) {
            for (String changed : withOneFieldReplaced(event, value)) {
                Outcome outcome = new MappingFixture(ProviderType.OPENAI_RESPONSES)
                        .play(data(
                                "{\"type\":\"response.output_text.delta\",\"output_index\":0,\"delta\":\"a\"}",
                                changed,
                                "{\"type\":\"response.output_text.delta\",\"output_index\":0,\"delta\":\"b\"}",
                                "{\"type\":\"response.completed\",\"response\":{\"status\":\"completed\"}}"));
                if (!saysError(outcome)) {
                    assertThat(outcome.answer().content()).as(changed).isEqualTo("ab");
                }
            }
        }
    }

    static List<String> values() {
        return VALUES;
    }

    @Test
    void isMalformedWhereArgumentsThatAreAnObjectAreCut() {
        Outcome outcome = openAi.play(
                "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"function\":{\"name\":\"f\",\"arguments\":{\"a\":[1\n\n");
        assertThat(outcome.code()).isEqualTo(ErrorCode.MALFORMED_RESPONSE);
    }

    @ParameterizedTest
    @EnumSource(
            value = ProviderType.class,
            names = {"OLLAMA", "BEDROCK"},
            mode = EnumSource.Mode.EXCLUDE)
    void readsControlCharactersAndNumbersThatAreNoneInJson(ProviderType type) {
        String text = switch (type) {
            case ANTHROPIC ->
                "{\"type\":\"content_block_delta\",\"x\":NaN,\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"%s\"}}";
            case GEMINI -> "{\"candidates\":[{\"avgLogprobs\":NaN,\"content\":{\"parts\":[{\"text\":\"%s\"}]}}]}";
            case OPENAI_RESPONSES -> "{\"type\":\"response.output_text.delta\",\"logprobs\":[NaN],\"delta\":\"%s\"}";
            case COHERE ->
                "{\"type\":\"content-delta\",\"logprobs\":NaN,\"delta\":{\"message\":{\"content\":{\"text\":\"%s\"}}}}";
            default -> "{\"logprobs\":-Infinity,\"choices\":[{\"delta\":{\"content\":\"%s\"}}]}";
        };
        String end = switch (type) {
            case ANTHROPIC -> "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}";
            case GEMINI -> "{\"candidates\":[{\"finishReason\":\"STOP\"}]}";
            case OPENAI_RESPONSES -> "{\"type\":\"response.completed\"}";
            case COHERE -> "{\"type\":\"message-end\",\"delta\":{\"finish_reason\":\"COMPLETE\"}}";
            default -> STOP;
        };
        assertThat(new MappingFixture(type)
                        .play(data(text.formatted("red \u001b[31m"), end))
                        .answer()
                        .content())
                .isEqualTo("red \u001b[31m");
    }
}
