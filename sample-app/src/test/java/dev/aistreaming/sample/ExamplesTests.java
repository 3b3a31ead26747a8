package dev.aistreaming.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Message;
import dev.aistreaming.testing.ScriptedProvider;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;

/** The examples of docs/examples.md, over HTTP. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "ai.streaming.default-provider=scripted",
            "ai.streaming.retry.max-attempts=1",
            "spring.datasource.url=jdbc:h2:mem:examples"
        })
class ExamplesTests {

    @TestConfiguration(proxyBeanMethods = false)
    static class Providers {

        @Bean
        ScriptedProvider scriptedProvider() {
            return ScriptedProvider.named("scripted");
        }
    }

    private final HttpClient browser = HttpClient.newHttpClient();
    private final ScriptedProvider provider;
    private final String base;

    @Autowired
    ExamplesTests(ScriptedProvider provider, @LocalServerPort int port) {
        this.provider = provider;
        this.base = "http://localhost:" + port + "/api/examples/";
    }

    @BeforeEach
    void startAfresh() {
        provider.reset();
    }

    private HttpResponse<String> get(String path, String question) throws IOException, InterruptedException {
        String query = "?question=" + URLEncoder.encode(question, StandardCharsets.UTF_8);
        return browser.send(
                HttpRequest.newBuilder(URI.create(base + path + query)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
        return browser.send(request, BodyHandlers.ofString());
    }

    private ChatRequest asked() {
        return provider.requests().get(provider.requests().size() - 1);
    }

    @Test
    void answersASimpleQuestion() throws Exception {
        provider.answer("Hello", " world");

        assertThat(get("simple-question", "Hi").body())
                .contains("data: {\"content\":\"Hello\"}", "data: {\"content\":\" world\"}")
                .endsWith("data: [DONE]\n\n");
        assertThat(asked().messages()).containsExactly(Message.user("Hi"));
    }

    @Test
    void sendsOptions() throws Exception {
        provider.answer("Hello");

        get("options", "Hi");

        assertThat(asked().temperature()).isEqualTo(0.2);
        assertThat(asked().maxTokens()).isEqualTo(500);
    }

    @Test
    void refusesAModelThatIsNotOffered() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "options?question=Hi&model=dear"))
                .build();

        assertThat(browser.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(400);
        assertThat(provider.requests()).isEmpty();
    }

    @Test
    void sendsASystemPrompt() throws Exception {
        provider.answer("Hello");

        get("system-prompt", "Hi");

        assertThat(asked().system()).startsWith("You explain things to a ten-year-old");
    }

    @Test
    void sendsTheConversation() throws Exception {
        provider.answer("Madrid.");

        post("conversation", """
                {"history":[{"role":"user","content":"The capital of France?"},{"role":"assistant","content":"Paris."}],
                 "question":"And of Spain?"}""");

        assertThat(asked().messages())
                .containsExactly(
                        Message.user("The capital of France?"),
                        Message.assistant("Paris."),
                        Message.user("And of Spain?"));
    }

    @Test
    void refusesInputThatIsNotValid() throws Exception {
        HttpResponse<String> refused = post("validated-input", "{\"subject\":\" \",\"tone\":\"rude\",\"words\":5}");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("subject must not be blank", "tone must match", "words must be greater");
        assertThat(provider.requests()).isEmpty();
    }

    @Test
    void writesWhatIsValid() throws Exception {
        provider.answer("Dear all");

        assertThat(post("validated-input", "{\"subject\":\"the party\",\"tone\":\"formal\",\"words\":50}")
                        .body())
                .contains("Dear all");
        assertThat(asked().messages())
                .containsExactly(Message.user("A formal letter of about 50 words about: the party"));
    }

    @Test
    void tellsTheBrowserOfAnError() throws Exception {
        provider.answer("Hello", " world").cutAfter(1);

        assertThat(get("errors", "Hi").body())
                .contains("\"code\":\"truncated\"")
                .endsWith("data: [DONE]\n\n");
    }

    @Test
    void answersAnErrorInItsOwnWords() throws Exception {
        provider.failWith(ErrorCode.OVERLOADED);

        HttpResponse<String> response = get("errors/whole", "Hi");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).isEqualTo("Please try again in a minute.");
    }

    @Test
    void asksTheProviderThatTheRequestNames() throws Exception {
        assertThat(get("providers/demo", "timeouts").body()).contains("\"provider\":\"demo\"");
        assertThat(get("providers/nobody", "Hi").statusCode()).isEqualTo(400);
        assertThat(provider.requests()).isEmpty();
    }

    @Test
    void keepsThePromptsOfRolesOnTheServer() throws Exception {
        provider.answer("Hello");

        get("roles/TRANSLATOR", "Guten Tag");

        assertThat(asked().system()).startsWith("You translate into English.");
        assertThat(get("roles/PIRATE", "Hi").statusCode()).isEqualTo(400);
    }

    @Test
    void savesTheConversation() throws Exception {
        String id = UUID.randomUUID().toString();
        provider.answer("Paris.").then().answer("Madrid.");

        post("saved/" + id, "{\"question\":\"The capital of France?\"}");
        await().until(() -> get("saved/" + id, "").body().contains("Paris."));
        post("saved/" + id, "{\"question\":\"And of Spain?\"}");

        assertThat(asked().messages())
                .containsExactly(
                        Message.user("The capital of France?"),
                        Message.assistant("Paris."),
                        Message.user("And of Spain?"));
        await().until(() -> get("saved/" + id, "").body().contains("Madrid."));
    }

    @Test
    void refusesTheFourthQuestionWithinAMinute() throws Exception {
        for (int i = 0; i < 3; i++) {
            provider.answer("Hello");
            assertThat(get("rate-limit", "Hi").statusCode()).isEqualTo(200);
        }

        HttpResponse<String> refused = get("rate-limit", "Hi");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValueAsLong("Retry-After")).isPresent();
        assertThat(refused.body()).contains("three questions in a minute");
    }

    @Test
    void asksBeforeTheToolRuns() throws Exception {
        provider.toolCall("call-1", "write_note", "{\"text\":\"buy milk\"}")
                .then()
                .answer("Done.");
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "approval?question=Note"))
                .build();

        try (InputStream body =
                browser.send(request, BodyHandlers.ofInputStream()).body()) {
            StringBuilder read = new StringBuilder();
            Matcher approval = awaitMatch(body, read, "\"approval\":\\{\"id\":\"([^\"]+)\",\"streamId\":\"([^\"]+)\"");
            assertThat(post("approval/" + approval.group(2) + "/" + approval.group(1) + "?approved=true", "")
                            .statusCode())
                    .isEqualTo(200);
            read.append(new String(body.readAllBytes(), StandardCharsets.UTF_8));

            assertThat(read).contains("Written: buy milk", "Done.");
        }
    }

    private static Matcher awaitMatch(InputStream body, StringBuilder read, String pattern) throws IOException {
        byte[] buffer = new byte[1024];
        for (int length; (length = body.read(buffer)) > 0; ) {
            read.append(new String(buffer, 0, length, StandardCharsets.UTF_8));
            Matcher matcher = Pattern.compile(pattern).matcher(read);
            if (matcher.find()) {
                return matcher;
            }
        }
        throw new AssertionError("the stream has ended: " + read);
    }

    @Test
    void sendsTheObjectWhenItIsWhole() throws Exception {
        provider.answer("{\"title\":\"Soup\",\"minutes\":20,", "\"ingredients\":[\"water\"],\"steps\":[\"Boil.\"]}");

        assertThat(get("typed-object", "A soup").body())
                .contains(
                        "{\"object\":{\"title\":\"Soup\",\"minutes\":20,\"ingredients\":[\"water\"],\"steps\":[\"Boil.\"]}}");
    }

    @Test
    void hidesInternalHostsWhereverTheTextIsCut() throws Exception {
        provider.answer("It runs on db1.int", "ernal.");

        assertThat(get("guard", "Where?").body()).contains("[host]").doesNotContain("db1");
    }

    @Test
    void guardsOnlyWhereAskedTo() throws Exception {
        provider.answer("It runs on db1.int", "ernal.");

        assertThat(get("simple-question", "Where?").body()).contains("db1.int");
    }
}
