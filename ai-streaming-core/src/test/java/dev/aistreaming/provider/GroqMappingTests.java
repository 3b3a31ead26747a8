package dev.aistreaming.provider;

import static dev.aistreaming.provider.MappingFixture.data;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.provider.MappingFixture.Outcome;
import org.junit.jupiter.api.Test;

/** What Groq does and OpenAI does not. */
class GroqMappingTests {

    private static final String TEXT = "{\"id\":\"chatcmpl-g\",\"model\":\"llama-x\",\"choices\":[{\"index\":0,"
            + "\"delta\":{\"role\":\"assistant\",\"content\":\"Hi\"},\"finish_reason\":null}],\"x_groq\":{\"id\":\"req_1\"}}";

    private final MappingFixture groq = new MappingFixture(ProviderType.GROQ);

    private static String last(String members) {
        return "{\"id\":\"chatcmpl-g\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]," + members
                + "}";
    }

    private Usage usageOf(String... chunks) {
        return groq.play(data(TEXT) + data(chunks) + data("[DONE]")).answer().usage();
    }

    @Test
    void readsUsageThatComesOnlyInItsOwnField() {
        assertThat(usageOf(last("\"x_groq\":{\"id\":\"req_1\",\"usage\":{\"queue_time\":0.01,\"prompt_tokens\":5,"
                        + "\"completion_tokens\":3,\"total_tokens\":8}}")))
                .isEqualTo(new Usage(5, 3, null, null, null));
    }

    @Test
    void countsUsageThatComesThreeTimesOnce() {
        String usage = "\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":3,\"total_tokens\":8}";
        assertThat(usageOf(
                        last("\"x_groq\":{\"id\":\"req_1\"," + usage + "}," + usage), "{\"choices\":[]," + usage + "}"))
                .isEqualTo(new Usage(5, 3, null, null, null));
    }

    @Test
    void keepsFieldsThatTheSecondUsageOfAChunkLeavesOut() {
        assertThat(usageOf(last("\"x_groq\":{\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":3}},"
                        + "\"usage\":{\"prompt_tokens\":null,\"completion_tokens\":4}")))
                .isEqualTo(new Usage(5, 4, null, null, null));
    }

    @Test
    void readsReasoningBesideItsChannel() {
        Outcome outcome = groq.play(data(
                "{\"choices\":[{\"index\":0,\"delta\":{\"reasoning\":\"hm\",\"channel\":\"analysis\"}}]}",
                TEXT,
                "[DONE]"));
        assertThat(outcome.reasoning()).isEqualTo("hm");
        assertThat(outcome.content()).isEqualTo("Hi");
    }

    @Test
    void readsToolCallsThatComeWhole() {
        assertThat(groq.play(data(
                                "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"id\":\"call_a\",\"type\":\"function\","
                                        + "\"function\":{\"name\":\"f\",\"arguments\":\"{}\"},\"index\":0},{\"id\":\"call_b\",\"type\":\"function\","
                                        + "\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":1}\"},\"index\":0}]},"
                                        + "\"finish_reason\":\"tool_calls\"}]}"))
                        .answer()
                        .toolCalls())
                .containsExactly(new ToolCall("call_a", "f", "{}"), new ToolCall("call_b", "f", "{\"a\":1}"));
    }

    @Test
    void isAnErrorThatIsClassifiedByTheStatusInside() {
        Outcome outcome = groq.play(data(TEXT) + "event: error\n"
                + data("{\"error\":{\"message\":\"Tool call validation failed: no such tool\","
                        + "\"type\":\"invalid_request_error\",\"code\":\"tool_use_failed\",\"failed_generation\":\"f()\","
                        + "\"status_code\":400}}"));
        AiException error = outcome.failure();
        assertThat(error.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(error.status()).isEqualTo(400);
        assertThat(error.retryable()).isFalse();
        assertThat(outcome.content()).isEqualTo("Hi");
    }

    @Test
    void isAnErrorWhereItsOwnFieldSaysWhyItStopped() {
        Outcome outcome =
                groq.play(data(TEXT, last("\"x_groq\":{\"id\":\"req_1\",\"error\":\"over capacity\"}"), "[DONE]"));
        assertThat(outcome.code()).isEqualTo(ErrorCode.PROVIDER_ERROR);
        assertThat(outcome.failure().providerMessage()).isEqualTo("over capacity");
    }

    @Test
    void isNoErrorWhereItsOwnFieldsAreEmpty() {
        assertThat(groq.play(data(TEXT, last("\"x_groq\":{\"id\":\"req_1\",\"error\":null,\"usage\":null}"), "[DONE]"))
                        .answer()
                        .finishReason())
                .isEqualTo(FinishReason.STOP);
    }
}
