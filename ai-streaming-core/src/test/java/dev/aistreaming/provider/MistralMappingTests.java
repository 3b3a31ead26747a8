package dev.aistreaming.provider;

import static dev.aistreaming.provider.MappingFixture.data;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.StreamEvent.Content;
import dev.aistreaming.chat.StreamEvent.Finished;
import dev.aistreaming.chat.StreamEvent.Reasoning;
import dev.aistreaming.chat.StreamEvent.Started;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.provider.MappingFixture.Outcome;
import org.junit.jupiter.api.Test;

/** What Mistral does and OpenAI does not. */
class MistralMappingTests {

    private static final String LAST = "{\"id\":\"abc\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"!\"},"
            + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":5,\"total_tokens\":8,\"completion_tokens\":3},"
            + "\"p\":\"abcdefgh\"}";

    private final MappingFixture mistral = new MappingFixture(ProviderType.MISTRAL);

    private static String delta(String delta) {
        return "{\"id\":\"abc\",\"object\":\"chat.completion.chunk\",\"model\":\"mistral-x\",\"choices\":[{\"index\":0,"
                + "\"delta\":" + delta + ",\"finish_reason\":null}],\"p\":\"abcd\"}";
    }

    private ChatResponse answerTo(String... chunks) {
        return mistral.play(data(chunks) + data("[DONE]")).answer();
    }

    @Test
    void readsTextAndUsageThatComeWithTheFinishReason() {
        Outcome outcome = mistral.play(data(delta("{\"role\":\"assistant\",\"content\":\"Hi\"}"), LAST, "[DONE]"));
        assertThat(outcome.events())
                .containsExactly(
                        new Started("abc", "mistral-x"),
                        new Content("Hi"),
                        new Content("!"),
                        new Finished(FinishReason.STOP, new Usage(5, 3, null, null, null)));
    }

    @Test
    void readsContentThatIsAnArrayOfThoughtsAndTexts() {
        Outcome outcome = mistral.play(data(
                delta("{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"h\"},"
                        + "{\"type\":\"text\",\"text\":\"m\"}]}]}"),
                delta(
                        "{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\".\"}],\"closed\":true},"
                                + "{\"type\":\"text\",\"text\":\"1\"}]}"),
                delta("{\"content\":\"2\"}"),
                LAST,
                "[DONE]"));
        assertThat(outcome.events())
                .contains(new Reasoning("hm"), new Reasoning("."), new Content("1"), new Content("2"));
        assertThat(outcome.answer().reasoning()).isEqualTo("hm.");
        assertThat(outcome.answer().content()).isEqualTo("12!");
    }

    @Test
    void readsThoughtsThatAreAPlainText() {
        assertThat(answerTo(delta("{\"content\":[{\"type\":\"thinking\",\"thinking\":\"hm\"}]}"), LAST)
                        .reasoning())
                .isEqualTo("hm");
    }

    @Test
    void skipsOtherPartsOfContent() {
        ChatResponse answer = answerTo(
                delta(
                        "{\"content\":[{\"type\":\"reference\",\"reference_ids\":[1,2]},{\"type\":\"text\",\"text\":\"a\"},"
                                + "null,{\"type\":\"thinking\",\"thinking\":[{\"type\":\"reference\",\"reference_ids\":[3]},null]}]}"),
                LAST);
        assertThat(answer.content()).isEqualTo("a!");
        assertThat(answer.reasoning()).isEmpty();
    }

    @Test
    void readsAToolCallWithoutAnIndex() {
        ChatResponse answer = answerTo(
                "{\"id\":\"abc\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\",\"tool_calls\":[{\"id\":\"D681PevKs\","
                        + "\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\": 1}\"}}]},\"finish_reason\":\"tool_calls\"}],"
                        + "\"usage\":{\"prompt_tokens\":5,\"total_tokens\":8,\"completion_tokens\":3}}");
        assertThat(answer.toolCalls()).containsExactly(new ToolCall("D681PevKs", "f", "{\"a\": 1}"));
        assertThat(answer.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(answer.usage()).isEqualTo(new Usage(5, 3, null, null, null));
    }

    @Test
    void readsAToolCallWhoseLaterPiecesHaveAnEmptyName() {
        ChatResponse answer = answerTo(
                delta(
                        "{\"tool_calls\":[{\"id\":\"x1\",\"function\":{\"name\":\"f\",\"arguments\":\"\"},\"index\":0}]}"),
                delta(
                        "{\"tool_calls\":[{\"id\":\"x1\",\"function\":{\"name\":\"\",\"arguments\":\"{\\\"a\\\"\"},\"index\":0}]}"),
                delta(
                        "{\"tool_calls\":[{\"id\":\"x1\",\"function\":{\"name\":\"\",\"arguments\":\":1}\"},\"index\":0}]}"),
                LAST);
        assertThat(answer.toolCalls()).containsExactly(new ToolCall("x1", "f", "{\"a\":1}"));
    }

    @Test
    void isAnErrorWhereTheFinishReasonSaysSo() {
        assertThat(mistral.play(data(LAST.replace("\"stop\"", "\"error\""), "[DONE]"))
                        .code())
                .isEqualTo(ErrorCode.PROVIDER_ERROR);
    }

    @Test
    void isAnErrorInTheFlatShape() {
        assertThat(mistral.play(data(
                                "{\"object\":\"error\",\"message\":\"Rate limit exceeded\",\"type\":\"rate_limited\","
                                        + "\"param\":null,\"code\":\"1300\"}"))
                        .code())
                .isEqualTo(ErrorCode.RATE_LIMITED);
    }
}
