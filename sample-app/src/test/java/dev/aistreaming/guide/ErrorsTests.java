package dev.aistreaming.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.pipeline.FallbackPipeline;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.testing.ScriptedProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The examples of docs/errors.md, and whether it has each code as the product sends it. */
@SpringBootTest(
        classes = ErrorsTests.Application.class,
        properties = {
            "ai.streaming.resume.enabled=false",
            "ai.streaming.default-provider=own",
            "ai.streaming.retry.max-attempts=2",
            "ai.streaming.retry.initial-backoff=0ms",
            "ai.streaming.providers.claude.type=anthropic",
            "ai.streaming.providers.claude.base-url=https://api.anthropic.com",
            "ai.streaming.providers.claude.api-key=none",
            "ai.streaming.providers.claude.model=none",
            "ai.streaming.providers.openai.api-key=none",
            "ai.streaming.providers.openai.model=none",
            "ai.streaming.guards.rules.secrets.literals=open-sesame",
            "ai.streaming.guards.rules.secrets.places=input",
            "ai.streaming.guards.rules.secrets.action=end"
        })
@AutoConfigureMockMvc
class ErrorsTests {

    private static final Logger log = LoggerFactory.getLogger(ErrorsTests.class);
    private static final Pattern QUOTED = Pattern.compile("\"([A-Z][^\"]*\\.)\"");
    private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\| \"([a-z][^\"]*)\" \\|");
    private static final Pattern VARIABLE = Pattern.compile("'[^']*'|\\d+(?: m?s\\b)?");
    private static final Path ROOT = Path.of("..");
    private static final String PAGE = read(ROOT.resolve("docs/errors.md"));

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({ErrorsController.class, Problems.class, Costs.class})
    static class Application {

        @Bean
        ScriptedProvider scriptedProvider() {
            return ScriptedProvider.named("own");
        }

        @Bean
        Unfinished unfinished() {
            return new Unfinished();
        }

        @Bean
        List<String> bills() {
            return new CopyOnWriteArrayList<>();
        }

        @Bean
        Ledger ledger(List<String> bills) {
            return (provider, model, usage) -> bills.add(provider + " " + model + " " + usage.estimated());
        }
    }

    interface Ledger {
        void add(String provider, @Nullable String model, Usage usage);
    }

    static class Unfinished {

        final List<String> saved = new CopyOnWriteArrayList<>();

        void saveUnfinished(String text) {
            saved.add(text);
        }
    }

    @RestController
    static class ErrorsController {

        private final AiService ai;
        private final Unfinished repository;

        ErrorsController(AiService ai, Unfinished repository) {
            this.ai = ai;
            this.repository = repository;
        }

        @GetMapping("/chat")
        SseEmitter chat(@RequestParam String question) {
            return ai
                    .task()
                    .prompt(question)
                    .onError(error -> log.info("{}, try again: {}", error.code(), error.retryable()))
                    .stream();
        }

        @GetMapping("/saved")
        SseEmitter saved(@RequestParam String question) {
            return ai
                    .task()
                    .prompt(question)
                    .onError(error -> {
                        if (error.partial() != null) {
                            repository.saveUnfinished(error.partial().content());
                        }
                    })
                    .stream();
        }

        @GetMapping("/formats")
        SseEmitter formats(@RequestParam String format) {
            return ai.task().prompt("Hi").format(format).stream();
        }

        @GetMapping("/broken")
        String broken() {
            throw new IllegalStateException("secret");
        }
    }

    private final ScriptedProvider provider;
    private final AiService ai;
    private final MockMvcTester mvc;

    @Autowired
    ErrorsTests(ScriptedProvider provider, AiService ai, MockMvcTester mvc) {
        this.provider = provider;
        this.ai = ai;
        this.mvc = mvc;
    }

    @BeforeEach
    void startAfresh() {
        provider.reset();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private MvcTestResult get(String uri) {
        return mvc.get().uri(uri).exchange(Duration.ofSeconds(10));
    }

    private static String section(ErrorCode code) {
        String heading = "\n### `" + code.wireName() + "`\n";
        assertThat(PAGE).contains(heading);
        String rest = PAGE.substring(PAGE.indexOf(heading) + heading.length());
        return rest.substring(0, rest.indexOf("\n## ")).split("\n### ", 2)[0];
    }

    @ParameterizedTest
    @EnumSource
    void eachCodeHasASectionWithTheEventThatTheBrowserGets(ErrorCode code) {
        provider.failWith(code);

        assertThat(get("/chat?question=Hi")).hasStatusOk().bodyText().isEqualTo(event(code) + "\n\ndata: [DONE]\n\n");
    }

    private static String event(ErrorCode code) {
        return section(code)
                .lines()
                .filter(line -> line.startsWith("    data: "))
                .findFirst()
                .orElseThrow()
                .strip();
    }

    @ParameterizedTest
    @EnumSource
    void theTableSaysStatusRetryAndFallbackOfEachCode(ErrorCode code) {
        provider.failWith(code);
        AiException error = catchThrowableOfType(AiException.class, () -> ai.ask("Hi"));
        String name = code.wireName();

        assertThat(error.code()).isEqualTo(code);
        assertThat(PAGE)
                .contains("| [`" + name + "`](#" + name + ") | " + error.httpStatus() + " | " + error.retryable()
                        + " | " + yesOrNo(provider.requests().size() == 2)
                        + " | " + yesOrNo(FallbackPipeline.DEFAULT_CODES.contains(code)) + " | ");
    }

    private static String yesOrNo(boolean yes) {
        return yes ? "yes" : "no";
    }

    /** As far as they do not depend on the case; those of the codes alone are compared above. */
    @Test
    void everyTextThatIsQuotedIsInTheProduct() throws IOException {
        String sources = sources("ai-streaming-core") + sources("ai-streaming-spring-boot-autoconfigure");

        assertThat(QUOTED.matcher(PAGE.replaceAll("\\s+", " ")).results().map(quoted -> quoted.group(1)))
                .hasSizeGreaterThan(20)
                .allMatch(text -> VARIABLE.splitAsStream(text).allMatch(sources::contains));
    }

    /** With texts that go on in the next line in one piece. */
    private static String sources(String module) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(ErrorsTests::read)
                    .collect(Collectors.joining())
                    .replaceAll("\"\\s*\\+\\s*\"", "");
        }
    }

    @Test
    void everyRefusalOfARequestIsWordedAsItSays() {
        Message hello = Message.user("Hello");
        List<String> refusals = Stream.<Function<AiService, Object>>of(
                        ai -> ai.ask(" "),
                        ai -> ai.task()
                                .message("user", "Hi")
                                .message("assistant", "Hi")
                                .message("user", " "),
                        ai -> ai.task().message("robot", "Beep"),
                        ai -> ai.provider("gpt"),
                        ai -> ai.provider("claude")
                                .task()
                                .audio(Media.bytes(new byte[1], "audio/wav"))
                                .prompt("What is it?")
                                .run(),
                        ai -> ai.task()
                                .image(Media.bytes(new byte[20 * 1024 * 1024 + 1], "image/png"))
                                .prompt("What is it?")
                                .run(),
                        ai -> ai.ask("x".repeat(1_000_001)),
                        ai -> ai.provider("openai")
                                .generate(ChatRequest.builder()
                                        .message(hello)
                                        .temperature(3.0)
                                        .build()),
                        ai -> ai.task().model("m".repeat(300)).prompt("Hi").run(),
                        ai -> ai.ask("open-sesame"))
                .map(refused -> catchThrowableOfType(AiException.class, () -> refused.apply(ai)))
                .map(AiException::userMessage)
                .toList();

        assertThat(FIRST_CELL
                        .matcher(section(ErrorCode.INVALID_REQUEST))
                        .results()
                        .map(ErrorsTests::firstGroup))
                .containsExactlyElementsOf(refusals);
    }

    private static String firstGroup(MatchResult result) {
        return result.group(1);
    }

    @Test
    void aRefusedRequestGetsTheProblemDetailsThatItShows() {
        assertThat(get("/chat?question="))
                .hasStatus(HttpStatus.BAD_REQUEST)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyText()
                .isEqualTo(PAGE.lines()
                        .filter(line -> line.startsWith("    {\"detail\""))
                        .findFirst()
                        .orElseThrow()
                        .strip());
    }

    @Test
    void anAdviceForEveryExceptionKeepsTheRefusals() {
        assertThat(get("/broken"))
                .hasStatus(HttpStatus.INTERNAL_SERVER_ERROR)
                .bodyText()
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "ai-sdk", "ag-ui", "openai"})
    void everyFormatHasItsWords(String format) {
        provider.failWith(ErrorCode.OVERLOADED);
        String row = PAGE.lines()
                .filter(line -> line.startsWith("| `" + format + "` |"))
                .findFirst()
                .orElseThrow();

        assertThat(get("/formats?format=" + format)).bodyText().contains("data: " + row.split("`", -1)[3] + "\n\n");
    }

    @Test
    void whatHadArrivedIsSavedAndCounted(@Autowired Unfinished unfinished, @Autowired List<String> bills) {
        bills.clear();
        provider.answer("Half", " an answer").cutAfter(1);

        get("/saved?question=Hi");

        await().until(() -> unfinished.saved.equals(List.of("Half")));
        assertThat(bills).containsExactly("own scripted true");
    }
}
