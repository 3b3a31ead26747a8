package dev.aistreaming.guide;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.output.Expected;
import dev.aistreaming.output.ExpectedAnswer;
import dev.aistreaming.output.ExpectedType;
import dev.aistreaming.output.ExpectedTypes;
import dev.aistreaming.output.ExpectingProvider;
import dev.aistreaming.pipeline.Pipeline;
import dev.aistreaming.pipeline.RetryPolicy;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.testing.ScriptedProvider;
import dev.aistreaming.thread.Threads;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The examples of docs/structured-output.md. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"ai.streaming.default-provider=openai", "ai.streaming.resume.enabled=false"})
class StructuredOutputTests {

    record Recipe(String title, int minutes, @Nullable String note, List<String> steps) {}

    enum Urgency {
        LOW,
        HIGH
    }

    record Customer(
            @JsonPropertyDescription("As it is written in the mail")
            String name,

            Optional<String> phone) {}

    record Ticket(Customer customer, Urgency urgency, LocalDate due, List<String> questions) {}

    record Booking(LocalDate from, LocalDate to) {

        Booking {
            if (to.isBefore(from)) {
                throw new IllegalArgumentException("The end is before the beginning.");
            }
        }
    }

    private static final String SOUP = "{\"title\":\"Soup\",\"minutes\":20,\"steps\":[\"Boil\"]}";

    @Autowired
    private AiService ai;

    @Autowired
    private ScriptedProvider openai;

    @Autowired
    private Recipes controller;

    @LocalServerPort
    private int port;

    @BeforeEach
    void forget() {
        openai.reset();
    }

    @Test
    void aRecord() {
        openai.answer(SOUP);

        Expected<Recipe> expected =
                ai.task().prompt("A soup for four").expect(Recipe.class).run();
        Recipe recipe = expected.object();

        assertThat(recipe.title()).isEqualTo("Soup");
    }

    @Test
    void aList() {
        openai.answer("{\"items\":[" + SOUP + "]}");

        List<Recipe> recipes = ai.task()
                .prompt("Three soups")
                .expect(new ParameterizedTypeReference<List<Recipe>>() {})
                .run()
                .object();

        assertThat(recipes).hasSize(1);
    }

    @Test
    void recordsInRecordsWithEnumsDatesAndOptionals() {
        openai.answer("""
                {"customer":{"name":"Ada","phone":null},"urgency":"HIGH","due":"2026-02-01","questions":["When?"]}""");
        String mail = "When? Ada";

        Ticket ticket = ai.task()
                .system("You sort the mail of customers.")
                .prompt(mail)
                .expect(Ticket.class)
                .run()
                .object();

        assertThat(ticket)
                .isEqualTo(new Ticket(
                        new Customer("Ada", Optional.empty()),
                        Urgency.HIGH,
                        LocalDate.of(2026, 2, 1),
                        List.of("When?")));
    }

    @Test
    void oneOfAnEnum() {
        openai.answer("{\"value\":\"LOW\"}");
        String mail = "No hurry.";

        Urgency urgency = ai.task()
                .prompt("How urgent is this? " + mail)
                .expect(Urgency.class)
                .run()
                .object();

        assertThat(urgency).isEqualTo(Urgency.LOW);
    }

    @Test
    void anObjectThatItsConstructorRefusesIsAskedForAgain() {
        openai.answer("{\"from\":\"2026-02-02\",\"to\":\"2026-02-01\"}")
                .then()
                .answer("{\"from\":\"2026-02-01\",\"to\":\"2026-02-02\"}");

        Booking booking = ai.task()
                .prompt("One night, please")
                .expect(Booking.class)
                .run()
                .object();

        assertThat(booking.to()).isEqualTo(LocalDate.of(2026, 2, 2));
        assertThat(openai.requests()).hasSize(2);
    }

    @Test
    void aFileIsReadIntoAnObject() {
        openai.answer("{\"number\":\"4711\",\"total\":12.50}");

        record Invoice(String number, BigDecimal total) {}

        Invoice invoice = ai.task()
                .file(new ClassPathResource("report.pdf"))
                .prompt("Read this invoice.")
                .expect(Invoice.class)
                .run()
                .object();

        assertThat(invoice).isEqualTo(new Invoice("4711", new BigDecimal("12.50")));
    }

    @Test
    void aSchema() {
        openai.answer("{\"mood\":\"good\"}");
        String letter = "Dear all";

        JsonNode mood = ai.task()
                .prompt("How does this sound? " + letter)
                .expect("""
                {"type":"object","properties":{"mood":{"enum":["good","bad"]}},"required":["mood"]}""")
                .run()
                .object();

        assertThat(mood.get("mood").stringValue()).isEqualTo("good");
    }

    @Test
    void aStream() throws Exception {
        openai.answer("{\"title\":\"Soup\",", "\"minutes\":20,\"steps\":[\"Boil\"]}");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/recipe?question=soup"))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(response.body()).contains("data: {\"object\":" + SOUP + "}");
        assertThat(controller.partial).contains("{\"title\":\"Soup\"}");
        assertThat(controller.saved).hasSize(1);
    }

    @Test
    void withoutSpring() {
        openai.answer(SOUP);
        try (Threads threads = new Threads(Executors.newCachedThreadPool())) {
            ChatProvider provider = Pipeline.of(openai, threads)
                    .retry(RetryPolicy.DEFAULTS)
                    .whole(answers -> new ExpectingProvider(answers, RetryPolicy.DEFAULTS, threads))
                    .build();
            ExpectedType<Recipe> recipe = new ExpectedTypes(JsonMapper.shared()).of(Recipe.class);
            Expected<Recipe> expected = ExpectedAnswer.await(provider, ChatRequest.of("A soup for four"), recipe);

            assertThat(expected.object().minutes()).isEqualTo(20);
        }
    }

    @RestController
    static class Recipes {
        final List<String> partial = new CopyOnWriteArrayList<>();
        final List<Recipe> saved = new CopyOnWriteArrayList<>();
        private final AiService ai;

        Recipes(AiService ai) {
            this.ai = ai;
        }

        @GetMapping("/recipe")
        SseEmitter recipe(String question) {
            return ai
                    .task()
                    .prompt(question)
                    .expect(Recipe.class)
                    .onPartial(partial -> progress(partial))
                    .onObject(recipe -> save(recipe))
                    .stream();
        }

        private void progress(JsonNode soFar) {
            partial.add(soFar.toString());
        }

        private void save(Recipe recipe) {
            saved.add(recipe);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class App {
        @Bean
        ScriptedProvider openai() {
            return ScriptedProvider.named("openai");
        }

        @Bean
        Recipes recipes(AiService ai) {
            return new Recipes(ai);
        }
    }
}
