package dev.aistreaming.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Message;
import dev.aistreaming.http.HttpPost;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent to providers, byte for byte. */
class RequestBodyTests {

    private static final URI LOCAL = URI.create("http://localhost:11434/v1");
    private static final ChatRequest PLAIN =
            ChatRequest.builder().model("m-1").prompt("Hi").build();
    private static final ChatRequest FULL = ChatRequest.builder()
            .model("m-1")
            .system("Be brief.")
            .prompt("Hi")
            .message(Message.assistant("Hello"))
            .prompt("Bye")
            .temperature(0.5)
            .topP(0.9)
            .maxTokens(100)
            .stop("END", "\n\n")
            .build();
    private static final String FULL_MESSAGES = "[{\"role\":\"system\",\"content\":\"Be brief.\"},"
            + "{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":\"Hello\"},"
            + "{\"role\":\"user\",\"content\":\"Bye\"}]";

    private static HttpPost post(ProviderType type, ChatRequest request) {
        return post(ProviderSettings.of("test", type), request);
    }

    private static HttpPost post(ProviderSettings settings, ChatRequest request) {
        return settings.type().protocol().post(request, settings);
    }

    private static String body(ProviderType type, ChatRequest request) {
        return body(ProviderSettings.of("test", type), request);
    }

    private static String body(ProviderSettings settings, ChatRequest request) {
        return new String(post(settings, request).body(), StandardCharsets.UTF_8);
    }

    private static void assertRefused(ThrowingCallable call, String... words) {
        assertThatExceptionOfType(AiException.class).isThrownBy(call).satisfies(error -> {
            assertThat(error.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
            assertThat(error.retryable()).isFalse();
            assertThat(error.userMessage()).contains(words);
        });
    }

    // ---- OpenAI and those that speak like it

    @Test
    void sendsOpenAiNothingThatWasNotSet() {
        assertThat(body(ProviderType.OPENAI, PLAIN))
                .isEqualTo("{\"model\":\"m-1\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"stream\":true,"
                        + "\"stream_options\":{\"include_usage\":true}}");
    }

    @Test
    void sendsOpenAiAllThatWasSet() {
        assertThat(body(ProviderType.OPENAI, FULL.toBuilder().seed(7L).build()))
                .isEqualTo("{\"model\":\"m-1\",\"messages\":" + FULL_MESSAGES + ",\"stream\":true,"
                        + "\"stream_options\":{\"include_usage\":true},\"max_completion_tokens\":100,\"temperature\":0.5,"
                        + "\"top_p\":0.9,\"stop\":[\"END\",\"\\n\\n\"],\"seed\":7}");
    }

    @Test
    void sendsOtherServersTheOlderNameOfTheTokenLimit() {
        ProviderSettings settings =
                ProviderSettings.of("test", ProviderType.OPENAI).withBaseUrl(LOCAL);
        assertThat(body(settings, FULL))
                .isEqualTo("{\"model\":\"m-1\",\"messages\":" + FULL_MESSAGES + ",\"stream\":true,"
                        + "\"stream_options\":{\"include_usage\":true},\"max_tokens\":100,\"temperature\":0.5,"
                        + "\"top_p\":0.9,\"stop\":[\"END\",\"\\n\\n\"]}");
    }

    @Test
    void takesItsOwnAddressWithASlashAtTheEndForItsOwn() {
        ProviderSettings settings =
                ProviderSettings.of("test", ProviderType.OPENAI).withBaseUrl(URI.create("https://api.openai.com/v1/"));
        assertThat(body(settings, FULL)).contains("max_completion_tokens");
    }

    @Test
    void sendsGroqNoOptionsOfTheStream() {
        assertThat(body(ProviderType.GROQ, FULL.toBuilder().seed(7L).build()))
                .isEqualTo("{\"model\":\"m-1\",\"messages\":" + FULL_MESSAGES + ",\"stream\":true,"
                        + "\"max_completion_tokens\":100,\"temperature\":0.5,\"top_p\":0.9,"
                        + "\"stop\":[\"END\",\"\\n\\n\"],\"seed\":7}");
    }

    @Test
    void sendsMistralNothingThatItsSchemaDoesNotKnow() {
        assertThat(body(ProviderType.MISTRAL, FULL.toBuilder().seed(7L).build()))
                .isEqualTo("{\"model\":\"m-1\",\"messages\":" + FULL_MESSAGES + ",\"stream\":true,"
                        + "\"max_tokens\":100,\"temperature\":0.5,\"top_p\":0.9,"
                        + "\"stop\":[\"END\",\"\\n\\n\"],\"random_seed\":7}");
    }

    @Test
    void asksForUsageAsTheSettingsSay() {
        ProviderSettings openAi = ProviderSettings.of("test", ProviderType.OPENAI);
        ProviderSettings groq = ProviderSettings.of("test", ProviderType.GROQ);
        assertThat(body(openAi.withIncludeUsage(false), PLAIN)).doesNotContain("stream_options");
        assertThat(body(groq.withIncludeUsage(true), PLAIN)).contains("\"stream_options\":{\"include_usage\":true}");
    }

    @Test
    void keepsInstructionsInTheMiddleOfAConversation() {
        ChatRequest request = ChatRequest.builder()
                .model("m-1")
                .prompt("Hi")
                .message(Message.system("Now in French."))
                .build();
        assertThat(body(ProviderType.MISTRAL, request))
                .contains(
                        "[{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"system\",\"content\":\"Now in French.\"}]");
    }

    // ---- Anthropic

    @Test
    void sendsAnthropicNothingThatWasNotSetButTheTokenLimitItAsksFor() {
        assertThat(body(ProviderType.ANTHROPIC, PLAIN))
                .isEqualTo("{\"model\":\"m-1\",\"max_tokens\":4096,\"stream\":true,"
                        + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
    }

    @Test
    void sendsAnthropicAllThatWasSet() {
        assertThat(body(ProviderType.ANTHROPIC, FULL))
                .isEqualTo(
                        "{\"model\":\"m-1\",\"max_tokens\":100,\"stream\":true,\"system\":\"Be brief.\",\"messages\":["
                                + "{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":\"Hello\"},"
                                + "{\"role\":\"user\",\"content\":\"Bye\"}],\"temperature\":0.5,\"top_p\":0.9,"
                                + "\"stop_sequences\":[\"END\",\"\\n\\n\"]}");
    }

    @Test
    void putsAllInstructionsForAnthropicToTheHead() {
        ChatRequest request = ChatRequest.builder()
                .model("m-1")
                .system("First.")
                .prompt("Hi")
                .message(Message.system("Second."))
                .build();
        assertThat(body(ProviderType.ANTHROPIC, request))
                .contains("\"system\":\"First.\\n\\nSecond.\"")
                .doesNotContain("\"role\":\"system\"");
    }

    @Test
    void refusesForAnthropicAConversationOfInstructionsOnly() {
        ChatRequest request = ChatRequest.builder()
                .model("m-1")
                .message(Message.system("Be brief."))
                .build();
        assertRefused(() -> post(ProviderType.ANTHROPIC, request), "messages", "'test'");
    }

    @Test
    void refusesASeedForAnthropic() {
        assertRefused(
                () -> post(ProviderType.ANTHROPIC, PLAIN.toBuilder().seed(7L).build()), "seed", "'test'");
    }

    // ---- options

    @ParameterizedTest
    @EnumSource(ProviderType.class)
    void addsOptionsAsTheyAre(ProviderType type) {
        ChatRequest request = PLAIN.toBuilder()
                .option("text", "a\u20AC\"\n")
                .option("number", 7)
                .option("large", 1L << 40)
                .option("fraction", 0.25)
                .option("flag", true)
                .option("list", List.of(1, "a", List.of()))
                .option("map", Map.of("inner", Map.of("x", 1.5f)))
                .build();
        assertThat(body(type, request))
                .endsWith(",\"text\":\"a\u20AC\\\"\\n\",\"number\":7,\"large\":1099511627776,\"fraction\":0.25,"
                        + "\"flag\":true,\"list\":[1,\"a\",[]],\"map\":{\"inner\":{\"x\":1.5}}}");
    }

    @Test
    void letsAnOptionReplaceAField() {
        assertThat(body(
                        ProviderType.OPENAI,
                        FULL.toBuilder().option("top_p", 0.1).build()))
                .contains("\"top_p\":0.1")
                .doesNotContain("0.9");
    }

    @ParameterizedTest
    @EnumSource(ProviderType.class)
    void refusesOptionsThatWouldBreakTheStream(ProviderType type) {
        for (String key : List.of("stream", "messages")) {
            assertRefused(() -> post(type, PLAIN.toBuilder().option(key, false).build()), "'" + key + "'");
        }
    }

    // ---- limits

    @ParameterizedTest
    @CsvSource({"OPENAI, 2", "GROQ, 2", "MISTRAL, 1.5", "ANTHROPIC, 1", "GEMINI, 2"})
    void takesTemperaturesUpToTheProvidersOwnLimit(ProviderType type, double limit) {
        assertThat(body(type, PLAIN.toBuilder().temperature(limit).build())).contains("\"temperature\":" + limit);
        assertThat(body(type, PLAIN.toBuilder().temperature(0.0).build())).contains("\"temperature\":0.0");
        ChatRequest over = PLAIN.toBuilder().temperature(limit + 0.01).build();
        assertRefused(() -> post(type, over), "temperature", "'test'", String.valueOf(limit));
    }

    @Test
    void leavesTheTemperatureOfOtherServersToThem() {
        ProviderSettings settings =
                ProviderSettings.of("test", ProviderType.OPENAI).withBaseUrl(LOCAL);
        assertThat(body(settings, PLAIN.toBuilder().temperature(5.0).build())).contains("\"temperature\":5.0");
    }

    @ParameterizedTest
    @CsvSource({"OPENAI, false", "GROQ, false", "MISTRAL, true", "ANTHROPIC, true"})
    void takesAsManyStopTextsAsTheProviderDoes(ProviderType type, boolean five) {
        assertThat(body(type, PLAIN.toBuilder().stop("a", "b", "c", "d").build()))
                .contains("[\"a\",\"b\",\"c\",\"d\"]");
        ChatRequest request = PLAIN.toBuilder().stop("a", "b", "c", "d", "e").build();
        if (five) {
            assertThat(body(type, request)).contains("[\"a\",\"b\",\"c\",\"d\",\"e\"]");
        } else {
            assertRefused(() -> post(type, request), "stop", "4", "'test'");
        }
    }

    @ParameterizedTest
    @EnumSource(ProviderType.class)
    void refusesARequestWithoutAModel(ProviderType type) {
        assertRefused(() -> post(type, ChatRequest.of("Hi")), "model", "'test'");
    }

    // ---- text

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "a\uD83Db", "\uDE00"})
    void sendsTextWithHalfAnEmojiThatABrowserCut(String cut) {
        ChatRequest request =
                ChatRequest.builder().model("m-1").prompt("x" + cut).build();
        assertThat(body(ProviderType.OPENAI, request))
                .contains("\"content\":\"x" + cut.replaceAll("\\p{Cs}", "?") + "\"");
    }

    @Test
    void sendsWholeEmojisAndControlCharacters() {
        ChatRequest request = ChatRequest.builder()
                .model("m-1")
                .prompt("\uD83D\uDE00\u2028\0\t\"\\")
                .build();
        assertThat(body(ProviderType.OPENAI, request)).contains("\"content\":\"\uD83D\uDE00\u2028\\u0000\\t\\\"\\\\\"");
    }

    // ---- address and headers

    @ParameterizedTest
    @CsvSource({
        "OPENAI, https://api.openai.com/v1/chat/completions",
        "GROQ, https://api.groq.com/openai/v1/chat/completions",
        "MISTRAL, https://api.mistral.ai/v1/chat/completions",
        "ANTHROPIC, https://api.anthropic.com/v1/messages",
        "OPENAI_RESPONSES, https://api.openai.com/v1/responses"
    })
    void postsToTheVendorsOwnAddress(ProviderType type, URI expected) {
        assertThat(post(type, PLAIN).uri()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "OPENAI, https://host/openai/v1?api-version=preview, https://host/openai/v1/chat/completions?api-version=preview",
        "OPENAI, https://host/v1/?a=1&b=%2F, https://host/v1/chat/completions?a=1&b=%2F",
        "ANTHROPIC, https://host?tenant=7, https://host/v1/messages?tenant=7",
        "OPENAI_RESPONSES, https://host/openai?api-version=1, https://host/openai/responses?api-version=1",
        "ANTHROPIC, https://host:8443/a%20b#part, https://host:8443/a%20b/v1/messages"
    })
    void keepsAQueryOfTheBaseUrlBehindThePath(ProviderType type, URI base, URI expected) {
        ProviderSettings settings = ProviderSettings.of("test", type).withBaseUrl(base);
        assertThat(post(settings, PLAIN).uri()).isEqualTo(expected);
    }

    @Test
    void postsBelowABaseUrlWithOrWithoutASlash() {
        ProviderSettings settings = ProviderSettings.of("test", ProviderType.OPENAI);
        URI expected = URI.create("http://localhost:11434/v1/chat/completions");
        assertThat(post(settings.withBaseUrl(LOCAL), PLAIN).uri()).isEqualTo(expected);
        assertThat(post(settings.withBaseUrl(URI.create(LOCAL + "/")), PLAIN).uri())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(
            value = ProviderType.class,
            names = {"OPENAI", "GROQ", "MISTRAL", "OPENAI_RESPONSES", "COHERE"})
    void sendsTheKeyAsABearer(ProviderType type) {
        ProviderSettings settings = ProviderSettings.of("test", type).withApiKey(" sk-1\n");
        assertThat(post(settings, PLAIN).headers())
                .isEqualTo(Map.of(
                        "Content-Type", "application/json",
                        "Accept", "text/event-stream",
                        "Authorization", "Bearer sk-1"));
    }

    @Test
    void sendsAnthropicTheKeyAndTheVersion() {
        ProviderSettings settings =
                ProviderSettings.of("test", ProviderType.ANTHROPIC).withApiKey("sk-1");
        assertThat(post(settings, PLAIN).headers())
                .isEqualTo(Map.of(
                        "Content-Type", "application/json",
                        "Accept", "text/event-stream",
                        "anthropic-version", "2023-06-01",
                        "x-api-key", "sk-1"));
    }

    @ParameterizedTest
    @EnumSource(ProviderType.class)
    void sendsNoKeyWhereThereIsNone(ProviderType type) {
        ProviderSettings settings = ProviderSettings.of("test", type).withApiKey(" ");
        assertThat(post(settings, PLAIN).headers()).doesNotContainKeys("Authorization", "x-api-key", "x-goog-api-key");
    }

    @Test
    void sendsGeminiTheKeyInAHeader() {
        assertThat(post(ProviderSettings.of("test", ProviderType.GEMINI).withApiKey("AIza-1"), PLAIN)
                        .headers())
                .isEqualTo(Map.of(
                        "Content-Type", "application/json",
                        "Accept", "text/event-stream",
                        "x-goog-api-key", "AIza-1"));
    }

    @Test
    void sendsVertexTheTokenAsABearer() {
        ProviderSettings vertex = ProviderSettings.of("test", ProviderType.GEMINI)
                .withBaseUrl(URI.create("https://europe-west1-aiplatform.googleapis.com/v1/publishers/google"))
                .withApiKey("ya29.token");
        assertThat(post(vertex, PLAIN).headers())
                .containsEntry("Authorization", "Bearer ya29.token")
                .doesNotContainKey("x-goog-api-key");
    }

    @ParameterizedTest
    @EnumSource(ProviderType.class)
    void sendsAKeyThatCallsItselfABearerAsOne(ProviderType type) {
        assertThat(post(ProviderSettings.of("test", type).withApiKey("Bearer abc"), PLAIN)
                        .headers())
                .containsEntry("Authorization", "Bearer abc")
                .doesNotContainKeys("x-api-key", "x-goog-api-key");
    }

    @ParameterizedTest
    @EnumSource(ProviderType.class)
    void addsHeadersOfTheSettings(ProviderType type) {
        ProviderSettings settings = ProviderSettings.of("test", type).withHeaders(Map.of("X-Title", "My app"));
        assertThat(post(settings, PLAIN).headers()).containsEntry("X-Title", "My app");
    }

    @Test
    void showsNoKeyInItsTextRepresentations() {
        ProviderSettings settings = ProviderSettings.of("test", ProviderType.OPENAI)
                .withApiKey("sk-secret-1")
                .withHeaders(Map.of("api-key", "sk-secret-2"))
                .withModel("m-1");
        assertThat(settings.toString()).contains("test", "openai", "m-1").doesNotContain("sk-secret");
        assertThat(post(settings, PLAIN).toString())
                .contains("api.openai.com/v1/chat/completions")
                .doesNotContain("sk-secret");
    }
}
