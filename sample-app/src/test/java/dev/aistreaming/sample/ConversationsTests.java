package dev.aistreaming.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Message;
import dev.aistreaming.testing.ScriptedProvider;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The conversations of the page's list. */
@Timeout(30)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"ai.streaming.default-provider=scripted", "ai.streaming.retry.max-attempts=1"})
class ConversationsTests {

    @TestConfiguration(proxyBeanMethods = false)
    static class Providers {

        @Bean
        ScriptedProvider scriptedProvider() {
            return ScriptedProvider.named("scripted");
        }
    }

    private static final JsonMapper JSON = new JsonMapper();

    private final ScriptedProvider provider;
    private final int port;
    private final String id = UUID.randomUUID().toString();
    private HttpClient browser = HttpClient.newHttpClient();

    @Autowired
    ConversationsTests(ScriptedProvider provider, @LocalServerPort int port) {
        this.provider = provider;
        this.port = port;
    }

    @BeforeEach
    void startAfresh() throws Exception {
        provider.reset().answer("One.").then().answer("Two.").then().answer("Three.");
        browser = openPage();
    }

    /** A browser that has the page. */
    private HttpClient openPage() throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        client.send(HttpRequest.newBuilder(uri("/")).build(), HttpResponse.BodyHandlers.discarding());
        return client;
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private HttpResponse<String> send(String method, String path, String json)
            throws IOException, InterruptedException {
        return browser.send(
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String ask(String question) throws IOException, InterruptedException {
        return ask(question, "");
    }

    private String ask(String question, String more) throws IOException, InterruptedException {
        return send(
                        "POST",
                        "/api/chat/stream",
                        "{\"question\":\"" + question + "\",\"conversation\":\"" + id + "\"" + more + "}")
                .body();
    }

    private JsonNode list() throws IOException, InterruptedException {
        return JSON.readTree(send("GET", "/api/conversations", "").body()).path("conversations");
    }

    private JsonNode turns() throws IOException, InterruptedException {
        return JSON.readTree(send("GET", "/api/conversations/" + id, "").body()).path("turns");
    }

    private int status(String method, String path, String json) throws IOException, InterruptedException {
        return send(method, "/api/conversations/" + id + path, json).statusCode();
    }

    private List<String> sentLast() {
        List<ChatRequest> requests = provider.requests();
        return requests.get(requests.size() - 1).messages().stream()
                .map(Message::text)
                .toList();
    }

    @Test
    void aConversationIsListedAndShown() throws Exception {
        ask("first");
        ask("second");

        assertThat(list()).hasSize(1);
        assertThat(list().path(0).path("id").asString()).isEqualTo(id);
        assertThat(list().path(0).path("title").asString()).isEqualTo("first");
        assertThat(turns()).hasSize(2);
        assertThat(turns().path(1)).isEqualTo(JSON.readTree("""
                {"question":"second","files":[],"events":[{"content":"Two."}],"state":"whole"}"""));
    }

    @Test
    void theServerKnowsWhatWasSaidBefore() throws Exception {
        ask("first");
        ask("second");

        assertThat(sentLast()).containsExactly("first", "One.", "second");
    }

    @Test
    void anotherBrowserSeesNothingOfIt() throws Exception {
        ask("first");
        browser = openPage();

        assertThat(list()).isEmpty();
        assertThat(status("GET", "", "")).isEqualTo(404);
        assertThat(status("PUT", "/title", "{\"title\":\"mine\"}")).isEqualTo(404);
        assertThat(status("DELETE", "", "")).isEqualTo(404);
        assertThat(status("DELETE", "/turns?after=0", "")).isEqualTo(404);
    }

    @Test
    void aProgramWithoutTheCookieIsNobodyAndHasNoList() throws Exception {
        browser = HttpClient.newHttpClient();
        ask("first");

        assertThat(list()).isEmpty();
        assertThat(turns()).hasSize(1);
    }

    @Test
    void aCookieThatThePageDidNotComeWithIsNone() throws Exception {
        HttpResponse<String> page = browser.send(
                HttpRequest.newBuilder(uri("/"))
                        .header("Cookie", "ai-streaming-visitor=admin")
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(page.headers().firstValue("Set-Cookie"))
                .hasValueSatisfying(cookie -> assertThat(cookie)
                        .doesNotContain("admin")
                        .contains("Path=/;", "HttpOnly", "SameSite=Lax", "Max-Age="));
        assertThat(page.headers().allValues("Set-Cookie")).hasSize(1);
    }

    @Test
    void aConversationIsRenamed() throws Exception {
        ask("first");

        assertThat(status("PUT", "/title", "{\"title\":\"Numbers\"}")).isEqualTo(204);
        assertThat(list().path(0).path("title").asString()).isEqualTo("Numbers");
        assertThat(status("PUT", "/title", "{\"title\":\" \"}")).isEqualTo(400);
        assertThat(status("PUT", "/title", "{\"title\":\"" + "x".repeat(256) + "\"}"))
                .isEqualTo(400);
    }

    @Test
    void aConversationThatIsDeletedIsGone() throws Exception {
        ask("first");

        assertThat(status("DELETE", "", "")).isEqualTo(204);
        assertThat(list()).isEmpty();
        assertThat(status("GET", "", "")).isEqualTo(404);
        assertThat(status("DELETE", "", "")).isEqualTo(404);
    }

    @Test
    void aQuestionThatIsPutDifferentlyTakesThePlaceOfWhatFollowed() throws Exception {
        ask("first");
        send("PUT", "/api/conversations/" + id + "/title", "{\"title\":\"Numbers\"}");
        ask("second");

        assertThat(status("DELETE", "/turns?after=1", "")).isEqualTo(204);
        ask("another");

        assertThat(sentLast()).containsExactly("first", "One.", "another");
        assertThat(turns()).hasSize(2);
        assertThat(list()).hasSize(1);
        assertThat(list().path(0).path("title").asString()).isEqualTo("Numbers");
    }

    @Test
    void whatIsShorterAlreadyStaysAsItIs() throws Exception {
        ask("first");

        assertThat(status("DELETE", "/turns?after=1", "")).isEqualTo(204);
        assertThat(turns()).hasSize(1);
    }

    @Test
    void toolsAreShownAsInTheStream() throws Exception {
        provider.reset().toolCall("c1", "time", "{\"zone\":\"Nowhere\"}").then().answer("I do not know.");
        ask("What time is it?", ",\"tools\":[\"time\"]");

        JsonNode events = turns().path(0).path("events");
        assertThat(events.path(0)).isEqualTo(JSON.readTree("""
                {"toolCall":{"id":"c1","name":"time","arguments":{"zone":"Nowhere"}}}"""));
        assertThat(events.at("/1/toolResult/error").asString()).startsWith("There is no time zone");
        assertThat(events.path(2)).isEqualTo(JSON.readTree("{\"step\":{}}"));
        assertThat(events.path(3)).isEqualTo(JSON.readTree("{\"content\":\"I do not know.\"}"));
    }

    @Test
    void anAnswerThatBrokeOffIsMarked() throws Exception {
        provider.reset().answer("Half", " whole").cutAfter(1);
        ask("first");

        JsonNode half = JSON.readTree("""
                {"question":"first","files":[],"events":[{"content":"Half"}],"state":"interrupted"}""");
        await().untilAsserted(() -> assertThat(turns().path(0)).isEqualTo(half)); // the error is told first
    }

    @Test
    void anAnswerThatIsBeingWrittenIsToldWithItsStream() throws Exception {
        provider.reset().answer("One ", "two.").stallAfter(1);
        HttpResponse<java.io.InputStream> answer = browser.send(
                HttpRequest.newBuilder(uri("/api/chat/stream"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"question\":\"first\",\"resumable\":true,\"conversation\":\"" + id + "\"}"))
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        String streamId = answer.headers().firstValue("X-AI-Stream-Id").orElseThrow();

        JsonNode shown =
                JSON.readTree(send("GET", "/api/conversations/" + id, "").body());

        assertThat(shown.path("streamId").asString()).isEqualTo(streamId);
        assertThat(shown.at("/turns/0/question").asString()).isEqualTo("first");
        assertThat(send("DELETE", "/api/chat/" + streamId, "").statusCode()).isEqualTo(204);
        answer.body().close();
    }
}
