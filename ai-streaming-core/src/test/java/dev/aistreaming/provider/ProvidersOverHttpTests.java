package dev.aistreaming.provider;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.http.HttpSettings;
import dev.aistreaming.http.HttpTransport;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.RecordingListener;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProvidersOverHttpTests {

    private static final String KEY = "sk-SECRET-4711";
    private static final String ANTHROPIC_ANSWER = """
            event: message_start
            data: {"type":"message_start","message":{"id":"msg_1","model":"claude-test","usage":{"input_tokens":3,\
            "cache_read_input_tokens":4,"output_tokens":1}}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":"Hi"}}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":2}}

            event: message_stop
            data: {"type":"message_stop"}

            """;

    private final WireMockServer wireMock = new WireMockServer(wireMockConfig().dynamicPort());
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final HttpTransport transport = new HttpTransport(HttpSettings.DEFAULTS, executor);

    @BeforeEach
    void startServer() {
        wireMock.start();
    }

    @AfterEach
    void close() {
        wireMock.stop();
        transport.close();
        executor.shutdownNow();
    }

    private void answer(ResponseDefinitionBuilder response) {
        wireMock.stubFor(any(anyUrl()).willReturn(response));
    }

    private static ResponseDefinitionBuilder stream(String body) {
        return aResponse().withHeader("Content-Type", "text/event-stream").withBody(body);
    }

    private RecordingListener ask(ProviderType type, String path) {
        ProviderSettings settings = ProviderSettings.of(type.typeName(), type)
                .withBaseUrl(URI.create(wireMock.baseUrl() + path))
                .withApiKey(KEY)
                .withModel("some-model");
        RecordingListener listener = new RecordingListener();
        new HttpChatProvider(settings, transport)
                .newCall(ChatRequest.builder()
                        .system("Be brief.")
                        .prompt("Hello?")
                        .build())
                .start(listener);
        return listener;
    }

    @Test
    void asksOpenAi() {
        answer(stream(OpenAiWire.opening() + OpenAiWire.text("Hi") + OpenAiWire.ending()));

        ChatResponse response = ask(ProviderType.OPENAI, "/v1").response();

        assertThat(response.content()).isEqualTo("Hi");
        assertThat(response.usage().inputTokens()).isEqualTo(12);
        wireMock.verify(postRequestedFor(urlEqualTo("/v1/chat/completions"))
                .withHeader("Authorization", equalTo("Bearer " + KEY))
                .withHeader("Content-Type", equalTo("application/json"))
                .withHeader("Accept", equalTo("text/event-stream"))
                .withRequestBody(matchingJsonPath("$.stream_options.include_usage", equalTo("true")))
                .withRequestBody(matchingJsonPath("$.messages[0].role", equalTo("system")))
                .withRequestBody(matchingJsonPath("$.messages[1].content", equalTo("Hello?"))));
    }

    @Test
    void asksGroq() {
        answer(stream(OpenAiWire.opening() + OpenAiWire.text("Hi") + OpenAiWire.ending()));

        assertThat(ask(ProviderType.GROQ, "/openai/v1").response().content()).isEqualTo("Hi");
        wireMock.verify(postRequestedFor(urlEqualTo("/openai/v1/chat/completions"))
                .withHeader("Authorization", equalTo("Bearer " + KEY)));
    }

    @Test
    void asksMistralWithoutTheUsageOptionItRefuses() {
        answer(stream(OpenAiWire.opening() + OpenAiWire.text("Hi") + OpenAiWire.ending()));

        assertThat(ask(ProviderType.MISTRAL, "/v1").response().content()).isEqualTo("Hi");
        wireMock.verify(postRequestedFor(urlEqualTo("/v1/chat/completions"))
                .withRequestBody(matchingJsonPath("$.stream_options", absent())));
    }

    @Test
    void asksAnthropic() {
        answer(stream(ANTHROPIC_ANSWER));

        ChatResponse response = ask(ProviderType.ANTHROPIC, "").response();

        assertThat(response.content()).isEqualTo("Hi");
        assertThat(response.usage().inputTokens()).isEqualTo(7);
        wireMock.verify(postRequestedFor(urlEqualTo("/v1/messages"))
                .withHeader("x-api-key", equalTo(KEY))
                .withHeader("anthropic-version", equalTo("2023-06-01"))
                .withRequestBody(matchingJsonPath("$.system", equalTo("Be brief.")))
                .withRequestBody(matchingJsonPath("$.messages[0].role", equalTo("user")))
                .withRequestBody(matchingJsonPath("$.max_tokens")));
    }

    @Test
    void tellsWhatTheProviderSaidWithoutTheKeyItRepeats() {
        answer(aResponse()
                .withStatus(401)
                .withHeader("x-request-id", "req_1")
                .withBody("{\"error\":{\"message\":\"Incorrect API key: " + KEY + "\",\"code\":\"invalid_api_key\"}}"));

        AiException error = ask(ProviderType.OPENAI, "/v1").error();

        assertThat(error.code()).isEqualTo(ErrorCode.AUTHENTICATION);
        assertThat(error.status()).isEqualTo(401);
        assertThat(error.requestId()).isEqualTo("req_1");
        assertThat(error.providerMessage()).isEqualTo("Incorrect API key: ***");
        assertThat(error.toString()).contains("req_1").doesNotContain(KEY);
    }

    @Test
    void readsHowLongToWait() {
        answer(aResponse().withStatus(429).withHeader("retry-after", "7").withBody("{\"message\":\"slow down\"}"));

        AiException error = ask(ProviderType.MISTRAL, "/v1").error();

        assertThat(error.code()).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(error.retryAfter()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void takesAPageOfHtmlForWhatItIs() {
        answer(aResponse().withHeader("Content-Type", "text/html").withBody("<html>Log in to the Wi-Fi</html>"));

        AiException error = ask(ProviderType.OPENAI, "/v1").error();

        assertThat(error.code()).isEqualTo(ErrorCode.MALFORMED_RESPONSE);
        assertThat(error.providerMessage()).contains("text/html").contains("base-url");
    }

    @Test
    void doesNotFollowARedirect() {
        answer(aResponse().withStatus(302).withHeader("Location", "/elsewhere"));

        AiException error = ask(ProviderType.OPENAI, "/v1").error();

        assertThat(error.code()).isEqualTo(ErrorCode.PROVIDER_ERROR);
        assertThat(error.retryable()).isFalse();
    }

    @Test
    void sendsNoKeyWhereNoneIsSet() {
        answer(stream(OpenAiWire.opening() + OpenAiWire.ending()));
        ProviderSettings settings = ProviderSettings.of("local", ProviderType.OPENAI)
                .withBaseUrl(URI.create(wireMock.baseUrl() + "/v1/"))
                .withHeaders(Map.of("X-Title", "sample"))
                .withModel("llama");
        RecordingListener listener = new RecordingListener();
        new HttpChatProvider(settings, transport)
                .newCall(ChatRequest.of("Hello?"))
                .start(listener);
        listener.response();

        wireMock.verify(postRequestedFor(urlEqualTo("/v1/chat/completions"))
                .withHeader("Authorization", absent())
                .withHeader("X-Title", equalTo("sample")));
    }
}
