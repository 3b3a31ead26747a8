package dev.aistreaming.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.Message;
import dev.aistreaming.conversation.ConversationKey;
import dev.aistreaming.conversation.ConversationStore;
import dev.aistreaming.guard.Guard;
import dev.aistreaming.guard.GuardRule;
import dev.aistreaming.guard.GuardedText;
import dev.aistreaming.guard.Guards;
import dev.aistreaming.pipeline.Pipeline;
import dev.aistreaming.pipeline.RetryPolicy;
import dev.aistreaming.pipeline.WholeAnswer;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.testing.ScriptedProvider;
import dev.aistreaming.thread.Threads;
import dev.aistreaming.tool.ToolLimits;
import dev.aistreaming.tool.ToolLoopProvider;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Component;

/** What docs/guards.md shows. */
@SpringBootTest(
        classes = GuardsTests.Application.class,
        properties = {
            "ai.streaming.resume.enabled=false",
            "ai.streaming.conversations.store=memory",
            "ai.streaming.default-provider=claude",
            "ai.streaming.providers.claude.type=anthropic",
            "ai.streaming.providers.claude.base-url=https://api.anthropic.com",
            "ai.streaming.providers.claude.api-key=none",
            "ai.streaming.providers.claude.model=none",
            "spring.config.import=classpath:guards.yml" // as in the chapter
        })
class GuardsTests {

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(InternalHosts.class)
    static class Application {

        @Bean
        ScriptedProvider scriptedProvider() {
            return ScriptedProvider.named("claude");
        }

        @Bean
        Guard tickets() {
            return GuardRule.pattern("tickets", Pattern.compile("\\bINT-\\d{4,6}\\b"))
                    .replacedBy("[ticket]")
                    .on(Guard.Place.OUTPUT, Guard.Place.TOOL_RESULTS);
        }
    }

    /** Names of machines end with .internal, and begin at a space. */
    @Component
    static class InternalHosts implements Guard {

        private static final String SUFFIX = ".internal";

        @Override
        public String name() {
            return "hosts";
        }

        @Override
        public void look(GuardedText text) {
            int word = text.from();
            for (int i = text.from(); i < text.length(); i++) {
                if (Character.isWhitespace(text.charAt(i))) {
                    word = i + 1;
                } else if (text.indexOf(SUFFIX, i) == i) {
                    text.replace(word, i + SUFFIX.length(), "[host]");
                }
            }
            text.hold(word); // it may still become the name of a machine
        }
    }

    @Autowired
    ScriptedProvider provider;

    @Autowired
    AiService ai;

    @AutoClose("shutdownNow")
    private final ExecutorService workers = Executors.newCachedThreadPool();

    @AutoClose
    private final Threads threads = new Threads(workers);

    @Test
    void rulesAndBeansGuardWhatIsStreamed() {
        provider.reset().answer("Ask ann@exam", "ple.org about INT-1", "234 on db1.int", "ernal now");

        assertThat(ai.ask("Who?")).isEqualTo("Ask [e-mail] about [ticket] on [host] now");
    }

    @Test
    void personalDataOfAQuestionIsMaskedBeforeTheProviderGetsIt() {
        provider.reset().answer("Thanks.");

        ai.ask("Pay with 4111 1111 1111 1111 and write to ann@example.org");

        assertThat(provider.requests().get(0).messages())
                .containsExactly(Message.user("Pay with **** **** **** **** and write to [e-mail]"));
    }

    @Test
    void aConversationKeepsWhatTheUserWroteAndSendsItMasked(@Autowired ConversationStore store) {
        provider.reset().answer("Thanks.");

        ai.task().conversation("mail").prompt("I am ann@example.org").run();
        ai.task().conversation("mail").prompt("Who am I?").run();

        assertThat(store.messages(new ConversationKey(null, "mail")).get(0).message())
                .isEqualTo(Message.user("I am ann@example.org"));
        assertThat(provider.requests().get(1).messages()).startsWith(Message.user("I am [e-mail]"));
    }

    @Test
    void guardsWithoutSpring() {
        ChatProvider openAi = ScriptedProvider.named("openai").answer("Project Blue", "bird is late");

        Guards guards = Guards.of(
                GuardRule.emails("emails").replacedBy("[e-mail]"),
                GuardRule.literals("names", List.of("Project Bluebird")).ending());
        ChatProvider guarded = Pipeline.of(openAi, threads)
                .retry(RetryPolicy.DEFAULTS)
                .loop(model ->
                        guards.around(model, inside -> new ToolLoopProvider(inside, ToolLimits.DEFAULTS, threads)))
                .build();

        assertThat(WholeAnswer.start(guarded, ChatRequest.of("?"))).failsWithin(Duration.ofSeconds(30));
    }

    @Test
    void aGuardIsTestedWithoutAStream() {
        Guards guards = Guards.of(new InternalHosts());
        ChatRequest request = ChatRequest.of("Where does it run?");
        assertThat(guards.guarded("It runs on db1.internal.", Guard.Place.OUTPUT, request))
                .isEqualTo("It runs on [host].");
    }

    @Test
    void aGuardIsTestedWithAStreamThatIsCut() {
        ChatProvider cut = ScriptedProvider.named("openai").answer("It runs on db1.int", "ernal.");
        ChatResponse response =
                WholeAnswer.await(Guards.of(new InternalHosts()).around(cut), ChatRequest.of("Where does it run?"));
        assertThat(response.content()).isEqualTo("It runs on [host].");
    }
}
