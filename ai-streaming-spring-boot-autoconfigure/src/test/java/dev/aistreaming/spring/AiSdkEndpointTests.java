package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AiSdkEndpointTests {

    private static final String PATH = "/api/ai-sdk/chat";

    private static ScriptedApplication application(ScriptedServer.Script script, String... properties) {
        String[] all = new String[properties.length + 2];
        System.arraycopy(properties, 0, all, 2, properties.length);
        all[0] = "ai.streaming.endpoints.ai-sdk.path=" + PATH;
        all[1] = "ai.streaming.resume.enabled=true";
        return new ScriptedApplication(script, all);
    }

    private static void hello(ScriptedConnection connection) throws IOException {
        connection.head(200, "text/event-stream");
        connection.chunk(OpenAiWire.opening() + OpenAiWire.text("hello") + OpenAiWire.ending());
        connection.end();
    }

    private static HttpResponse<InputStream> ask(ScriptedApplication application, String body, String... headers)
            throws IOException, InterruptedException {
        return application.post(PATH, "application/json", body, headers);
    }

    private static String chat(String id, String more) {
        return "{\"id\":\"" + id + "\",\"trigger\":\"submit-message\",\"messages\":[{\"id\":\"m1\",\"role\":\"user\","
                + "\"parts\":[{\"type\":\"text\",\"text\":\"hi\"}]}]" + more + "}";
    }

    private static String text(HttpResponse<InputStream> response) throws IOException {
        return new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void answersInTheWordsOfTheAiSdk() throws Exception {
        try (ScriptedApplication application = application(AiSdkEndpointTests::hello)) {
            HttpResponse<InputStream> response = ask(application, chat("c1", ""));
            assertThat(response.headers().firstValue("x-vercel-ai-ui-message-stream"))
                    .hasValue("v1");
            assertThat(response.headers().firstValue("X-AI-Stream-Id")).isEmpty();
            assertThat(text(response))
                    .contains("{\"type\":\"text-delta\",\"id\":\"text-1\",\"delta\":\"hello\"}")
                    .endsWith("data: [DONE]\n\n");
            assertThat(application.provider.requests().get(0).body()).contains("\"content\":\"hi\"");
        }
    }

    @Test
    void asksTheModelThatTheTransportNames() throws Exception {
        try (ScriptedApplication application = application(AiSdkEndpointTests::hello)) {
            text(ask(application, chat("c1", ",\"provider\":\"openai\",\"model\":\"gpt-other\"")));
            assertThat(application.provider.requests().get(0).body()).contains("\"model\":\"gpt-other\"");
        }
    }

    @Test
    void refusesWithASentenceWhatMakesNoSense() throws Exception {
        try (ScriptedApplication application = application(AiSdkEndpointTests::hello)) {
            for (String body :
                    new String[] {"{nonsense", "[]", "{}", "{\"messages\":[]}", chat("c1", ",\"provider\":\"nobody\"")
                    }) {
                HttpResponse<InputStream> response = ask(application, body);
                assertThat(response.statusCode()).as(body).isEqualTo(400);
                assertThat(response.headers().firstValue("Content-Type").orElse(""))
                        .startsWith("text/plain");
                assertThat(text(response)).as(body).hasSizeGreaterThan(10).doesNotStartWith("{");
            }
            assertThat(application.provider.requests()).isEmpty();
        }
    }

    @Test
    void asksNobodyButThoseThatAreOffered() throws Exception {
        try (ScriptedApplication application = application(
                AiSdkEndpointTests::hello,
                "ai.streaming.default-provider=openai",
                "ai.streaming.providers.local.type=openai",
                "ai.streaming.providers.local.base-url=http://localhost:1",
                "ai.streaming.providers.local.model=local",
                "ai.streaming.endpoints.ai-sdk.providers=openai",
                "ai.streaming.endpoints.ai-sdk.models=gpt-other")) {
            assertThat(text(ask(application, chat("c1", ",\"provider\":\"local\""))))
                    .contains("not offered here");
            assertThat(text(ask(application, chat("c1", ",\"model\":\"gpt-dear\""))))
                    .contains("not offered here");
            assertThat(text(ask(application, chat("c1", ",\"model\":\"gpt-other\""))))
                    .contains("hello");
            assertThat(text(ask(application, chat("c1", ",\"model\":\"gpt-test\""))))
                    .contains("hello");
        }
    }

    @Test
    void aChatThatComesBackGetsTheAnswerThatIsBeingWritten() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        try (ScriptedApplication application = application(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("hello"));
            goOn.await(30, TimeUnit.SECONDS);
            connection.chunk(OpenAiWire.ending());
            connection.end();
        })) {
            InputStream first =
                    ask(application, chat("Gespräch 1?", ",\"resumable\":true")).body();
            String start = ScriptedApplication.readUntil(first, "hello");
            HttpResponse<InputStream> again = application.open(PATH + "/Gespr%C3%A4ch%201%3F/stream");
            assertThat(again.headers().firstValue("x-vercel-ai-ui-message-stream"))
                    .hasValue("v1");
            String replayed = ScriptedApplication.readUntil(again.body(), "hello");
            assertThat(replayed).startsWith(start);
            goOn.countDown();
            ScriptedApplication.readUntil(again.body(), "[DONE]");
            await().untilAsserted(() -> assertThat(application
                            .get(PATH + "/Gespr%C3%A4ch%201%3F/stream")
                            .statusCode())
                    .isEqualTo(204));
        }
    }

    @Test
    void stopsTheAnswerOfAChatAndSaysSoAlsoWhereThereIsNone() throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        try (ScriptedApplication application = application(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("hello"));
            connection.waitForClientToLeave();
            left.countDown();
        })) {
            InputStream answer =
                    ask(application, chat("c1", ",\"resumable\":true")).body();
            ScriptedApplication.readUntil(answer, "hello");
            assertThat(application.send("POST", PATH + "/c1/stop").statusCode()).isEqualTo(204);
            assertThat(ScriptedApplication.readUntil(answer, "[DONE]"))
                    .contains("{\"type\":\"abort\"}")
                    .doesNotContain("\"error\"");
            assertThat(left.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(application.send("POST", PATH + "/c2/stop").statusCode()).isEqualTo(204);
            assertThat(application.get(PATH + "/c1/stream").statusCode()).isEqualTo(204);
        }
    }

    @Test
    void isNowhereWhereNobodyAskedForIt() throws Exception {
        try (ScriptedApplication application = new ScriptedApplication(AiSdkEndpointTests::hello)) {
            assertThat(ask(application, chat("c1", "")).statusCode()).isEqualTo(404);
        }
    }
}
