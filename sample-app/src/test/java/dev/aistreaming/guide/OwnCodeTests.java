package dev.aistreaming.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.observation.ProviderIdentity;
import dev.aistreaming.pipeline.Stage;
import dev.aistreaming.pipeline.StagedProvider;
import dev.aistreaming.provider.PushedAnswer;
import dev.aistreaming.provider.PushedCall;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.spring.ProviderCustomizer;
import dev.aistreaming.spring.test.ScriptedAi;
import dev.aistreaming.testing.ScriptedProvider;
import dev.aistreaming.thread.Threads;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What docs/getting-started.md shows of an application's own: answers in one piece, errors, a provider, and a log of requests. */
@SpringBootTest(
        classes = OwnCodeTests.Application.class,
        properties = {"ai.streaming.retry.max-attempts=1", "ai.streaming.default-provider=scripted"})
@ScriptedAi("scripted")
@AutoConfigureMockMvc
@ExtendWith(OutputCaptureExtension.class)
class OwnCodeTests {

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({Summaries.class, Problems.class, HouseModel.class, RequestLog.class})
    static class Application {}

    @RestController
    static class Summaries {

        private final AiService ai;

        Summaries(AiService ai) {
            this.ai = ai;
        }

        record Summary(String text, boolean cut) {}

        @GetMapping("/summary")
        Summary summary(@RequestParam String text) {
            ChatResponse response = ai.task()
                    .system("Summarize the text in one sentence.")
                    .prompt(text)
                    .maxTokens(200)
                    .run();
            return new Summary(response.content(), response.finishReason() == FinishReason.LENGTH);
        }
    }

    @RestControllerAdvice
    static class Problems {

        record Problem(String code, String message, boolean retryable) {}

        @ExceptionHandler(AiException.class)
        ResponseEntity<Problem> handle(AiException error) {
            return ResponseEntity.status(error.httpStatus())
                    .body(new Problem(error.code().wireName(), error.userMessage(), error.retryable()));
        }
    }

    @Component
    static class HouseModel implements ChatProvider {

        private final Threads threads;

        HouseModel(Threads threads) { // a bean of the starter
            this.threads = threads;
        }

        @Override
        public String name() {
            return "house";
        }

        @Override
        public ChatCall newCall(ChatRequest request) {
            return new PushedCall(name(), answer -> write(request, answer), threads);
        }

        private void write(ChatRequest request, PushedAnswer answer) {
            for (String word : List.of("You ", "asked ", request.messages().size() + " times.")) {
                answer.content(word);
                answer.flush();
            }
            answer.finished(FinishReason.STOP);
            answer.completed();
        }
    }

    @Component
    static class RequestLog implements ProviderCustomizer {

        private static final Logger log = LoggerFactory.getLogger(RequestLog.class);

        @Override
        public ChatProvider customize(ChatProvider provider, ProviderIdentity identity) {
            return new StagedProvider(provider) {
                @Override
                protected ChatCall around(ChatCall call, ChatRequest request) {
                    log.info(
                            "Asking '{}': {} messages",
                            name(),
                            request.messages().size());
                    return new Stage(call) {
                        @Override
                        protected void completed(ChatResponse response) {
                            log.info("'{}' answered: {}", name(), response.usage());
                        }

                        @Override
                        protected void failed(AiException error) {
                            log.info("'{}' failed: {}", name(), error.code());
                        }
                    };
                }
            };
        }
    }

    @Autowired
    private ScriptedProvider provider;

    @Autowired
    private AiService ai;

    @Autowired
    private MockMvcTester mvc;

    @Test
    void anAnswerInOnePieceIsAnOrdinaryResponse() {
        provider.answer("It is ", "short.");

        assertThat(mvc.get().uri("/summary?text=Long").exchange(Duration.ofSeconds(10)))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("{\"text\":\"It is short.\",\"cut\":false}");
    }

    @Test
    void anAdviceOfTheApplicationSaysWhatAFailureLooksLike() {
        provider.failWith(ErrorCode.OVERLOADED);

        assertThat(mvc.get().uri("/summary?text=Long").exchange(Duration.ofSeconds(10)))
                .hasStatus(503)
                .bodyJson()
                .isLenientlyEqualTo("{\"code\":\"overloaded\",\"retryable\":true}");
    }

    @Test
    void aProviderOfTheApplicationsOwnIsAskedByItsName() {
        assertThat(ai.provider("house").ask("Hi")).isEqualTo("You asked 1 times.");
    }

    @Test
    void whatIsAskedIsLogged(CapturedOutput output) {
        provider.answer("Hello");
        ai.ask("Hi");

        assertThat(output.getOut()).contains("Asking 'scripted': 1 messages", "'scripted' answered: Usage[");
    }
}
