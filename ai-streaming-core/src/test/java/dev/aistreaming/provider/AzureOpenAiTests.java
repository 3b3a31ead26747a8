package dev.aistreaming.provider;

import static dev.aistreaming.provider.MappingFixture.data;
import static dev.aistreaming.provider.RequestBodies.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import dev.aistreaming.http.Headers;
import dev.aistreaming.http.HttpPost;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is its own of OpenAI at Azure: addresses, the header of the key, and what its filters tell. */
class AzureOpenAiTests {

    private static final String TOKEN = "eyJ0eXAi.eyJhdWQi.c2ln";
    private static final ProviderSettings AZURE = ProviderSettings.of("mine", ProviderType.AZURE_OPENAI)
            .withBaseUrl(URI.create("https://r.openai.azure.com/openai/v1"));

    private static HttpPost post(ProviderSettings settings) {
        ChatRequest request =
                ChatRequest.builder().model("my gpt").prompt("Hi").maxTokens(5).build();
        return settings.type().protocol().post(request, settings);
    }

    @ParameterizedTest
    @CsvSource({
        "https://r.openai.azure.com, , https://r.openai.azure.com/openai/v1",
        "https://r.openai.azure.com/, preview, https://r.openai.azure.com/openai/v1?api-version=preview",
        "https://r.openai.azure.com/openai, 2024-10-21, https://r.openai.azure.com/openai?api-version=2024-10-21",
        "https://r.openai.azure.com, 2025-04-01-preview, https://r.openai.azure.com/openai?api-version=2025-04-01-preview",
        "https://r.openai.azure.com/openai/v1, , https://r.openai.azure.com/openai/v1",
        "https://gateway/team/openai/v1?a=1, preview, https://gateway/team/openai/v1?a=1&api-version=preview",
        "https://r.openai.azure.com?api-version=2024-10-21, , https://r.openai.azure.com/openai?api-version=2024-10-21",
        "https://r.openai.azure.com/openai/deployments/d?api-version=1, 2, https://r.openai.azure.com/openai/deployments/d?api-version=1",
        "https://r.services.ai.azure.com/models, 2024-05-01-preview, https://r.services.ai.azure.com/models?api-version=2024-05-01-preview"
    })
    void completesAnAddress(URI address, String apiVersion, URI expected) {
        assertThat(AzureEndpoint.baseUrl(address, apiVersion)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "https://r.openai.azure.com/openai/v1, https://r.openai.azure.com/openai/v1/chat/completions",
        "https://r.openai.azure.com/openai?api-version=1, https://r.openai.azure.com/openai/deployments/my%20gpt/chat/completions?api-version=1",
        "https://r.openai.azure.com/openai/deployments/d?api-version=1, https://r.openai.azure.com/openai/deployments/d/chat/completions?api-version=1",
        "https://r.services.ai.azure.com/models?api-version=1, https://r.services.ai.azure.com/models/chat/completions?api-version=1"
    })
    void postsToTheDeployment(URI baseUrl, URI expected) {
        assertThat(post(AZURE.withBaseUrl(baseUrl)).uri()).isEqualTo(expected);
    }

    @Test
    void sendsAKeyInAHeaderOfItsOwnAndATokenAsABearer() {
        assertThat(post(AZURE.withApiKey("k-1")).headers())
                .isEqualTo(Map.of(
                        "Content-Type", "application/json",
                        "Accept", "text/event-stream",
                        "api-key", "k-1"));
        assertThat(post(AZURE.withApiKey(TOKEN)).headers())
                .containsEntry("Authorization", "Bearer " + TOKEN)
                .doesNotContainKey("api-key");
        assertThat(post(AZURE).headers()).doesNotContainKeys("api-key", "Authorization");
    }

    @Test
    void sendsAKeyTheSameWayForResponsesAtAzure() {
        ProviderSettings responses = RequestBodies.settings(ProviderType.OPENAI_RESPONSES);
        HttpPost azure = post(responses.withBaseUrl(AZURE.baseUrl()).withApiKey("k-1"));
        assertThat(azure.uri()).isEqualTo(URI.create("https://r.openai.azure.com/openai/v1/responses"));
        assertThat(azure.headers()).containsEntry("api-key", "k-1").doesNotContainKey("Authorization");
        assertThat(post(responses.withBaseUrl(AZURE.baseUrl()).withApiKey(TOKEN))
                        .headers())
                .containsEntry("Authorization", "Bearer " + TOKEN);
        assertThat(post(responses.withApiKey("k-1")).headers()).containsEntry("Authorization", "Bearer k-1");
    }

    @ParameterizedTest
    @CsvSource({
        "https://r.openai.azure.com/openai/v1, max_completion_tokens",
        "https://r.services.ai.azure.com/models, max_tokens"
    })
    void namesTheLongestAnswerAsTheModelsOfTheAddressDo(URI baseUrl, String field) {
        HttpPost post = post(AZURE.withBaseUrl(baseUrl));
        assertThat(new String(post.body(), StandardCharsets.UTF_8)).contains("\"" + field + "\":5");
    }

    @Test
    void refusesDocumentsAndSounds() {
        Media media = Media.bytes(new byte[] {1}, "application/pdf");
        ChatRequest.Builder request = ChatRequest.builder().message(Message.user(new Part.File(media)));
        assertRefused(AZURE, request, "messages have a file");
    }

    @Test
    void readsAnAnswerWithTheFiltersVerdictsAroundIt() {
        ChatResponse answer = new MappingFixture(ProviderType.AZURE_OPENAI)
                .play(data(
                        "{\"choices\":[],\"created\":0,\"id\":\"\",\"model\":\"\",\"object\":\"\",\"prompt_filter_results\":"
                                + "[{\"prompt_index\":0,\"content_filter_results\":{\"hate\":{\"filtered\":false,\"severity\":\"safe\"}}}]}",
                        "{\"id\":\"c-1\",\"model\":\"gpt-x\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},"
                                + "\"content_filter_results\":{\"violence\":{\"filtered\":false}}}]}",
                        "{\"id\":\"\",\"model\":\"\",\"choices\":[{\"index\":0,\"finish_reason\":null,\"content_filter_offsets\":"
                                + "{\"check_offset\":1},\"content_filter_results\":{\"error\":{\"code\":\"content_filter_error\","
                                + "\"message\":\"The contents are not filtered\"}}}]}",
                        "{\"id\":\"c-1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"content_filter\","
                                + "\"content_filter_results\":{\"violence\":{\"filtered\":true,\"severity\":\"high\"}}}]}",
                        "[DONE]"))
                .answer();
        assertThat(answer.id()).isEqualTo("c-1");
        assertThat(answer.model()).isEqualTo("gpt-x");
        assertThat(answer.content()).isEqualTo("a");
        assertThat(answer.finishReason()).isEqualTo(FinishReason.CONTENT_FILTER);
    }

    @Test
    void tellsThatThePromptWasFiltered() {
        ErrorReader errors = new ErrorReader(
                AZURE, new Asked("m", AZURE.baseUrl()), 400, Headers.of(Map.of("content-type", "application/json")));
        byte[] body = ("{\"error\":{\"message\":\"The response was filtered\",\"type\":null,\"param\":\"prompt\","
                        + "\"code\":\"content_filter\",\"status\":400,\"innererror\":{\"code\":\"ResponsibleAIPolicyViolation\","
                        + "\"content_filter_result\":{\"jailbreak\":{\"filtered\":true,\"detected\":true}}}}}")
                .getBytes(StandardCharsets.UTF_8);
        AiException error = errors.read(body, 0, body.length);
        assertThat(error.code()).isEqualTo(ErrorCode.CONTENT_FILTERED);
        assertThat(error.retryable()).isFalse();
    }
}
