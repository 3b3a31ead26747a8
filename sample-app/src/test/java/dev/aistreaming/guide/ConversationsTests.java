package dev.aistreaming.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Message;
import dev.aistreaming.conversation.ConversationKey;
import dev.aistreaming.conversation.ConversationStore;
import dev.aistreaming.conversation.StoredConversation;
import dev.aistreaming.conversation.StoredMessage;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.spring.StreamOwnerResolver;
import dev.aistreaming.testing.ScriptedProvider;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What docs/conversations.md shows. */
@SpringBootTest(
        classes = ConversationsTests.Application.class,
        properties = {
            "ai.streaming.resume.enabled=false",
            "ai.streaming.default-provider=scripted",
            "ai.streaming.conversations.store=memory",
            "ai.streaming.conversations.window.max-messages=3"
        })
@AutoConfigureMockMvc
class ConversationsTests {

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({TalkController.class, ConversationListController.class, Cleanup.class})
    static class Application {

        @Bean
        ScriptedProvider scriptedProvider() {
            return ScriptedProvider.named("scripted");
        }

        @Bean
        StreamOwnerResolver owners() {
            return () -> RequestContextHolder.currentRequestAttributes().getSessionId();
        }
    }

    @RestController
    static class TalkController {

        private final AiService ai;

        TalkController(AiService ai) {
            this.ai = ai;
        }

        @GetMapping("/talk")
        SseEmitter talk(@RequestParam String id, @RequestParam String question) {
            return ai.task().system("Be brief.").conversation(id).prompt(question).stream();
        }
    }

    static class Cleanup {

        private final ConversationStore store;

        Cleanup(ConversationStore store) {
            this.store = store;
        }

        List<Message> read(String user, String id) {
            return store.messages(new ConversationKey(user, id)).stream()
                    .map(StoredMessage::message)
                    .toList();
        }

        void deleteAll(String user) {
            for (StoredConversation found : store.list(user, 0, 1_000)) {
                store.delete(found.key());
            }
        }
    }

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private ScriptedProvider provider;

    private final MockHttpSession session = new MockHttpSession();

    @BeforeEach
    void script() {
        provider.reset().answer("Fine.");
    }

    private MvcTestResult send(MockMvcRequestBuilder request) {
        return request.session(session).exchange(Duration.ofSeconds(10));
    }

    private void ask(String question) {
        assertThat(send(mvc.get().uri("/talk?id=trip&question={question}", question)))
                .bodyText()
                .endsWith("data: [DONE]\n\n");
    }

    private List<Message> sent(int call) {
        return provider.requests().get(call).messages();
    }

    @Test
    void theNextQuestionIsSentWithTheConversation() {
        ask("Hi");
        ask("And you?");

        assertThat(provider.requests().get(1).system()).isEqualTo("Be brief.");
        assertThat(sent(1)).containsExactly(Message.user("Hi"), Message.assistant("Fine."), Message.user("And you?"));
    }

    @Test
    void theWindowBeginsWithAMessageOfTheUser() {
        List.of("One", "Two", "Three").forEach(this::ask);

        assertThat(sent(2)).containsExactly(Message.user("Two"), Message.assistant("Fine."), Message.user("Three"));
    }

    @Test
    void anAnswerThatBrokeOffIsSentAndMarked() {
        provider.reset()
                .answer("One,", " two")
                .failAfter(1, AiException.of(ErrorCode.NETWORK).build());
        ask("Count");
        provider.reset().answer("Fine.");
        ask("Hi");

        assertThat(sent(0).get(1).text())
                .isEqualTo("One,\n\n[This answer was interrupted here. It is not to be continued unless asked for.]");
        assertThat(send(mvc.get().uri("/conversations/trip"))).bodyText().contains("\"interrupted\":true");
    }

    @Test
    void conversationsAreListedRenamedAndDeleted() {
        ask("Hi");

        assertThat(send(mvc.get().uri("/conversations"))).bodyText().contains("\"id\":\"trip\"", "\"title\":\"Hi\"");
        assertThat(send(mvc.get().uri("/conversations/trip")))
                .bodyText()
                .contains("{\"role\":\"assistant\",\"text\":\"Fine.\",\"interrupted\":false}");
        assertThat(send(mvc.put().uri("/conversations/trip/title").content("Greetings")))
                .bodyText()
                .isEqualTo("true");
        assertThat(send(mvc.get().uri("/conversations"))).bodyText().contains("\"title\":\"Greetings\"");
        assertThat(send(mvc.delete().uri("/conversations/trip"))).bodyText().isEqualTo("true");
        assertThat(send(mvc.get().uri("/conversations"))).bodyText().isEqualTo("[]");
    }

    @Test
    void aJobReadsAndDeletesWhatBelongsToAUser(@Autowired Cleanup cleanup) {
        ask("Hi");
        String user = Objects.requireNonNull(session.getId());
        await().untilAsserted(() -> assertThat(cleanup.read(user, "trip")).hasSize(2));

        cleanup.deleteAll(user);

        assertThat(cleanup.read(user, "trip")).isEmpty();
    }
}
