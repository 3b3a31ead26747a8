package dev.aistreaming.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;
import java.net.CookieManager;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The packaged application, started with what Spring has processed ahead of time. */
@Tag("integration")
class AheadOfTimeIT {

    private static final ScriptedServer.Script ANSWER = connection -> {
        connection.head(200, "text/event-stream");
        connection.chunk(OpenAiWire.opening() + OpenAiWire.text("Hello") + OpenAiWire.ending());
        connection.end();
    };

    private static final HttpClient BROWSER =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    private static PackagedSample sample;

    @BeforeAll
    static void start() throws IOException {
        sample = new PackagedSample(ANSWER, List.of("-Dspring.aot.enabled=true"), List.of());
    }

    @AfterAll
    static void stop() throws IOException {
        sample.close();
    }

    private static String answer(String query) throws Exception {
        return sample.stream(query).get(20, TimeUnit.SECONDS).body();
    }

    private static String send(HttpRequest.Builder request) throws Exception {
        return BROWSER.send(request.build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static String get(String path) throws Exception {
        return send(HttpRequest.newBuilder(sample.uri(path)));
    }

    private static String post(String path, String json) throws Exception {
        return send(HttpRequest.newBuilder(sample.uri(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    @Test
    void usesWhatWasProcessedAheadOfTime() throws IOException {
        assertThat(sample.log()).contains("Starting AOT-processed SampleApplication");
    }

    @Test
    void answers() throws Exception {
        assertThat(answer("question=timeouts&provider=demo"))
                .contains("\"model\":\"documentation-search\",\"provider\":\"demo\"")
                .endsWith("data: [DONE]\n\n");
    }

    /** When it was built, there was none but the demo. */
    @Test
    void aProviderThatIsConfiguredNowAnswersAsTheDefault() throws Exception {
        assertThat(answer("question=hi"))
                .contains("data: {\"content\":\"Hello\"}\n\n")
                .endsWith("data: [DONE]\n\n");
    }

    @Test
    void aToolRuns() throws Exception {
        assertThat(post(
                        "/api/chat/stream",
                        "{\"question\":\"What time is it in Tokyo?\",\"provider\":\"demo\",\"tools\":[\"time\"]}"))
                .contains("\"arguments\":{\"zone\":\"Asia/Tokyo\"}")
                .containsPattern(
                        "\"toolResult\":\\{\"id\":\"call-1\",\"name\":\"time\",\"result\":\"[^\"]+ in Asia/Tokyo\"");
    }

    @Test
    void aConversationIsKeptInTheDatabase() throws Exception {
        get("/"); // brings the cookie that conversations belong to

        post("/api/chat/stream", "{\"question\":\"timeouts\",\"conversation\":\"c1\"}");

        assertThat(get("/api/conversations/c1")).contains("\"title\":\"timeouts\"");
    }

    @Test
    void everybodysClientIsAnsweredInItsOwnWords() throws Exception {
        assertThat(post(
                        "/api/ai-sdk/chat",
                        "{\"id\":\"c2\",\"messages\":[{\"id\":\"m\",\"role\":\"user\","
                                + "\"parts\":[{\"type\":\"text\",\"text\":\"timeouts\"}]}]}"))
                .contains("\"type\":\"text-delta\"");
        assertThat(post(
                        "/api/ag-ui",
                        "{\"threadId\":\"t\",\"runId\":\"r\",\"state\":{},\"tools\":[],\"context\":[],\"forwardedProps\":{},"
                                + "\"messages\":[{\"id\":\"m\",\"role\":\"user\",\"content\":\"timeouts\"}]}"))
                .contains("\"type\":\"RUN_FINISHED\"");
        assertThat(post(
                        "/v1/chat/completions",
                        "{\"model\":\"demo\",\"messages\":[{\"role\":\"user\",\"content\":\"timeouts\"}]}"))
                .contains("\"object\":\"chat.completion\"");
    }
}
