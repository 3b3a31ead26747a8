package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedConnection;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class OpenAiEndpointTests {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static ScriptedApplication application;

    @BeforeAll
    static void start() {
        application = new ScriptedApplication(
                OpenAiEndpointTests::play,
                "ai.streaming.endpoints.openai.path=/v1",
                "ai.streaming.retry.max-attempts=1",
                "ai.streaming.default-provider=openai",
                "ai.streaming.providers.other.type=openai",
                "ai.streaming.providers.other.base-url=http://localhost:1",
                "ai.streaming.providers.other.model=other/model");
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    private static void play(ScriptedConnection connection) throws IOException {
        String body = connection.request().body();
        if (body.contains("refused")) {
            connection.whole(401, "application/json", "{\"error\":{\"message\":\"no\"}}");
        } else if (body.contains("limited")) {
            connection.whole(429, "application/json", "{\"error\":{\"message\":\"slow\"}}", "Retry-After: 7");
        } else if (body.contains("\"stream\":true")) {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("hello") + OpenAiWire.ending());
            connection.end();
        }
    }

    private static HttpResponse<InputStream> ask(String body) throws IOException, InterruptedException {
        return application.post("/v1/chat/completions", "application/json", body);
    }

    private static String text(HttpResponse<InputStream> response) throws IOException {
        return new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String chat(String question, String more) {
        return "{\"messages\":[{\"role\":\"user\",\"content\":\"" + question + "\"}]" + more + "}";
    }

    private static String asked() {
        return application
                .provider
                .requests()
                .get(application.provider.requests().size() - 1)
                .body();
    }

    @Test
    void streamsChunks() throws Exception {
        assertThat(text(ask(chat("hi", ",\"model\":\"openai\",\"stream\":true"))))
                .contains("\"object\":\"chat.completion.chunk\"")
                .contains("\"content\":\"hello\"")
                .endsWith("data: [DONE]\n\n");
    }

    @Test
    void answersInOnePiece() throws Exception {
        HttpResponse<InputStream> response = ask(chat("hi", ",\"model\":\"openai\""));
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        JsonNode completion = JSON.readTree(text(response));
        assertThat(completion.path("object").asString()).isEqualTo("chat.completion");
        assertThat(completion.at("/choices/0/message/content").asString()).isEqualTo("hello");
    }

    @Test
    void aModelIsAProvidersOrTheDefaultProviders() throws Exception {
        text(ask(chat("hi", ",\"model\":\"openai/gpt-other\"")));
        assertThat(asked()).contains("\"model\":\"gpt-other\"");
        text(ask(chat("hi", ",\"model\":\"nobody/gpt-other\"")));
        assertThat(asked()).contains("\"model\":\"nobody/gpt-other\"");
        text(ask(chat("hi", ",\"model\":\"openai\"")));
        assertThat(asked()).contains("\"model\":\"gpt-test\"");
        text(ask(chat("hi", "")));
        assertThat(asked()).contains("\"model\":\"gpt-test\"");
    }

    @Test
    void listsEachProviderWithItsModelTheDefaultFirst() throws Exception {
        JsonNode models = JSON.readTree(application.get("/v1/models").body());
        assertThat(models.path("object").asString()).isEqualTo("list");
        assertThat(models.path("data").findValuesAsString("id"))
                .containsExactly("openai/gpt-test", "other/other/model");
        assertThat(models.at("/data/0/owned_by").asString()).isEqualTo("openai");
        assertThat(models.at("/data/0/created").isIntegralNumber()).isTrue();
    }

    @Test
    void refusesInTheWordsOfOpenAi() throws Exception {
        for (String body : new String[] {
            "{nonsense",
            "{}",
            "{\"messages\":[]}",
            chat("hi", ",\"temperature\":-1"),
            chat("hi", ",\"temperature\":-1,\"stream\":true")
        }) {
            HttpResponse<InputStream> response = ask(body);
            assertThat(response.statusCode()).as(body).isEqualTo(400);
            JsonNode error = JSON.readTree(text(response)).path("error");
            assertThat(error.path("type").asString()).isEqualTo("invalid_request_error");
            assertThat(error.path("message").asString()).hasSizeGreaterThan(10);
            assertThat(response.headers().firstValue("x-should-retry")).hasValue("false");
        }
    }

    @Test
    void theApplicationsOwnKeyIsNotTheClientsFault() throws Exception {
        HttpResponse<InputStream> response = ask(chat("refused", ""));
        assertThat(response.statusCode()).isGreaterThanOrEqualTo(500);
        assertThat(response.headers().firstValue("x-should-retry")).hasValue("false");
        assertThat(JSON.readTree(text(response)).at("/error/code").asString()).isEqualTo("authentication");
    }

    @Test
    void saysWhenToComeBack() throws Exception {
        HttpResponse<InputStream> response = ask(chat("limited", ""));
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("7");
        assertThat(response.headers().firstValue("x-should-retry")).hasValue("true");
    }
}
