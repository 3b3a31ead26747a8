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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** What the page does when it is reloaded, loses its connection, or has its answer stopped. */
@Timeout(30)
class ReloadTests {

    private static final String QUESTION = "{\"question\":\"hi\",\"resumable\":true}";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static ScriptedServer provider;
    private static ConfigurableApplicationContext application;

    /** The provider of this test may say the rest of its answer. */
    private static volatile Semaphore rest = new Semaphore(0);

    /** The provider of this test was left in the middle of its answer. */
    private static volatile Semaphore left = new Semaphore(0);

    private int askedBefore;

    @BeforeAll
    static void start() throws IOException {
        provider = new ScriptedServer(ReloadTests::answer);
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

    private static void answer(ScriptedConnection connection) throws IOException, InterruptedException {
        Semaphore mayGoOn = rest;
        Semaphore gone = left;
        connection.head(200, "text/event-stream");
        connection.chunk(OpenAiWire.opening() + OpenAiWire.text("one "));
        try {
            while (!mayGoOn.tryAcquire(20, TimeUnit.MILLISECONDS)) {
                connection.chunk(": waiting\n\n"); // notices a client that has left
            }
        } catch (IOException e) {
            gone.release();
            throw e;
        }
        connection.chunk(OpenAiWire.text("two") + OpenAiWire.ending());
        connection.end();
    }

    @AfterAll
    static void stop() {
        application.close();
        provider.close();
    }

    @BeforeEach
    void startAfresh() {
        rest = new Semaphore(0);
        left = new Semaphore(0);
        askedBefore = provider.requests().size();
    }

    @AfterEach
    void letAnswersEnd() {
        rest.release(10);
    }

    private int asked() {
        return provider.requests().size() - askedBefore;
    }

    private HttpRequest.Builder request(String path) {
        String port = application.getEnvironment().getProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/chat" + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Asks, reads the beginning of the answer, and is gone; returns the response. */
    private HttpResponse<InputStream> askAndLeave(String question) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = CLIENT.send(
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
        assertThat(asked()).isEqualTo(1);
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
        assertThat(asked()).isEqualTo(1);
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
        assertThat(asked()).isZero();
    }
}
