package dev.aistreaming.applications.openaijava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "ai.streaming.heartbeat-interval=50ms")
class OpenAiJavaApplicationTests {

    private static final AtomicReference<ScriptedServer.Script> ANSWER = new AtomicReference<>();

    private static final ScriptedServer MODEL =
            new ScriptedServer(connection -> ANSWER.get().play(connection));

    private final HttpClient browser = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void model(DynamicPropertyRegistry properties) {
        properties.add("model.base-url", () -> MODEL.url() + "/v1");
    }

    @AfterAll
    static void stop() {
        MODEL.close();
    }

    /** The events that the browser gets, one by one, as they come. */
    private Stream<String> events() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/chat"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"question\":\"Hi\"}"))
                .build();
        return browser.send(request, BodyHandlers.ofLines()).body().filter(line -> line.startsWith("data: "));
    }

    @Test
    void streamsTheAnswerTokenByToken() throws Exception {
        CountDownLatch shown = new CountDownLatch(1);
        ANSWER.set(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.text("Hello"));
            shown.await();
            connection.chunk(OpenAiWire.text(" 👋") + OpenAiWire.ending());
            connection.end();
        });

        try (Stream<String> events = events().peek(any -> shown.countDown())) {
            assertThat(events)
                    .containsExactly("data: {\"content\":\"Hello\"}", "data: {\"content\":\" 👋\"}", "data: [DONE]");
        }
    }

    @Test
    void stopsTheModelWhenTheBrowserLeaves() throws Exception {
        AtomicReference<ScriptedConnection> model = new AtomicReference<>();
        ANSWER.set(connection -> {
            model.set(connection);
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.text("Hello"));
            while (!connection.clientLeft(1)) { // on JDK 17, the connection is closed with the next byte
                connection.chunk(": thinking\n\n");
            }
        });
        try (Stream<String> events = events()) {
            assertThat(events.iterator().next()).isEqualTo("data: {\"content\":\"Hello\"}");
        }

        await().until(() -> model.get().clientLeft(0));
    }

    @Test
    void endsWithAnErrorWhereTheModelBreaksOff() throws Exception {
        ANSWER.set(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.text("Hel"));
            connection.end();
        });

        try (Stream<String> events = events()) {
            assertThat(events)
                    .satisfiesExactly(
                            text -> assertThat(text).isEqualTo("data: {\"content\":\"Hel\"}"),
                            error -> assertThat(error).contains("\"code\":\"truncated\""),
                            last -> assertThat(last).isEqualTo("data: [DONE]"));
        }
    }
}
