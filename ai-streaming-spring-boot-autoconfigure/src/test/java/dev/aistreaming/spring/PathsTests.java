package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedServer;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Applications that are not at the root of their host. */
class PathsTests {

    private static final String CHAT = """
            {"id":"c1","trigger":"submit-message","resumable":true,
             "messages":[{"id":"m1","role":"user","parts":[{"type":"text","text":"hi"}]}]}""";

    private static ScriptedApplication application(String... properties) {
        return new ScriptedApplication(
                ScriptedServer.streaming(OpenAiWire.opening() + OpenAiWire.text("hello") + OpenAiWire.ending()),
                properties);
    }

    @ParameterizedTest
    @CsvSource({
        "server.servlet.context-path=/app, /app, ''",
        "server.forward-headers-strategy=framework, '', /app",
        "server.forward-headers-strategy=native, '', /app",
        "server.servlet.context-path=/app, /app, /team"
    })
    void everythingIsThere(String property, String path, String prefix) throws Exception {
        try (ScriptedApplication application = application(
                property,
                "ai.streaming.resume.enabled=true",
                "ai.streaming.endpoints.ai-sdk.path=/api/ai-sdk/chat",
                "ai.streaming.endpoints.openai.path=/v1")) {
            String[] proxy = {"X-Forwarded-Prefix", prefix, "X-Forwarded-For", "192.0.2.7"};

            assertThat(application.get(path + "/chat?question=hi", proxy).body())
                    .contains("{\"content\":\"hello\"}")
                    .endsWith("data: [DONE]\n\n");
            assertThat(application.get(path + "/ai-streaming/client.js", proxy).statusCode())
                    .isEqualTo(200);
            String chat = path + "/api/ai-sdk/chat";
            var answer = application.post(chat, "application/json", CHAT, proxy);
            assertThat(answer.headers().firstValue("X-AI-Stream-Id")).isPresent();
            assertThat(new String(answer.body().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("hello");
            assertThat(application.get(chat + "/c1/stream", proxy).statusCode()).isIn(200, 204);
            assertThat(application.send("POST", chat + "/c1/stop", proxy).statusCode())
                    .isEqualTo(204);
            assertThat(application
                            .get(path + "/v1/models", "X-Forwarded-Prefix", prefix)
                            .body())
                    .contains("\"openai\"");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "server.servlet.context-path=/app, /app, '', /app/chat",
        "server.forward-headers-strategy=framework, '', /app, /app/chat",
        "server.forward-headers-strategy=native, '', /app, /chat"
    })
    void aProblemNamesTheAddressThatWasAskedFor(String property, String path, String prefix, String instance)
            throws Exception {
        try (ScriptedApplication application = application(property)) {
            HttpResponse<String> refused = application.get(path + "/chat?question=%20", "X-Forwarded-Prefix", prefix);

            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("\"instance\":\"" + instance + "\"");
        }
    }
}
