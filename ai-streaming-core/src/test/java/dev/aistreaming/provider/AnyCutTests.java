package dev.aistreaming.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.provider.MappingFixture.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Networks cut streams where they like, and now and then something else than a stream comes. */
class AnyCutTests {

    private static final String OPENAI = """
            : connected

            data: {"id":"c-1","model":"m-1","choices":[{"index":0,"delta":{"role":"assistant","content":""}}],"usage":null}

            : PROCESSING

            data: {"id":"c-1","choices":[{"index":0,"delta":{"reasoning_content":"hm \u20AC"}}]}

            data: {"id":"c-1","choices":[{"index":0,"delta":{"content":" a\\n\uD83D\uDE00"}}]}
            : PROCESSING

            event: message
            data: {"id":"c-1","choices":[{"index":0,"delta":{"content":"\\ud83d"}}]}

            data: {"id":"c-1","choices":[{"index":0,
            data:  "delta":{"content":"\\ude00 b"}}]}

            data: {"id":"c-1","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"t","function":{"name":"f","arguments":"{\\"x\\":"}}]}}]}

            data: {"id":"c-1","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"1}"}}]}}]}

            data: {"id":"c-1","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

            data: {"id":"c-1","choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2}}

            data: [DONE]

            """;

    private static final String ANTHROPIC = """
            event: message_start
            data: {"type":"message_start","message":{"id":"c-1","model":"m-1","usage":{"input_tokens":1}}}

            : ping
            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"hm \u20AC"}}

            event: content_block_start
            data: {"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":" a\\n\uD83D\uDE00\\ud83d"}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"\\ude00 b"}}

            event: content_block_start
            data: {"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"t","name":"f","input":{}}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\\"x\\":1}"}}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":2}}

            event: message_stop
            data: {"type":"message_stop"}

            """;

    private static final String RESPONSES = """
            event: response.created
            data: {"type":"response.created","response":{"id":"c-1","model":"m-1","status":"in_progress","output":[]}}

            event: response.output_item.added
            data: {"type":"response.output_item.added","output_index":0,"item":{"id":"r","type":"reasoning","summary":[]}}

            : keepalive
            event: response.reasoning_summary_text.delta
            data: {"type":"response.reasoning_summary_text.delta","output_index":0,"summary_index":0,"delta":"hm \u20AC"}

            event: response.output_text.delta
            data: {"type":"response.output_text.delta","output_index":1,"delta":" a\\n\uD83D\uDE00\\ud83d"}

            event: response.output_text.delta
            data: {"type":"response.output_text.delta","output_index":1,"delta":"\\ude00 b"}

            event: response.output_item.added
            data: {"type":"response.output_item.added","output_index":2,"item":{"id":"f","type":"function_call","call_id":"t","name":"f","arguments":""}}

            event: response.function_call_arguments.delta
            data: {"type":"response.function_call_arguments.delta","output_index":2,"delta":"{\\"x\\":"}

            event: response.function_call_arguments.delta
            data: {"type":"response.function_call_arguments.delta","output_index":2,"delta":"1}"}

            event: response.output_item.done
            data: {"type":"response.output_item.done","output_index":2,"item":{"id":"f","type":"function_call","call_id":"t","name":"f","arguments":"{\\"x\\":1}"}}

            event: response.completed
            data: {"type":"response.completed","response":{"id":"c-1","model":"m-1","status":"completed","usage":{"input_tokens":1,"output_tokens":2}}}

            """;

    private static final String GEMINI = """
            data: {"candidates":[{"content":{"role":"model"}}],"responseId":"c-1","modelVersion":"m-1"}

            : ping
            data: {"candidates":[{"content":{"parts":[{"text":"hm \u20AC","thought":true}]}}],"usageMetadata":{"promptTokenCount":1}}

            data: {"candidates":[{"content":{"parts":[{"text":" a\\n\uD83D\uDE00\\ud83d"}]}}]}

            data: {"candidates":[{"content":{"parts":
            data: [{"text":"\\ude00 b"}]}}]}

            data: {"candidates":[{"content":{"parts":[{"functionCall":{"id":"t","name":"f","args":{"x":1}},"thoughtSignature":"s"}]}}]}

            data: {"candidates":[{"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":1,"candidatesTokenCount":2}}

            """;

    private static final String COHERE = """
            event: message-start
            data: {"type":"message-start","id":"c-1","delta":{"message":{"role":"assistant","content":[],"tool_plan":""}}}

            : ping
            event: tool-plan-delta
            data: {"type":"tool-plan-delta","delta":{"message":{"tool_plan":"hm \u20AC"}}}

            event: content-delta
            data: {"type":"content-delta","index":0,"delta":{"message":{"content":{"text":" a\\n\uD83D\uDE00\\ud83d"}}}}

            event: content-delta
            data: {"type":"content-delta","index":0,"delta":
            data: {"message":{"content":{"text":"\\ude00 b"}}}}

            event: tool-call-start
            data: {"type":"tool-call-start","index":0,"delta":{"message":{"tool_calls":{"id":"t","function":{"name":"f","arguments":""}}}}}

            event: tool-call-delta
            data: {"type":"tool-call-delta","index":0,"delta":{"message":{"tool_calls":{"function":{"arguments":"{\\"x\\":1}"}}}}}

            event: message-end
            data: {"type":"message-end","delta":{"finish_reason":"TOOL_CALL","usage":{"tokens":{"input_tokens":1,"output_tokens":2}}}}

            data: [DONE]

            """;

    private static final ChatResponse EXPECTED = new ChatResponse(
            "c-1",
            "test",
            "m-1",
            " a\n\uD83D\uDE00\uD83D\uDE00 b",
            "hm \u20AC",
            List.of(new ToolCall("t", "f", "{\"x\":1}")),
            FinishReason.TOOL_CALLS,
            new Usage(1, 2, null, null, null));

    /** Some want something back, and Cohere does not say which model it is. */
    private static ChatResponse expected(ProviderType type) {
        return new ChatResponse(
                EXPECTED.id(),
                EXPECTED.provider(),
                type == ProviderType.COHERE ? null : EXPECTED.model(),
                EXPECTED.content(),
                EXPECTED.reasoning(),
                EXPECTED.toolCalls(),
                EXPECTED.finishReason(),
                EXPECTED.usage(),
                switch (type) {
                    case OPENAI -> List.of(new Part.ProviderState("openai", "{\"reasoning_content\":\"hm \u20AC\"}"));
                    case GEMINI ->
                        List.of(new Part.ProviderState(
                                "gemini", "{\"parts\":[{\"text\":9},{\"call\":0,\"thoughtSignature\":\"s\"}]}"));
                    default -> List.of();
                });
    }

    private static String stream(ProviderType type) {
        return switch (type) {
            case ANTHROPIC -> ANTHROPIC;
            case OPENAI_RESPONSES -> RESPONSES;
            case GEMINI -> GEMINI;
            case COHERE -> COHERE;
            default -> OPENAI;
        };
    }

    private static String reason(ProviderType type) {
        return switch (type) {
            case ANTHROPIC -> "\"tool_use\"}";
            case OPENAI_RESPONSES -> "\"completed\"";
            case GEMINI -> "\"STOP\"}";
            case COHERE -> "\"TOOL_CALL\"";
            default -> "\"tool_calls\"}";
        };
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "ANTHROPIC", "OPENAI_RESPONSES", "GEMINI", "COHERE"})
    void makesTheSameOfAStreamWhereverItIsCut(ProviderType type) {
        MappingFixture fixture = new MappingFixture(type);
        // line ends of two bytes, which a cut may part
        byte[] stream = MappingFixture.utf8(stream(type).replace("\n", "\r\n"));
        Outcome whole = fixture.play(stream);
        assertThat(whole.answer()).isEqualTo(expected(type));
        for (int cut = 0; cut <= stream.length; cut++) {
            assertThat(fixture.playCutAt(cut, stream)).as("cut at %d", cut).isEqualTo(whole);
        }
        assertThat(fixture.playByteByByte(stream)).isEqualTo(whole);
    }

    /** A stream that ends anywhere before its last event is no answer, unless its finish reason has come. */
    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "ANTHROPIC", "OPENAI_RESPONSES", "GEMINI", "COHERE"})
    void neverTakesAStreamThatWasCutOffForAnAnswer(ProviderType type) {
        MappingFixture fixture = new MappingFixture(type);
        String text = stream(type);
        byte[] stream = MappingFixture.utf8(text);
        int finish =
                MappingFixture.utf8(text.substring(0, text.indexOf("\n\n", text.indexOf(reason(type))))).length + 2;
        for (int length = 0; length < stream.length; length++) {
            Outcome outcome = fixture.play(Arrays.copyOf(stream, length));
            assertThat(outcome.response() != null).as("cut off at %d", length).isEqualTo(length >= finish);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "ANTHROPIC", "OPENAI_RESPONSES", "GEMINI", "COHERE"})
    void makesAnErrorOrAnAnswerOfAnyBytes(ProviderType type) {
        Random random = new Random(4711);
        MappingFixture fixture = new MappingFixture(type);
        for (int round = 0; round < 3000; round++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            Outcome outcome = fixture.play(noise);
            assertThat(outcome.response() == null).isNotEqualTo(outcome.error() == null);
        }
    }

    /** Noise inside a good stream reaches parts of the mapper that pure noise does not. */
    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "ANTHROPIC", "OPENAI_RESPONSES", "GEMINI", "COHERE"})
    void makesAnErrorOrAnAnswerOfADamagedStream(ProviderType type) {
        Random random = new Random(815);
        MappingFixture fixture = new MappingFixture(type);
        byte[] good = MappingFixture.utf8(stream(type));
        byte[] characters = "{}[]\",:0129eE.-ntf\\u \n\r".getBytes(StandardCharsets.US_ASCII);
        for (int round = 0; round < 3000; round++) {
            byte[] damaged = good.clone();
            for (int i = random.nextInt(8); i >= 0; i--) {
                damaged[random.nextInt(damaged.length)] = random.nextBoolean()
                        ? characters[random.nextInt(characters.length)]
                        : (byte) random.nextInt(256);
            }
            Outcome outcome = fixture.playCutAt(random.nextInt(damaged.length), damaged);
            assertThat(outcome.response() == null).isNotEqualTo(outcome.error() == null);
        }
    }

    @Test
    void doesNotFallOverDocumentsThatAreNestedDeeply() {
        MappingFixture fixture = new MappingFixture(ProviderType.OPENAI);
        String deep = "{\"choices\":" + "[".repeat(100_000);
        assertThat(fixture.play("data: " + deep + "\n\n").error()).isNotNull();
        assertThat(fixture.play("data: {\"error\":" + "{\"error\":".repeat(100_000) + "\n\n")
                        .error())
                .isNotNull();
    }

    @Test
    void doesNotFallOverNumbersThatAreTooLarge() {
        MappingFixture fixture = new MappingFixture(ProviderType.OPENAI);
        Outcome outcome = fixture.play(
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},"
                        + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":99999999999,\"completion_tokens\":1e400}}\n\n");
        assertThat(outcome.content()).isEqualTo("a");
        assertThat(outcome.answer().usage().inputTokens()).isNull();
    }
}
