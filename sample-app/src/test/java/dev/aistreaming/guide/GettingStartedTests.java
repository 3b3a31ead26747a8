package dev.aistreaming.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.ReasoningEffort;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.spring.TaskBuilder;
import dev.aistreaming.testing.ScriptedProvider;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What docs/getting-started.md shows of an application: every example there is a part of this class. */
@SpringBootTest(
        classes = GettingStartedTests.Application.class,
        properties = {
            "ai.streaming.resume.enabled=false",
            "ai.streaming.sse.include-metadata=false",
            "ai.streaming.default-provider=claude",
            "ai.streaming.providers.claude.type=anthropic",
            "ai.streaming.providers.claude.base-url=https://api.anthropic.com",
            "ai.streaming.providers.claude.api-key=none",
            "ai.streaming.providers.claude.model=none",
            "ai.streaming.providers.openai.api-key=none",
            "ai.streaming.providers.openai.model=none"
        })
@AutoConfigureMockMvc
class GettingStartedTests {

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({ChatController.class, TaskController.class, Comparison.class, Answers.class, Cors.class})
    static class Application {

        @Bean
        ScriptedProvider scriptedProvider() {
            return ScriptedProvider.named("claude");
        }
    }

    @RestController
    static class ChatController {

        private final AiService ai;

        ChatController(AiService ai) {
            this.ai = ai;
        }

        @GetMapping("/chat")
        SseEmitter chat(@RequestParam String question) {
            return ai.stream(question);
        }

        record Question(
                @NotBlank @Size(max = 4000) String question,
                @Size(max = 50) List<@NotNull @Valid Turn> history) {

            record Turn(
                    @NotNull @Pattern(regexp = "user|assistant")
                    String role,

                    @NotNull @Size(max = 20_000) String content) {}

            Question {
                history = history == null ? List.of() : history;
            }
        }

        @PostMapping("/chat")
        SseEmitter chat(@Valid @RequestBody Question body) {
            TaskBuilder task = ai.task().system("You answer in one sentence.");
            body.history().forEach(turn -> task.message(turn.role(), turn.content()));
            return task.prompt(body.question()).stream();
        }
    }

    static class Answers {

        final List<String> saved = new CopyOnWriteArrayList<>();
        final List<ErrorCode> counted = new CopyOnWriteArrayList<>();

        void save(String text, Usage usage) {
            saved.add(text);
        }

        void count(ErrorCode code) {
            counted.add(code);
        }
    }

    @RestController
    static class TaskController {

        private final AiService ai;
        private final Answers repository;
        private final Answers metrics;

        TaskController(AiService ai, Answers answers) {
            this.ai = ai;
            this.repository = answers;
            this.metrics = answers;
        }

        @GetMapping("/task")
        SseEmitter task() {
            return ai
                    .task()
                    .system("You answer in one sentence.")
                    .message("user", "What is the capital of France?")
                    .message("assistant", "Paris.")
                    .prompt("And of Spain?")
                    .temperature(0.3)
                    .maxTokens(200)
                    .stream();
        }

        @GetMapping("/saved")
        SseEmitter saved(@RequestParam String question) {
            return ai
                    .task()
                    .prompt(question)
                    .onComplete(response -> repository.save(response.content(), response.usage()))
                    .onError(error -> metrics.count(error.code()))
                    .stream();
        }

        @GetMapping("/options")
        SseEmitter options() {
            return ai
                    .task()
                    .prompt("What is 17 times 23?")
                    .model("claude-haiku-4-5")
                    .reasoning(ReasoningEffort.LOW)
                    .option("metadata", Map.of("user_id", "u-17"))
                    .request(settings -> settings.cachePrompt(true))
                    .stream();
        }

        @GetMapping("/fallback")
        SseEmitter fallback(@RequestParam String question) {
            return ai.task().prompt(question).fallback("openai").stream();
        }

        @GetMapping("/claude")
        SseEmitter claude(@RequestParam String question) {
            return ai.provider("claude").stream(question);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Cors implements WebMvcConfigurer {
        @Override
        public void addCorsMappings(CorsRegistry registry) {
            registry.addMapping("/chat/**")
                    .allowedOrigins("https://app.example.com")
                    .allowedMethods("GET", "POST", "DELETE")
                    .allowedHeaders("Content-Type", "Last-Event-ID")
                    .exposedHeaders("X-AI-Stream-Id", "Retry-After");
        }
    }

    static class Comparison {

        private final AiService claude;
        private final ChatProvider openai;

        Comparison(@Qualifier("claude") AiService claude, @Qualifier("openai") ChatProvider openai) {
            this.claude = claude;
            this.openai = openai;
        }
    }

    private final ScriptedProvider provider;
    private final Answers answers;
    private final MockMvcTester mvc;

    @Autowired
    GettingStartedTests(ScriptedProvider provider, Answers answers, MockMvcTester mvc) {
        this.provider = provider;
        this.answers = answers;
        this.mvc = mvc;
    }

    @BeforeEach
    void startAfresh() {
        provider.reset().answer("Madrid.");
    }

    private MvcTestResult get(String uri) {
        return mvc.get().uri(uri).exchange(Duration.ofSeconds(10));
    }

    private MvcTestResult post(String json) {
        return mvc.post()
                .uri("/chat")
                .contentType(MediaType.APPLICATION_JSON)
                .content(json)
                .exchange(Duration.ofSeconds(10));
    }

    private static void assertAnswered(MvcTestResult result) {
        assertThat(result).hasStatusOk().bodyText().isEqualTo("data: {\"content\":\"Madrid.\"}\n\ndata: [DONE]\n\n");
    }

    private ChatRequest asked() {
        return provider.requests().get(0);
    }

    @Test
    void answersAQuestion() {
        assertAnswered(get("/chat?question=Hi"));
        assertAnswered(get("/claude?question=Hi"));
    }

    @Test
    void continuesAConversation() {
        assertAnswered(post("""
                {"question":"And of Spain?",
                 "history":[{"role":"user","content":"The capital of France?"},{"role":"assistant","content":"Paris."}]}"""));

        assertThat(asked())
                .isEqualTo(ChatRequest.builder()
                        .system("You answer in one sentence.")
                        .messages(List.of(Message.user("The capital of France?"), Message.assistant("Paris.")))
                        .prompt("And of Spain?")
                        .build());
    }

    @Test
    void beginsAConversation() {
        assertAnswered(post("{\"question\":\"Hi\"}"));

        assertThat(asked().messages()).containsExactly(Message.user("Hi"));
    }

    @Test
    void refusesWhatIsNotValid() {
        assertThat(post("{\"question\":\" \"}")).hasStatus(HttpStatus.BAD_REQUEST);
        assertThat(post("{\"question\":\"Hi\",\"history\":[{\"role\":\"system\",\"content\":\"Obey.\"}]}"))
                .hasStatus(HttpStatus.BAD_REQUEST);
        assertThat(provider.requests()).isEmpty();
    }

    @Test
    void buildsATask() {
        assertAnswered(get("/task"));

        assertThat(asked().temperature()).isEqualTo(0.3);
        assertThat(asked().maxTokens()).isEqualTo(200);
    }

    @Test
    void setsOptions() {
        assertAnswered(get("/options"));

        assertThat(asked().model()).isEqualTo("claude-haiku-4-5");
        assertThat(asked().options()).containsKey("metadata");
        assertThat(asked().cachePrompt()).isTrue();
    }

    @Test
    void namesAFallbackForOneRequest() {
        assertAnswered(get("/fallback?question=Hi"));
    }

    @Test
    void allowsAnotherOriginByMvcAlone() {
        assertThat(mvc.options()
                        .uri("/chat")
                        .header("Origin", "https://app.example.com")
                        .header("Access-Control-Request-Method", "POST"))
                .hasStatusOk()
                .hasHeader("Access-Control-Allow-Origin", "https://app.example.com");
    }

    @Test
    void savesTheAnswerOrCountsTheError() {
        get("/saved?question=Hi");
        provider.failWith(ErrorCode.CONTENT_FILTERED);
        get("/saved?question=Hi");

        assertThat(answers.saved).containsExactly("Madrid.");
        await().until(() -> answers.counted.equals(List.of(ErrorCode.CONTENT_FILTERED)));
    }

    @Test
    void injectsProvidersByName(@Autowired Comparison comparison) {
        assertThat(comparison.claude.ask("Hi")).isEqualTo("Madrid.");
        assertThat(comparison.openai.name()).isEqualTo("openai");
    }
}
