package dev.aistreaming.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.testing.ScriptedProvider;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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

/** The example in Java of docs/wire-format.md. */
@SpringBootTest(
        classes = WireFormatTests.Application.class,
        properties = {
            "ai.streaming.resume.enabled=true",
            "ai.streaming.default-provider=own",
            "ai.streaming.retry.max-attempts=1"
        })
@AutoConfigureMockMvc
class WireFormatTests {

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(CompletionController.class)
    static class Application {

        @Bean
        ScriptedProvider scriptedProvider() {
            return ScriptedProvider.named("own");
        }
    }

    @RestController
    static class CompletionController {

        private final AiService ai;

        CompletionController(AiService ai) {
            this.ai = ai;
        }

        @GetMapping(path = "/complete", produces = "text/plain")
        SseEmitter complete(@RequestParam String question) {
            return ai.task().prompt(question).format("text").stream();
        }
    }

    private final ScriptedProvider provider;
    private final MockMvcTester mvc;

    @Autowired
    WireFormatTests(ScriptedProvider provider, MockMvcTester mvc) {
        this.provider = provider;
        this.mvc = mvc;
    }

    @BeforeEach
    void startAfresh() {
        provider.reset();
    }

    private MvcTestResult complete() {
        return mvc.get().uri("/complete?question=Hi").exchange(Duration.ofSeconds(10));
    }

    @Test
    void aPlainTextStreamIsTheTextAndNothingElse() {
        provider.answer("Hello", " world");

        assertThat(complete())
                .hasStatusOk()
                .hasHeader("Content-Type", "text/plain; charset=utf-8")
                .doesNotContainHeader("X-AI-Stream-Id")
                .bodyText()
                .isEqualTo("Hello world");
    }

    @Test
    void aPlainTextStreamFailsWithAStatusBeforeItsFirstByte() {
        provider.failWith(ErrorCode.OVERLOADED);

        assertThat(complete())
                .hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
                .hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON);
    }
}
