package dev.aistreaming.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Message;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.testing.ScriptedProvider;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The window with a summary of docs/conversations.md. */
@SpringBootTest(
        classes = SummarizingWindowTests.Application.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "ai.streaming.resume.enabled=false",
            "ai.streaming.default-provider=scripted",
            "ai.streaming.conversations.store=memory"
        })
class SummarizingWindowTests {

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(SummarizingWindow.class)
    static class Application {

        @Bean
        ScriptedProvider scriptedProvider() {
            return ScriptedProvider.named("scripted").answer(request -> isSummary(request) ? "They counted." : "Fine.");
        }
    }

    private static boolean isSummary(ChatRequest request) {
        return request.system() != null && request.system().startsWith("Summarize");
    }

    @Autowired
    private AiService ai;

    @Autowired
    private ScriptedProvider provider;

    @Test
    void theBeginningOfALongConversationIsSentAsASummary() {
        for (int i = 1; i <= 13; i++) {
            ai.task().conversation("long").prompt("Number " + i).run();
        }

        List<ChatRequest> asked = provider.requests();
        assertThat(asked).filteredOn(SummarizingWindowTests::isSummary).hasSize(1);
        assertThat(asked.get(asked.size() - 1).messages())
                .startsWith(
                        Message.user("Summary of our conversation so far: They counted."),
                        Message.assistant("Thank you, I will keep it in mind."),
                        Message.user("Number 11"))
                .endsWith(Message.user("Number 13"));
    }
}
