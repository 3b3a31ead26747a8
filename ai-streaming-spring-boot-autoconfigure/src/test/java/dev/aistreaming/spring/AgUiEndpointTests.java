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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("integration")
@Timeout(60)
class AgUiEndpointTests {

    private static ScriptedApplication application;

    @BeforeAll
    static void start() {
        application = new ScriptedApplication(
                AgUiEndpointTests::hello,
                "ai.streaming.endpoints.ag-ui.path=/api/ag-ui",
                "ai.streaming.resume.enabled=true",
                "ai.streaming.sse.include-tool-calls=true");
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    private static void hello(ScriptedConnection connection) throws IOException {
        connection.head(200, "text/event-stream");
        connection.chunk(OpenAiWire.opening() + OpenAiWire.text("hello") + OpenAiWire.ending());
        connection.end();
    }

    private static String run(String more) {
        return "{\"threadId\":\"th_1\",\"runId\":\"run_1\",\"state\":{},\"context\":[],\"messages\":[{\"id\":\"u1\","
                + "\"role\":\"user\",\"content\":\"hi\"}]" + more + "}";
    }

    private static HttpResponse<InputStream> ask(String body) throws IOException, InterruptedException {
        return application.post("/api/ag-ui", "application/json", body);
    }

    private static String text(HttpResponse<InputStream> response) throws IOException {
        return new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void answersInTheWordsOfAgUiWithTheIdsOfTheRun() throws Exception {
        HttpResponse<InputStream> response = ask(run(",\"tools\":[]"));
        assertThat(response.headers().firstValue("X-AI-Stream-Id")).isEmpty();
        assertThat(text(response))
                .startsWith("data: {\"type\":\"RUN_STARTED\",\"threadId\":\"th_1\",\"runId\":\"run_1\"}")
                .contains("\"delta\":\"hello\"")
                .contains("data: {\"type\":\"RUN_FINISHED\",\"threadId\":\"th_1\",\"runId\":\"run_1\"")
                .doesNotContain("[DONE]");
    }

    @Test
    void offersTheToolsOfTheFrontEndAndAsksTheModelThatItNames() throws Exception {
        text(ask(
                run(",\"tools\":[{\"name\":\"paint\",\"description\":\"Paints\",\"parameters\":{\"type\":\"object\"}}],"
                        + "\"forwardedProps\":{\"provider\":\"openai\",\"model\":\"gpt-other\"}")));
        String asked = application
                .provider
                .requests()
                .get(application.provider.requests().size() - 1)
                .body();
        assertThat(asked).contains("\"name\":\"paint\"").contains("\"model\":\"gpt-other\"");
    }

    @Test
    void refusesWithASentenceWhatMakesNoSense() throws Exception {
        for (String body : new String[] {"{nonsense", "{}", run(",\"forwardedProps\":{\"provider\":\"nobody\"}")}) {
            HttpResponse<InputStream> response = ask(body);
            assertThat(response.statusCode()).as(body).isEqualTo(400);
            assertThat(text(response)).as(body).hasSizeGreaterThan(10).doesNotStartWith("{");
        }
    }
}
