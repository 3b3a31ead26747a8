package dev.aistreaming.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.format.Disclosure;
import dev.aistreaming.format.JsonFormat;
import dev.aistreaming.format.StreamEncoder;
import dev.aistreaming.format.StreamInfo;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.sse.SseEncoder;
import dev.aistreaming.testing.ScriptedProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

/** The example in Java of docs/wire-format.md, and whether its events are those that are sent. */
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

    @Test
    void everyEventThatThePageShowsIsOneThatIsSent() throws IOException {
        SseEncoder out = new SseEncoder();
        StreamEncoder encoder =
                JsonFormat.of(Disclosure.ALL).newEncoder(out, StreamInfo.of("9f3c5a1e7b2d4860a1c94e5f60718293"));
        ToolCall weather = new ToolCall("call_1", "weather", "{\"city\":\"Paris\"}");
        List.of(
                        new StreamEvent.Content("Hello"),
                        new StreamEvent.Content(" world"),
                        new StreamEvent.Content("{\"title\":\"So"),
                        new StreamEvent.Content("up\"}"),
                        new StreamEvent.ObjectReady("{\"title\":\"Soup\"}"),
                        new StreamEvent.Reasoning("The user greets me."),
                        new StreamEvent.ToolCalled(weather),
                        new StreamEvent.ToolResulted(Part.ToolResult.of("call_1", "weather", "{\"sun\":true}")),
                        new StreamEvent.ToolResulted(Part.ToolResult.failed("call_1", "weather", "No such city")),
                        new StreamEvent.Source("https://example.com/rome", null, "Rome", null),
                        new StreamEvent.Data("progress", "1", "{\"done\":0.5}"),
                        new StreamEvent.ApprovalRequested("approval_1", new ToolCall("call_2", "refund", "{}")),
                        new StreamEvent.StepFinished(FinishReason.TOOL_CALLS, Usage.UNKNOWN, false),
                        new StreamEvent.Reset(StreamEvent.Reset.Reason.FAILOVER))
                .forEach(event -> event.accept(encoder));
        encoder.complete(new ChatResponse(
                "id-1",
                "openai",
                "gpt-5-mini",
                "Hello",
                "",
                List.of(),
                FinishReason.STOP,
                new Usage(12, 40, null, null, null)));
        encoder.error(AiException.of(ErrorCode.OVERLOADED)
                .retryAfter(Duration.ofSeconds(7))
                .build());
        List<String> sent = new String(out.take(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isEmpty())
                .toList();

        assertThat(Files.readString(Path.of("../docs/wire-format.md")).lines())
                .filteredOn(line -> line.startsWith("    data: "))
                .extracting(String::strip)
                .containsAll(sent)
                .allMatch(sent::contains);
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
