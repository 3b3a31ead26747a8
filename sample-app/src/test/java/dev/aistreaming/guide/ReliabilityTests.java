package dev.aistreaming.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.pipeline.Failover;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.testing.ScriptedProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What docs/reliability.md shows of retries, fallback and failover. */
@SpringBootTest(
        classes = ReliabilityTests.Application.class,
        properties = {
            "ai.streaming.resume.enabled=false",
            "ai.streaming.sse.include-metadata=false",
            "ai.streaming.default-provider=openai",
            "ai.streaming.retry.initial-backoff=0ms",
            "ai.streaming.fallback=claude"
        })
@AutoConfigureMockMvc
class ReliabilityTests {

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(FailoverController.class)
    static class Application {

        @Bean
        ScriptedProvider openai() {
            return ScriptedProvider.named("openai");
        }

        @Bean
        ScriptedProvider claude() {
            return ScriptedProvider.named("claude");
        }
    }

    @RestController
    static class FailoverController {

        private final AiService ai;

        FailoverController(AiService ai) {
            this.ai = ai;
        }

        @GetMapping("/failover")
        SseEmitter failover(@RequestParam String question) {
            return ai.task().prompt(question).fallback("claude").failover(Failover.RESTART).stream();
        }

        @GetMapping("/plain")
        SseEmitter plain(@RequestParam String question) {
            return ai.stream(question);
        }
    }

    private final ScriptedProvider openai;
    private final ScriptedProvider claude;
    private final AiService ai;
    private final MockMvcTester mvc;

    @Autowired
    ReliabilityTests(
            @Qualifier("openai") ScriptedProvider openai,
            @Qualifier("claude") ScriptedProvider claude,
            AiService ai,
            MockMvcTester mvc) {
        this.openai = openai;
        this.claude = claude;
        this.ai = ai;
        this.mvc = mvc;
    }

    @BeforeEach
    void startAfresh() {
        openai.reset().answer("The capital of It", "aly").cutAfter(1);
        claude.reset().answer("Rome is the capital");
    }

    private MvcTestResult get(String path) {
        return mvc.get().uri(path + "?question=Which").exchange(Duration.ofSeconds(10));
    }

    @Test
    void anAnswerThatBreaksOffBeginsAnewAsThePageShows() throws IOException {
        String page = Files.readString(Path.of("../docs/reliability.md"));
        String shown = page.lines()
                .dropWhile(line -> !line.equals("## Failover after the first token"))
                .takeWhile(line -> !line.equals("## Hedging"))
                .filter(line -> line.startsWith("    data: "))
                .map(line -> line.strip() + "\n\n")
                .collect(Collectors.joining());

        assertThat(get("/failover")).bodyText().isEqualTo(shown + "data: [DONE]\n\n");
    }

    @Test
    void withoutFailoverItEndsWithTheError() {
        assertThat(get("/plain"))
                .bodyText()
                .startsWith("data: {\"content\":\"The capital of It\"}\n\n")
                .contains("\"code\":\"truncated\"");
        assertThat(claude.requests()).isEmpty();
    }

    @Test
    void aProviderIsTriedThreeTimesBeforeTheNextIsAsked() {
        openai.reset().failWith(ErrorCode.OVERLOADED);

        assertThat(ai.ask("Which?")).isEqualTo("Rome is the capital");
        assertThat(openai.requests()).hasSize(3);
    }
}
