package dev.aistreaming.spring.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.spring.guide.SavedAnswer.State;
import dev.aistreaming.spring.test.ScriptedAi;
import dev.aistreaming.testing.ScriptedProvider;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** Answers that docs/getting-started.md saves with JPA. */
@SpringBootTest(
        classes = SavedAnswersTests.Application.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:saved-answers",
            "spring.autoconfigure.exclude=" + GuideApplications.UNUSED + "," + GuideApplications.SECURITY
        })
@ScriptedAi
class SavedAnswersTests {

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({SavedAnswers.class, SavedAnswersController.class})
    static class Application {}

    private final HttpClient browser = HttpClient.newHttpClient();

    @Autowired
    private ScriptedProvider provider;

    @Autowired
    private SavedAnswerRepository repository;

    @LocalServerPort
    private int port;

    @BeforeEach
    void forget() {
        repository.deleteAll();
    }

    private String ask() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/answers"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"question\":\"Hi\"}"))
                .build();
        return browser.send(request, BodyHandlers.ofString()).body();
    }

    private SavedAnswer saved() {
        return repository.findAll().get(0);
    }

    @Test
    void anAnswerIsSavedBeforeTheBrowserSeesItsEnd() throws Exception {
        provider.answer("Hello", " world").usage(3, 2);

        assertThat(ask()).endsWith("data: [DONE]\n\n");
        assertThat(saved().state()).isEqualTo(State.COMPLETE);
        assertThat(saved().question()).isEqualTo("Hi");
        assertThat(saved().text()).isEqualTo("Hello world");
        assertThat(saved().outputTokens()).isEqualTo(2);
    }

    @Test
    void anAnswerThatBreaksOffIsSavedAsFarAsItCame() throws Exception {
        provider.answer("Hello", " world").cutAfter(1);

        assertThat(ask()).contains("\"code\":\"truncated\"");
        await().until(() -> saved().state() == State.BROKEN_OFF);
        assertThat(saved().text()).isEqualTo("Hello");
        assertThat(saved().error()).isEqualTo("truncated");
    }

    @Test
    void anAnswerThatCannotBeSavedDoesNotLookComplete() throws Exception {
        provider.answer(request -> {
            repository.deleteAll(); // what is to be saved cannot be found
            return "Hello";
        });

        assertThat(ask()).contains("\"code\":\"internal\"").endsWith("data: [DONE]\n\n");
    }
}
