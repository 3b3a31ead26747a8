package dev.aistreaming.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.format.AiSdkChat;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.testing.ScriptedProvider;
import dev.aistreaming.tool.LocalTool;
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
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What docs/frontends.md shows of an application. */
@SpringBootTest(
        classes = FrontEndsTests.Application.class,
        properties = {
            "ai.streaming.default-provider=scripted",
            "ai.streaming.sse.include-metadata=false",
            "ai.streaming.conversations.store=memory",
            "ai.streaming.tools.approval-timeout=100ms"
        })
@AutoConfigureMockMvc
class FrontEndsTests {

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({UseChatController.class, FrontEndCors.class, OtherEndpoints.class})
    static class Application {

        @Bean
        ScriptedProvider scriptedProvider() {
            return ScriptedProvider.named("scripted");
        }
    }

    @RestController
    static class OtherEndpoints {

        private final AiService ai;

        OtherEndpoints(AiService ai) {
            this.ai = ai;
        }

        record Prompt(String prompt) {}

        @PostMapping("/api/completion")
        SseEmitter completion(@RequestBody Prompt body) {
            return ai.task().prompt(body.prompt()).format("text").stream();
        }

        @PostMapping("/api/refunds")
        SseEmitter refunds(@RequestBody AiSdkChat chat) {
            LocalTool refund = LocalTool.of(Tool.of("refund", "Refunds an order"), (arguments, context) -> "Refunded")
                    .requiringApproval();
            return ai.task(chat).tools(refund).stream();
        }

        @PostMapping("/api/kept-chat")
        SseEmitter keptChat(@RequestBody AiSdkChat chat) {
            return ai.task(chat).conversation(chat.key()).stream();
        }
    }

    private static final String ASKED = """
            {"id":"chat1","trigger":"submit-message","messages":[
             {"id":"1","role":"user","parts":[{"type":"text","text":"Hi"}]},
             {"id":"2","role":"assistant","parts":[{"type":"text","text":"I owe you money."}]},
             {"id":"3","role":"user","parts":[{"type":"text","text":"How much?"}]}]}""";

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private ScriptedProvider provider;

    @BeforeEach
    void script() {
        provider.reset().answer("Nothing.");
    }

    private MvcTestResult post(String uri, String body) {
        return mvc.post()
                .uri(uri)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange(Duration.ofSeconds(10));
    }

    @Test
    void useChatGetsItsOwnProtocol() {
        assertThat(post("/api/chat", ASKED))
                .hasStatusOk()
                .hasHeader("x-vercel-ai-ui-message-stream", "v1")
                .bodyText()
                .contains("\"type\":\"text-delta\"", "Nothing.");
        assertThat(provider.requests().get(0).messages()).hasSize(3);
    }

    @Test
    void aChatThatHasEndedHasNothingToResumeOrToStop() {
        post("/api/chat", ASKED);

        assertThat(mvc.get().uri("/api/chat/chat1/stream").exchange(Duration.ofSeconds(10)))
                .hasStatus(HttpStatus.NO_CONTENT);
        assertThat(mvc.post().uri("/api/chat/chat1/stop")).hasStatusOk();
    }

    @Test
    void aConversationOnTheServerIgnoresTheHistoryOfThePage() {
        post("/api/kept-chat", ASKED);

        assertThat(provider.requests().get(0).messages()).containsExactly(Message.user("How much?"));
    }

    @Test
    void anApprovalIsADataPartWithWhatThePageShows() {
        provider.reset().toolCall("refund", "{\"order\":7}").then().answer("Nobody answered.");

        assertThat(post("/api/refunds", ASKED))
                .bodyText()
                .containsPattern("\"type\":\"data-approval\".*\"data\":\\{\"id\":\"[^\"]+\",\"streamId\":\"[^\"]+\"")
                .contains("\"toolName\":\"refund\",\"input\":{\"order\":7}}");
    }

    @Test
    void textIsTheAnswerAndNothingElse() {
        assertThat(post("/api/completion", "{\"prompt\":\"Hello\"}")).bodyText().isEqualTo("Nothing.");
    }

    @Test
    void aPageOfAnotherOriginMayAsk() {
        assertThat(mvc.options()
                        .uri("/api/chat")
                        .header("Origin", "https://app.example.com")
                        .header("Access-Control-Request-Method", "POST"))
                .hasStatusOk()
                .hasHeader("Access-Control-Allow-Origin", "https://app.example.com")
                .hasHeader("Access-Control-Allow-Credentials", "true");
    }
}
