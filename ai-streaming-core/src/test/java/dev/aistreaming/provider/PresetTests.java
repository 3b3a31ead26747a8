package dev.aistreaming.provider;

import static dev.aistreaming.provider.MappingFixture.data;
import static dev.aistreaming.provider.RequestBodies.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.Output;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.chat.Usage;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that speak like OpenAI and are known by name. */
class PresetTests {

    private static final String CALL = "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"c1\","
            + "\"function\":{\"name\":\"time\",\"arguments\":\"{}\"}}]},\"finish_reason\":\"tool_calls\"}]}";

    @ParameterizedTest
    @CsvSource({
        "deepseek, https://api.deepseek.com/chat/completions, DEEPSEEK_API_KEY, deepseek",
        "openrouter, https://openrouter.ai/api/v1/chat/completions, OPENROUTER_API_KEY, openrouter",
        "xai, https://api.x.ai/v1/chat/completions, XAI_API_KEY, x_ai",
        "perplexity, https://api.perplexity.ai/chat/completions, PERPLEXITY_API_KEY, perplexity",
        "together, https://api.together.xyz/v1/chat/completions, TOGETHER_API_KEY, together",
        "fireworks, https://api.fireworks.ai/inference/v1/chat/completions, FIREWORKS_API_KEY, fireworks",
        "lmstudio, http://localhost:1234/v1/chat/completions, , lmstudio",
        "vllm, http://localhost:8000/v1/chat/completions, , vllm",
        "llamacpp, http://localhost:8080/v1/chat/completions, , llamacpp",
        "localai, http://localhost:8080/v1/chat/completions, , localai",
        "litellm, http://localhost:4000/v1/chat/completions, , litellm",
        "azure-openai, https://your-resource.openai.azure.com/openai/v1/chat/completions, AZURE_OPENAI_API_KEY, azure.ai.openai",
        "openai-responses, https://api.openai.com/v1/responses, OPENAI_API_KEY, openai"
    })
    void areKnownByName(String name, URI address, String keyVariable, String conventionalName) {
        ProviderType type = ProviderType.find(name).orElseThrow();
        ChatRequest request = ChatRequest.builder().model("m").prompt("Hi").build();
        assertThat(type.protocol()
                        .post(request, ProviderSettings.of("mine", type))
                        .uri())
                .isEqualTo(address);
        assertThat(type.apiKeyVariable()).isEqualTo(keyVariable);
        assertThat(type.conventionalName()).isEqualTo(conventionalName);
    }

    /** A conversation that goes on elsewhere leaves it out. */
    @ParameterizedTest
    @EnumSource(
            value = ProviderType.class,
            names = {"DEEPSEEK", "OPENROUTER", "XAI", "LLAMACPP"})
    void sendsReasoningBackToTheSameTypeOnly(ProviderType type) {
        ChatResponse answer = new MappingFixture(type)
                .play(data("{\"choices\":[{\"delta\":{\"reasoning_content\":\"Hm\"}}]}", CALL, "[DONE]"))
                .answer();
        ChatRequest.Builder request = ChatRequest.builder().prompt("Hi").message(answer.toMessage());
        assertThat(String.valueOf(RequestBodies.of(type, request))).contains("reasoning_content=Hm");
        assertThat(String.valueOf(RequestBodies.of(ProviderType.VLLM, request))).doesNotContain("Hm");
    }

    @Test
    void asksPerplexityForNoUsageWhichComesAnyway() {
        assertThat(RequestBodies.of(
                        ProviderType.PERPLEXITY, ChatRequest.builder().prompt("Hi")))
                .doesNotContainKey("stream_options");
        ChatResponse answer = new MappingFixture(ProviderType.PERPLEXITY)
                .play(data(
                                "{\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"finish_reason\":null,\"message\":"
                                        + "{\"content\":\"a\"},\"delta\":{\"content\":\"a\"}}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}",
                                "{\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":"
                                        + "{\"content\":\"ab\"},\"delta\":{\"content\":\"b\"}}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}")
                        .replace("\n", "\r\n"))
                .answer();
        assertThat(answer.content()).isEqualTo("ab");
        assertThat(answer.usage()).isEqualTo(new Usage(1, 2, null, null, null));
    }

    @Test
    void refusesAnOutputThatWouldKeepLlamaCppFromItsTools() {
        ChatRequest.Builder request =
                ChatRequest.builder().prompt("Hi").output(Output.JSON).tool(Tool.of("time", null));
        assertRefused(ProviderType.LLAMACPP, request, "output beside tools");
        assertThat(RequestBodies.of(ProviderType.VLLM, request)).containsKeys("tools", "response_format");
    }

    @Test
    void countsReasoningThatXaiLeavesOutOfTheOutput() {
        ChatResponse answer = new MappingFixture(ProviderType.XAI)
                .play(data(
                        "{\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":5,"
                                + "\"completion_tokens\":3,\"total_tokens\":10,\"completion_tokens_details\":{\"reasoning_tokens\":2}}}",
                        "[DONE]"))
                .answer();
        assertThat(answer.usage()).isEqualTo(new Usage(5, 5, null, null, 2));
    }
}
