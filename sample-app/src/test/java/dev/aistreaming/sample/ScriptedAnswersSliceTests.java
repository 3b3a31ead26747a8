package dev.aistreaming.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.spring.test.ScriptedAi;
import dev.aistreaming.testing.ScriptedProvider;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@WebMvcTest(controllers = ChatController.class, properties = "ai.streaming.resume.enabled=false")
@ScriptedAi
class ScriptedAnswersSliceTests {

    @Autowired
    private ScriptedProvider provider;

    @Autowired
    private MockMvcTester mvc;

    @Test
    void streamsTheAnswer() {
        provider.answer("Hello", " world");

        assertThat(mvc.get().uri("/api/chat/stream?question=Hi").exchange(Duration.ofSeconds(10)))
                .hasStatusOk()
                .bodyText()
                .startsWith("data: {\"content\":\"Hello\"}\n\ndata: {\"content\":\" world\"}\n\n")
                .endsWith("data: [DONE]\n\n");
    }
}
