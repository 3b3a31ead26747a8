package dev.aistreaming.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.spring.AiService;
import dev.aistreaming.spring.AiStreams;
import dev.aistreaming.spring.StreamOwnerResolver;
import dev.aistreaming.testing.ScriptedProvider;
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
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The examples of docs/resumable-streams.md. */
@SpringBootTest(
        classes = ResumableStreamsTests.Application.class,
        properties = {
            "ai.streaming.resume.enabled=true",
            "ai.streaming.default-provider=own",
            "ai.streaming.sse.include-metadata=false"
        })
@AutoConfigureMockMvc
class ResumableStreamsTests {

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({ChatController.class, AnswersController.class})
    static class Application {

        @Bean
        ScriptedProvider scriptedProvider() {
            return ScriptedProvider.named("own");
        }

        @Bean
        StreamOwnerResolver streamOwnerResolver() {
            return () -> RequestContextHolder.currentRequestAttributes().getSessionId();
        }
    }

    @RestController
    static class ChatController {

        private final AiService ai;
        private final AiStreams streams;

        ChatController(AiService ai, AiStreams streams) {
            this.ai = ai;
            this.streams = streams;
        }

        @GetMapping("/chat")
        SseEmitter chat(@RequestParam String question) {
            return ai.stream(question);
        }

        @PostMapping("/api/chat/{chatId}")
        SseEmitter chat(@PathVariable String chatId, @RequestBody String question) {
            return ai.task().prompt(question).key(chatId).stream();
        }

        @GetMapping("/api/chat/{chatId}/stream")
        SseEmitter resume(@PathVariable String chatId) {
            return streams.resumeByKey(chatId);
        }

        @PostMapping("/api/chat/{chatId}/stop")
        void stop(@PathVariable String chatId) {
            streams.stopByKey(chatId);
        }

        @GetMapping("/found")
        SseEmitter found(@RequestParam String question) {
            List<String> documents = List.of("orders.md");
            return ai.task().prompt(question).onStart(stream -> stream.emit("sources", documents)).stream();
        }
    }

    private final ScriptedProvider provider;
    private final MockMvcTester mvc;
    private final MockHttpSession session = new MockHttpSession();

    @Autowired
    ResumableStreamsTests(ScriptedProvider provider, MockMvcTester mvc) {
        this.provider = provider;
        this.mvc = mvc;
    }

    @BeforeEach
    void startAfresh() {
        provider.reset().answer("Hello", ", how", " are you?");
    }

    private MvcTestResult exchange(MockMvcRequestBuilder request) {
        return request.session(session).exchange(Duration.ofSeconds(10));
    }

    private MvcTestResult get(String uri) {
        return exchange(mvc.get().uri(uri));
    }

    private static String idOf(MvcTestResult result) {
        return result.getResponse().getHeader("X-AI-Stream-Id");
    }

    private static String events(String id) {
        return """
                id: %1$s:1
                data: {"content":"Hello"}

                id: %1$s:2
                data: {"content":", how"}

                id: %1$s:3
                data: {"content":" are you?"}

                id: %1$s:4
                data: [DONE]

                """.formatted(id);
    }

    @Test
    void aReloadedPageReadsTheAnswerAgainAndNobodyIsAsked() {
        MvcTestResult first = get("/chat?question=Hi");
        String id = idOf(first);

        assertThat(first).bodyText().isEqualTo("id: " + id + ":0\n\n" + events(id));
        assertThat(get("/answers/" + id + "/stream")).bodyText().endsWith(events(id));
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void aBrowserThatComesBackGetsTheRest() {
        String id = idOf(get("/chat?question=Hi"));

        assertThat(get("/chat?question=Hi&lastEventId=" + id + ":3"))
                .bodyText()
                .endsWith("id: " + id + ":4\ndata: [DONE]\n\n")
                .doesNotContain("are you?");
        assertThat(get("/chat?question=Hi&lastEventId=" + id + ":4")).hasStatus(HttpStatus.NO_CONTENT);
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void toAnotherSessionTheStreamDoesNotExist() {
        String id = idOf(get("/chat?question=Hi"));

        assertThat(mvc.get().uri("/answers/" + id + "/stream").exchange(Duration.ofSeconds(10)))
                .bodyText()
                .contains("\"code\":\"stream_expired\"");
    }

    @Test
    void whatHasEndedCannotBeStopped() {
        String id = idOf(get("/chat?question=Hi"));

        assertThat(exchange(mvc.delete().uri("/answers/" + id))).hasStatus(HttpStatus.NOT_FOUND);
    }

    @Test
    void aChatIsResumedAndStoppedByItsKey() {
        provider.reset().answer("Hello").stallAfter(1);
        MvcTestResult answer =
                mvc.post().uri("/api/chat/7f").content("Hi").session(session).asyncExchange();
        await().until(() -> answer.getResponse().getContentAsString().contains("Hello"));
        MvcTestResult second =
                mvc.get().uri("/api/chat/7f/stream").session(session).asyncExchange();

        exchange(mvc.post().uri("/api/chat/7f/stop"));

        await().until(() -> second.getResponse().getContentAsString().contains("[DONE]"));
        assertThat(second.getResponse().getContentAsByteArray())
                .asString()
                .contains("Hello")
                .contains("\"code\":\"cancelled\"");
        assertThat(get("/api/chat/7f/stream")).hasStatus(HttpStatus.NO_CONTENT);
    }

    @Test
    void eventsOfTheApplicationComeFirst() {
        assertThat(get("/found?question=Hi"))
                .bodyText()
                .contains(":1\ndata: {\"data\":{\"name\":\"sources\",\"value\":[\"orders.md\"]}}\n\n");
    }
}
