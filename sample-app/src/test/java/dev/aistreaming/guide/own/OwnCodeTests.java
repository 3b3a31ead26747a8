package dev.aistreaming.guide.own;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.spring.test.ScriptedAi;
import dev.aistreaming.testing.ScriptedProvider;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

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

        assertThat(mvc.get()
                        .uri("/summary?text=Long")
                        .accept(MediaType.TEXT_EVENT_STREAM) // as a page that asks for a stream
                        .exchange(Duration.ofSeconds(10)))
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
