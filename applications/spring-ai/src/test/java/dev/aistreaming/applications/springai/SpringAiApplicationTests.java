package dev.aistreaming.applications.springai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.spring.ActiveStreams;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class SpringAiApplicationTests {

    private static final String KEY = "plain0123456789secret";

    private static final AtomicReference<ScriptedServer.Script> script = new AtomicReference<>();
    private static final ScriptedServer openAi =
            new ScriptedServer(connection -> script.get().play(connection));

    @LocalServerPort
    private int port;

    @Autowired
    @Qualifier("model")
    private AiService model;

    @Autowired
    private ActiveStreams streams;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) {
        settings.add("spring.ai.openai.base-url", () -> openAi.url() + "/v1");
        settings.add("spring.ai.openai.api-key", () -> KEY);
        settings.add("spring.ai.openai.max-retries", () -> "0");
        settings.add("ai.streaming.retry.max-attempts", () -> "1");
        settings.add("ai.streaming.heartbeat-interval", () -> "200ms");
    }

    @BeforeEach
    void forget() {
        openAi.requests().clear();
    }

    @AfterAll
    static void close() {
        openAi.close();
    }

    @Test
    void streamsWhatTheClientAnswersWithItsToolsItsSystemAndItsMemory() throws IOException {
        script.set(connection -> {
            connection.head(200, "text/event-stream");
            if (connection.request().body().contains("Sunny in Rome")) {
                connection.chunk(OpenAiChunks.text("It is") + OpenAiChunks.text(" sunny.") + OpenAiChunks.end("stop"));
            } else {
                connection.chunk(OpenAiChunks.call("call-1", "weather", "{\\\"city\\\":"));
                connection.chunk(OpenAiChunks.more("\\\"Rome\\\"}") + OpenAiChunks.end("tool_calls"));
            }
            connection.end();
        });

        String first = get("/chat?chatId=7&question=" + encoded("How is the weather in Rome?"));
        assertThat(first)
                .contains("{\"content\":\"It is\"}", "{\"content\":\" sunny.\"}", "[DONE]")
                .doesNotContain("error");
        assertThat(openAi.requests()).hasSize(2);
        assertThat(openAi.requests().get(0).line()).contains("/v1/chat/completions");
        assertThat(openAi.requests().get(0).body())
                .contains("travel agency", "\"name\":\"weather\"", "How is the weather in Rome?");

        get("/chat?chatId=7&question=" + encoded("And tomorrow?"));
        assertThat(openAi.requests().get(2).body()).contains("How is the weather in Rome?", "It is sunny.");
    }

    /** The connection to the provider is another matter: Spring AI 2.0.1 leaves that of OpenAI open. */
    @Test
    void theCallIsOverWhenTheBrowserLeaves() throws Exception {
        script.set(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiChunks.text("Hello"));
            connection.clientLeft(60);
        });

        try (Socket browser = browser("/chat?chatId=8&question=Hello")) {
            BufferedReader lines = reader(browser);
            await().atMost(Duration.ofSeconds(30)).until(() -> lines.readLine().contains("Hello"));
            assertThat(streams.count()).isEqualTo(1);
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> streams.count() == 0);
    }

    @Test
    void endsWithAnErrorWhereTheProviderBreaksOff() throws IOException {
        script.set(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiChunks.text("Half an"));
            connection.close();
        });

        assertThat(get("/chat?chatId=9&question=Hello"))
                .contains("{\"content\":\"Half an\"}", "\"code\":\"network\"", "[DONE]");
    }

    @Test
    void anAnswerWithoutAFinishReasonIsTruncated() throws IOException {
        script.set(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiChunks.text("Half an"));
            connection.end();
        });

        assertThat(get("/model?question=Hello")).contains("\"code\":\"truncated\"");
    }

    @Test
    void aKeyThatIsNotAcceptedIsToldAndNotShown() {
        script.set(connection -> connection.whole(
                401, "application/json", "{\"error\":{\"message\":\"Incorrect API key provided: " + KEY + "\"}}"));

        AiException error = catchThrowableOfType(AiException.class, () -> model.ask("Hello"));
        assertThat(error.code()).isEqualTo(ErrorCode.AUTHENTICATION);
        assertThat(error.status()).isEqualTo(401);
        assertThat(error.providerMessage()).contains("Incorrect API key provided: ***");
        assertThat(String.valueOf(error.getCause())).doesNotContain(KEY);
    }

    @Test
    void anOverloadedProviderAndOneThatIsAwayAreToldApart() throws IOException {
        script.set(connection -> connection.whole(503, "application/json", "{\"error\":{\"message\":\"Busy\"}}"));
        assertThat(catchThrowableOfType(AiException.class, () -> model.ask("Hello"))
                        .code())
                .isEqualTo(ErrorCode.OVERLOADED);

        script.set(ScriptedConnection::reset);
        assertThat(catchThrowableOfType(AiException.class, () -> model.ask("Hello"))
                        .code())
                .isEqualTo(ErrorCode.NETWORK);
    }

    @Test
    void theTextIsExactHoweverItsBytesAreCut() {
        byte[] stream = (OpenAiChunks.text(" Gr\u00fc\u00dfe \uD83D\uDE00")
                        + OpenAiChunks.text("\\n x")
                        + OpenAiChunks.end("stop"))
                .getBytes(StandardCharsets.UTF_8);
        script.set(connection -> {
            connection.head(200, "text/event-stream");
            for (byte each : stream) {
                connection.chunk(new byte[] {each});
            }
            connection.end();
        });

        assertThat(model.ask("Hello")).isEqualTo(" Gr\u00fc\u00dfe \uD83D\uDE00\n x");
    }

    @Test
    void aModelIsOfferedOurToolsAndTheCallComesBack() {
        script.set(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiChunks.call("call-1", "time", "{\\\"zone\\\":"));
            connection.chunk(OpenAiChunks.more("\\\"CET\\\"}") + OpenAiChunks.end("tool_calls"));
            connection.end();
        });

        ChatResponse response = model.generate(ChatRequest.builder()
                .system("Be brief")
                .prompt("What time is it?")
                .temperature(0.5)
                .maxTokens(9)
                .stop("END")
                .tool(Tool.of("time", "The time"))
                .build());

        assertThat(response.toolCalls()).containsExactly(new ToolCall("call-1", "time", "{\"zone\":\"CET\"}"));
        assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(response.id()).isEqualTo("chatcmpl-1");
        assertThat(response.model()).isEqualTo("gpt-test");
        assertThat(openAi.requests().get(0).body())
                .contains("Be brief", "\"temperature\":0.5", "\"stop\"", "END", "\"name\":\"time\"");
    }

    private String get(String path) throws IOException {
        try (Socket browser = browser(path)) {
            return reader(browser).lines().collect(Collectors.joining("\n"));
        }
    }

    private Socket browser(String path) throws IOException {
        Socket socket = new Socket("localhost", port);
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static BufferedReader reader(Socket browser) throws IOException {
        return new BufferedReader(new InputStreamReader(browser.getInputStream(), StandardCharsets.UTF_8));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
