package dev.aistreaming.applications.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.spring.test.ScriptedAi;
import dev.aistreaming.testing.ScriptedProvider;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jetty.JettyWebServer;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.server.context.WebServerApplicationContext;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "ai.streaming.heartbeat-interval=50ms")
@ScriptedAi
class JettyApplicationTests {

    private final HttpClient browser = HttpClient.newHttpClient();

    @Autowired
    private ScriptedProvider ai;

    @Autowired
    private WebServerApplicationContext application;

    @LocalServerPort
    private int port;

    /** The events that the browser gets, one by one, as they come. */
    private Stream<String> events(String question) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/chat"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"question\":\"" + question + "\"}"))
                .build();
        return browser.send(request, BodyHandlers.ofLines()).body().filter(line -> line.startsWith("data: "));
    }

    @Test
    void streamsTheAnswerFromJetty() throws Exception {
        ai.answer("Hello", " world");

        assertThat(application.getWebServer()).isInstanceOf(JettyWebServer.class);
        try (Stream<String> events = events("Hi")) {
            assertThat(events)
                    .containsExactly("data: {\"content\":\"Hello\"}", "data: {\"content\":\" world\"}", "data: [DONE]");
        }
    }

    @Test
    void stopsTheProviderWhenTheBrowserLeaves() throws Exception {
        ai.answer("Hello", " world").stallAfter(1);
        try (Stream<String> events = events("Hi")) {
            assertThat(events.iterator().next()).isEqualTo("data: {\"content\":\"Hello\"}");
        }

        await().until(() -> ai.cancelledCalls() == 1);
    }
}
