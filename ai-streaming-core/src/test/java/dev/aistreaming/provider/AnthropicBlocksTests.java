package dev.aistreaming.provider;

import static dev.aistreaming.provider.MappingFixture.data;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.provider.MappingFixture.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks that gateways open, fill and close otherwise than Anthropic does. */
class AnthropicBlocksTests {

    private static final String TOOL = "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{}}";
    private static final String END = data(
            "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}", "{\"type\":\"message_stop\"}");

    private final MappingFixture anthropic = new MappingFixture(ProviderType.ANTHROPIC);

    private static String start(String index, String block) {
        return data("{\"type\":\"content_block_start\"," + index + "\"content_block\":" + block + "}");
    }

    private static String delta(String index, String delta) {
        return data("{\"type\":\"content_block_delta\"," + index + "\"delta\":" + delta + "}");
    }

    private static String text(String index, String text) {
        return delta(index, "{\"type\":\"text_delta\",\"text\":\"" + text + "\"}");
    }

    private static String input(String index, String json) {
        return delta(index, "{\"type\":\"input_json_delta\",\"partial_json\":\"" + json.replace("\"", "\\\"") + "\"}");
    }

    private static String index(int index) {
        return "\"index\":" + index + ",";
    }

    @Test
    void keepsBlocksApartThatAreOpenAtTheSameTime() {
        Outcome outcome = anthropic.play(start(index(0), TOOL)
                + start(index(1), TOOL.replace("\"t\"", "\"u\""))
                + start(index(2), "{\"type\":\"text\",\"text\":\"\"}")
                + input(index(1), "{\"b\":")
                + input(index(0), "{\"a\":")
                + text(index(2), "both")
                + input(index(0), "1}")
                + input(index(1), "2}")
                + END);
        assertThat(outcome.answer().content()).isEqualTo("both");
        assertThat(outcome.answer().toolCalls())
                .containsExactly(new ToolCall("t", "f", "{\"a\":1}"), new ToolCall("u", "f", "{\"b\":2}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "7",
                "{\"type\":null}",
                "{\"type\":\"invented_later\"}",
                "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\"}",
                "{\"type\":\"thinking\"}"
            })
    void showsTextHoweverItsBlockWasOpened(String block) {
        String start = block.isEmpty() ? "" : start(index(0), block);
        assertThat(anthropic.play(start + text(index(0), "Let me see.") + END).content())
                .isEqualTo("Let me see.");
    }

    @Test
    void takesABlockWithoutATypeForWhatItHolds() {
        assertThat(anthropic.play(start(index(0), "{\"text\":\"a\"}") + END).content())
                .isEqualTo("a");
        assertThat(anthropic
                        .play(start(index(0), "{\"thinking\":\"hm\"}") + END)
                        .reasoning())
                .isEqualTo("hm");
        assertThat(anthropic
                        .play(start(index(0), "{\"id\":\"t\",\"name\":\"f\"}") + input(index(0), "{\"a\":1}") + END)
                        .answer()
                        .toolCalls())
                .containsExactly(new ToolCall("t", "f", "{\"a\":1}"));
    }

    @Test
    void readsDeltasWithoutTypesAndIndexes() {
        Outcome outcome = anthropic.play(start("", "{\"type\":\"thinking\",\"thinking\":\"First, \"}")
                + delta("", "{\"text\":\"then\"}")
                + start("", "{\"type\":\"text\",\"text\":\"\"}")
                + delta("", "{\"text\":\"Yes\"}")
                + start("", TOOL)
                + delta("", "{\"partial_json\":\"{}\"}")
                + END);
        assertThat(outcome.answer().reasoning()).isEqualTo("First, then");
        assertThat(outcome.answer().content()).isEqualTo("Yes");
        assertThat(outcome.answer().toolCalls()).containsExactly(new ToolCall("t", "f", "{}"));
    }

    @Test
    void takesTheNameOfTheEventWhereTheDataHaveNoType() {
        assertThat(anthropic
                        .play(
                                "event: content_block_delta\ndata: {\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"a\"}}\n\n"
                                        + END)
                        .content())
                .isEqualTo("a");
    }

    @Test
    void isMalformedWhereInputComesForACallThatWasNeverOpened() {
        assertThat(anthropic.play(input(index(3), "{\"a\":1}") + END).code()).isEqualTo(ErrorCode.MALFORMED_RESPONSE);
        assertThat(anthropic
                        .play(start(index(0), "null") + input(index(0), "{\"a\":1}") + END)
                        .code())
                .isEqualTo(ErrorCode.MALFORMED_RESPONSE);
    }

    @Test
    void showsNothingOfWhatAToolOfTheProviderGaveBack() {
        assertThat(anthropic
                        .play(start(index(0), "{\"type\":\"web_search_tool_result\",\"content\":[]}")
                                + text(index(0), "no")
                                + start(index(1), "{\"type\":\"text\",\"text\":\"yes\"}")
                                + END)
                        .content())
                .isEqualTo("yes");
    }

    @Test
    void takesInputThatComesWholeWithTheBlock() {
        String whole = "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{\"path\":\"a.txt\"}}";
        assertThat(anthropic
                        .play(start(index(0), whole) + data("{\"type\":\"content_block_stop\",\"index\":0}") + END)
                        .answer()
                        .toolCalls())
                .containsExactly(new ToolCall("t", "f", "{\"path\":\"a.txt\"}"));
        assertThat(anthropic.play(start(index(0), whole) + END).answer().toolCalls())
                .containsExactly(new ToolCall("t", "f", "{\"path\":\"a.txt\"}"));
        assertThat(anthropic
                        .play(start(index(0), whole) + input(index(0), "{\"path\":\"b.txt\"}") + END)
                        .answer()
                        .toolCalls())
                .containsExactly(new ToolCall("t", "f", "{\"path\":\"b.txt\"}"));
    }

    @Test
    void isTruncatedAfterABlockThatEndedWell() {
        Outcome outcome = anthropic.play(start(index(0), "{\"type\":\"text\",\"text\":\"Cut at\"}")
                + data("{\"type\":\"content_block_stop\",\"index\":0}"));
        assertThat(outcome.content()).isEqualTo("Cut at");
        assertThat(outcome.code()).isEqualTo(ErrorCode.TRUNCATED);
    }
}
