package dev.aistreaming.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** What the page does when it is reloaded, loses its connection, or has its answer stopped. */
class ReloadTests {

    private static final String QUESTION = "{\"question\":\"hi\",\"resumable\":true}";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Semaphore rest = new Semaphore(0);
    private final Semaphore left = new Semaphore(0);
    private ScriptedServer provider;
    private ConfigurableApplicationContext application;

    @BeforeEach
    void start() throws IOException {
        provider = new ScriptedServer(this::answer);
        application = SpringApplication.run(
                SampleApplication.class,
                "--server.port=0",
                "--ai.streaming.heartbeat-interval=50ms",
                "--ai.streaming.sse.include-metadata=false",
                "--ai.streaming.default-provider=local",
                "--ai.streaming.providers.local.type=openai",
                "--ai.streaming.providers.local.model=test",
                "--ai.streaming.providers.local.base-url=" + provider.url());
    }

    private void answer(ScriptedConnection connection) throws IOException, InterruptedException {
        connection.head(200, "text/event-stream");
        connection.chunk(OpenAiWire.opening() + OpenAiWire.text("one "));
        try {
            while (!rest.tryAcquire(20, TimeUnit.MILLISECONDS)) {
                connection.chunk(": waiting\n\n"); // notices a client that has left
            }
        } catch (IOException e) {
            left.release();
            throw e;
        }
        connection.chunk(OpenAiWire.text("two") + OpenAiWire.ending());
        connection.end();
    }

    @AfterEach
    void stop() {
        rest.release(100);
        application.close();
        provider.close();
    }

    private HttpRequest.Builder request(String path) {
        String port = application.getEnvironment().getProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/chat" + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Asks, reads the beginning of the answer, and is gone; returns the response. */
    private HttpResponse<InputStream> askAndLeave(String question) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = client.send(
                request("/stream")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(question))
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null && !line.startsWith("data: ")) {
                line = lines.readLine();
            }
            assertThat(line).isEqualTo("data: {\"content\":\"one \"}");
        }
        return response;
    }

    private String askAndReload() throws IOException, InterruptedException {
        return askAndLeave(QUESTION).headers().firstValue("X-AI-Stream-Id").orElseThrow();
    }

    private static String data(HttpResponse<String> response) {
        return response.body().replaceAll("(?m)^(id|:).*\n", "").replaceAll("\n+", "\n");
    }

    @Test
    void aPageThatIsReloadedGetsTheSameAnswerWhichNobodyIsAskedForAgain() throws Exception {
        String id = askAndReload();
        rest.release();

        HttpResponse<String> response = send(request("/" + id + "/stream"));

        assertThat(data(response))
                .endsWith("data: {\"content\":\"one \"}\ndata: {\"content\":\"two\"}\ndata: [DONE]\n");
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void aConnectionThatBrokeIsFollowedByOneThatBringsTheRest() throws Exception {
        String id = askAndReload();
        rest.release();

        String byHeader = data(send(request("/" + id + "/stream").header("Last-Event-ID", id + ":1")));
        String byQuery = data(send(request("/" + id + "/stream?lastEventId=" + id + ":1")));

        assertThat(byHeader)
                .endsWith("data: {\"content\":\"two\"}\ndata: [DONE]\n")
                .doesNotContain("one");
        assertThat(byQuery)
                .endsWith("data: {\"content\":\"two\"}\ndata: [DONE]\n")
                .doesNotContain("one");
        assertThat(send(request("/" + id + "/stream").header("Last-Event-ID", id + ":3"))
                        .statusCode())
                .isEqualTo(204);
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void anAnswerThatIsStoppedEndsAtTheProvider() throws Exception {
        String id = askAndReload();

        assertThat(send(request("/" + id).DELETE()).statusCode()).isEqualTo(204);

        assertThat(left.tryAcquire(5, TimeUnit.SECONDS)).isTrue();
        assertThat(data(send(request("/" + id + "/stream"))))
                .contains("one ")
                .contains("\"code\":\"cancelled\"")
                .endsWith("data: [DONE]\n");
        assertThat(send(request("/" + id).DELETE()).statusCode()).isEqualTo(404);
    }

    @Test
    void anAnswerThatIsNotToBeKeptEndsWithItsBrowser() throws Exception {
        HttpResponse<InputStream> response = askAndLeave("{\"question\":\"hi\"}");

        assertThat(left.tryAcquire(5, TimeUnit.SECONDS)).isTrue();
        assertThat(response.headers().firstValue("X-AI-Stream-Id")).isEmpty();
    }

    @Test
    void anAnswerThatNobodyKnowsIsExpiredAndCannotBeStopped() throws Exception {
        String id = "0".repeat(32);

        assertThat(send(request("/" + id + "/stream")).body()).contains("\"code\":\"stream_expired\"");
        HttpResponse<String> stopped = send(request("/" + id).DELETE());

        assertThat(stopped.statusCode()).isEqualTo(404);
        assertThat(stopped.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(stopped.body()).contains("No such answer");
        assertThat(provider.requests()).isEmpty();
    }
}
