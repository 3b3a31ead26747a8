package dev.aistreaming.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.spring.autoconfigure.AiStreamingAutoConfiguration;
import dev.aistreaming.testing.ScriptedProvider;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Bean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** The part of docs/testing.md on the slice of Spring MVC. */
@WebMvcTest(controllers = ChatController.class, properties = "ai.streaming.default-provider=scripted")
@ImportAutoConfiguration(AiStreamingAutoConfiguration.class)
class ScriptedAnswersSliceTests {

    @TestConfiguration(proxyBeanMethods = false)
    static class Providers {

        @Bean
        ScriptedProvider scriptedProvider() {
            return ScriptedProvider.named("scripted");
        }
    }

    @Test
    void streamsTheAnswer(@Autowired ScriptedProvider provider, @Autowired MockMvcTester mvc) {
        provider.answer("Hello", " world");

        assertThat(mvc.get().uri("/api/chat/stream?question=Hi").exchange(Duration.ofSeconds(10)))
                .hasStatusOk()
                .bodyText()
                .startsWith("data: {\"content\":\"Hello\"}\n\ndata: {\"content\":\" world\"}\n\n")
                .endsWith("data: [DONE]\n\n");
    }
}
