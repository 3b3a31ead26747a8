package dev.aistreaming.spring.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.testing.ScriptedProvider;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A whole application, over real HTTP. */
@SpringBootTest(
        classes = ScriptedAiApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = ScriptedAiApplication.PROVIDERS)
@ScriptedAi({"claude", "local"})
class ScriptedAiTests {

    private final HttpClient browser = HttpClient.newHttpClient();

    @Autowired
    private ScriptedProvider ai;

    @Autowired
    @Qualifier("claude")
    private ScriptedProvider claude;

    @LocalServerPort
    private int port;

    private String get(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        return browser.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }

    @Test
    void theDefaultProviderAnswersTheBrowserAsScripted() throws Exception {
        ai.answer("Hello", " world");

        assertThat(get("/chat?question=Hi"))
                .isEqualTo("data: {\"content\":\"Hello\"}\n\ndata: {\"content\":\" world\"}\n\ndata: [DONE]\n\n");
        assertThat(ai.name()).isEqualTo("openai");
        assertThat(ai.requests()).hasSize(1);
        assertThat(claude.requests()).isEmpty();
    }

    @Test
    void aServiceThatIsInjectedByItsNameHasScriptsOfItsOwn() throws Exception {
        claude.answer("I am Claude.");

        assertThat(get("/claude?question=Hi")).contains("I am Claude.");
        assertThat(ai.requests()).isEmpty();
    }

    @Test
    void theFallbackOfATaskAnswers() throws Exception {
        ai.failWith(ErrorCode.OVERLOADED);
        claude.answer("Here I am.");

        assertThat(get("/fallback?question=Hi")).contains("Here I am.");
    }

    @Test
    void aNameOfTheAnnotationIsAProvider(
            @Autowired AiService service,
            @Autowired @Qualifier("local") AiService qualified,
            @Autowired @Qualifier("local") ScriptedProvider local) {
        local.answer("Nearby.");

        assertThat(service.provider("local").ask("Hi")).isEqualTo("Nearby.");
        assertThat(qualified.ask("Hi")).isEqualTo("Nearby.");
    }

    @Test
    void anInjectedProviderIsTheDefaultOne(@Autowired ChatProvider provider) {
        assertThat(provider).isSameAs(ai);
    }

    @Test
    void aCallForWhichNothingIsScriptedFails(@Autowired AiService service) {
        assertThatExceptionOfType(AiException.class)
                .isThrownBy(() -> service.ask("Hi"))
                .withMessageContaining("No answer was scripted for the provider 'openai'");
    }

    @Nested
    class InANestedClass {

        @Test
        void theSameProviderAnswers() throws Exception {
            ai.answer("Nested.");

            assertThat(get("/chat?question=Hi")).contains("Nested.");
        }
    }
}
