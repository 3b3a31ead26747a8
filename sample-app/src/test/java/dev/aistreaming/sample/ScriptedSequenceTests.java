package dev.aistreaming.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.testing.ScriptedProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** The part of docs/testing.md on answers that differ from call to call. */
@SpringBootTest(properties = {"ai.streaming.default-provider=scripted", "ai.streaming.retry.initial-backoff=10ms"})
class ScriptedSequenceTests {

    @TestConfiguration(proxyBeanMethods = false)
    static class Providers {

        @Bean
        ScriptedProvider scriptedProvider() {
            return ScriptedProvider.named("scripted");
        }
    }

    private final ScriptedProvider provider;
    private final AiService ai;

    @Autowired
    ScriptedSequenceTests(ScriptedProvider provider, AiService ai) {
        this.provider = provider;
        this.ai = ai;
    }

    @BeforeEach
    void startAfresh() {
        provider.reset();
    }

    @Test
    void answersOneQuestionAfterTheOther() {
        provider.answer("Paris.").then().answer("Madrid.");

        assertThat(ai.ask("What is the capital of France?")).isEqualTo("Paris.");
        assertThat(ai.ask("And of Spain?")).isEqualTo("Madrid.");
    }

    @Test
    void triesAgainWhenTheProviderIsOverloaded() {
        provider.failWith(ErrorCode.OVERLOADED).then().answer("Hello");

        assertThat(ai.ask("Hi")).isEqualTo("Hello");
        assertThat(provider.requests()).hasSize(2);
    }

    @Test
    void answersWhatIsAsked() {
        provider.answer(request -> "You said: " + request.messages().get(0).text());

        assertThat(ai.ask("Hi")).isEqualTo("You said: Hi");
    }

    @Test
    void asksForATool() {
        provider.toolCall("weather", "{\"city\":\"Paris\"}").then().answer("Take an umbrella.");

        ChatResponse response = ai.generate(ChatRequest.of("Will it rain in Paris?"));
        assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(response.toolCalls()).containsExactly(new ToolCall("call-1", "weather", "{\"city\":\"Paris\"}"));
    }
}
