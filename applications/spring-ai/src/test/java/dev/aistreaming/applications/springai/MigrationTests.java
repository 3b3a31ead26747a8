package dev.aistreaming.applications.springai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aistreaming.spring.AiService;
import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import reactor.core.publisher.Flux;

/** What docs/migration.md and docs/comparison.md say of Spring AI 2.0.1 in Spring MVC, beside the same here. */
@SuppressWarnings("SameNameButDifferent") // both controllers have the same record
@Import({MigrationTests.ControllerBefore.class, MigrationTests.ControllerAfter.class})
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class MigrationTests {

    /** A Spring AI controller as docs/migration.md shows it before the migration. */
    @SuppressWarnings("NullAway") // Spring AI's entity(..) may be null
    @RestController
    @RequestMapping("/before")
    static class ControllerBefore {

        private final ChatClient chatClient;

        ControllerBefore(ChatClient.Builder builder) {
            this.chatClient =
                    builder.defaultSystem("You answer in one sentence.").build();
        }

        @GetMapping(path = "/chat", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
        Flux<String> chat(String question) {
            return chatClient
                    .prompt()
                    .user(question)
                    .options(ChatOptions.builder().temperature(0.3).maxTokens(200))
                    .stream()
                    .content();
        }

        record City(String name, int inhabitants) {}

        @GetMapping("/city")
        City city(String question) {
            return chatClient.prompt().user(question).call().entity(City.class);
        }
    }

    /** The same controller, as docs/migration.md shows it after the migration. */
    @RestController
    @RequestMapping("/after")
    static class ControllerAfter {

        private final AiService ai;

        ControllerAfter(@Qualifier("openai") AiService ai) {
            this.ai = ai;
        }

        @GetMapping("/chat")
        SseEmitter chat(String question) {
            return ai
                    .task()
                    .system("You answer in one sentence.")
                    .prompt(question)
                    .temperature(0.3)
                    .maxTokens(200)
                    .stream();
        }

        record City(String name, int inhabitants) {}

        @GetMapping("/city")
        City city(String question) {
            return ai.task()
                    .system("You answer in one sentence.")
                    .prompt(question)
                    .expect(City.class)
                    .run()
                    .object();
        }
    }

    private static final AtomicReference<ScriptedServer.Script> script = new AtomicReference<>();
    private static final ScriptedServer openAi =
            new ScriptedServer(connection -> script.get().play(connection));

    private final HttpClient browser = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private ChatClient.Builder builder;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) {
        settings.add("spring.ai.openai.base-url", () -> openAi.url() + "/v1");
        settings.add("spring.ai.openai.api-key", () -> "none");
        settings.add("spring.ai.openai.max-retries", () -> "0");
        settings.add("ai.streaming.providers.openai.base-url", () -> openAi.url() + "/v1");
        settings.add("ai.streaming.providers.openai.api-key", () -> "none");
        settings.add("ai.streaming.providers.openai.model", () -> "gpt-test");
        settings.add("ai.streaming.retry.max-attempts", () -> "1");
    }

    @BeforeEach
    void forget() {
        openAi.requests().clear();
    }

    @AfterAll
    static void close() {
        openAi.close();
    }

    private static void answer(String... pieces) {
        script.set(ScriptedServer.Script.streaming(pieces));
    }

    private String get(String path) throws IOException, InterruptedException {
        return browser.send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path + "?question=Rome"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    @Test
    void bothAskTheSame() throws Exception {
        answer(OpenAiChunks.text("Hello") + OpenAiChunks.end("stop"));

        get("/before/chat");
        get("/after/chat");

        assertThat(openAi.requests())
                .hasSize(2)
                .allSatisfy(request -> assertThat(request.body())
                        .contains("You answer in one sentence.", "Rome", "\"temperature\":0.3", "200"));
    }

    /** Behind {@code data:}, a browser takes one space away. */
    @Test
    void aBareTokenLosesItsSpaceAndOneInJsonDoesNot() throws Exception {
        answer(OpenAiChunks.text("It is") + OpenAiChunks.text(" sunny.") + OpenAiChunks.end("stop"));

        assertThat(get("/before/chat")).contains("data:It is\n\ndata: sunny.\n\n");
        assertThat(get("/after/chat"))
                .isEqualTo("data: {\"content\":\"It is\"}\n\ndata: {\"content\":\" sunny.\"}\n\ndata: [DONE]\n\n");
    }

    @Test
    void anAnswerThatWasCutEndsAsAWholeOneDoesAndHereWithAnError() throws Exception {
        answer(OpenAiChunks.text("Half an"));

        assertThat(get("/before/chat")).isEqualTo("data:Half an\n\n");
        assertThat(get("/after/chat")).contains("\"code\":\"truncated\"");
    }

    @Test
    void bothGiveAnObject() throws Exception {
        String city = "{\\\"name\\\":\\\"Rome\\\",\\\"inhabitants\\\":3}";
        script.set(connection -> {
            if (connection.request().body().contains("\"stream\":true")) {
                connection.head(200, "text/event-stream");
                connection.chunk(OpenAiChunks.text(city) + OpenAiChunks.end("stop"));
                connection.end();
            } else {
                connection.whole(
                        200,
                        "application/json",
                        "{\"id\":\"1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                                + "\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\",\"content\":\"" + city
                                + "\"}}]}");
            }
        });

        String expected = "{\"name\":\"Rome\",\"inhabitants\":3}";
        assertThat(get("/before/city")).isEqualTo(expected);
        assertThat(get("/after/city")).isEqualTo(expected);
    }

    /** It is 60 seconds by default, and is for the whole answer, however steadily that comes. */
    @Test
    void theTimeoutOfTheOptionsCutsAnAnswerThatTakesLonger() {
        script.set(connection -> {
            connection.head(200, "text/event-stream");
            do {
                connection.chunk(OpenAiChunks.text("on "));
            } while (!connection.clientLeft(1));
        });

        assertThatThrownBy(
                        () -> builder
                                .build()
                                .prompt("Rome")
                                .options(OpenAiChatOptions.builder().timeout(Duration.ofSeconds(3)))
                                .stream()
                                .content()
                                .blockLast())
                .hasStackTraceContaining("InterruptedIOException: timeout");
    }
}
