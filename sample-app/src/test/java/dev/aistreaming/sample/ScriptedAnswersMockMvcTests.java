package dev.aistreaming.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.request;

import dev.aistreaming.spring.test.ScriptedAi;
import dev.aistreaming.testing.ScriptedProvider;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The part of docs/testing.md that needs no web server. */
@SpringBootTest(properties = "ai.streaming.resume.enabled=false")
@AutoConfigureMockMvc
@ScriptedAi
class ScriptedAnswersMockMvcTests {

    private final ScriptedProvider provider;
    private final MockMvcTester mvc;

    @Autowired
    ScriptedAnswersMockMvcTests(ScriptedProvider provider, MockMvcTester mvc) {
        this.provider = provider;
        this.mvc = mvc;
    }

    @Test
    void streamsTheAnswer() {
        provider.answer("Hello", " world");

        MvcTestResult result = mvc.post()
                .uri("/api/chat/stream")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"question\":\"Hi\"}")
                .exchange(Duration.ofSeconds(10));

        assertThat(result).hasStatusOk().hasContentTypeCompatibleWith(MediaType.TEXT_EVENT_STREAM);
        assertThat(result)
                .bodyText()
                .startsWith("data: {\"content\":\"Hello\"}\n\ndata: {\"content\":\" world\"}\n\n")
                .endsWith("data: [DONE]\n\n");
    }

    @Test
    void streamsTheAnswerToMockMvcWithoutAssertJ(@Autowired MockMvc mockMvc) throws Exception {
        provider.answer("Hello", " world");

        MvcResult result = mockMvc.perform(get("/api/chat/stream").queryParam("question", "Hi"))
                .andExpect(request().asyncStarted())
                .andReturn();
        result.getAsyncResult(10_000);

        assertThat(result.getResponse().getContentAsString()).endsWith("data: [DONE]\n\n");
    }

    @Test
    void refusesAnEmptyQuestion() {
        assertThat(mvc.get().uri("/api/chat/stream?question="))
                .hasStatus(HttpStatus.BAD_REQUEST)
                .bodyJson()
                .extractingPath("$.errors[0]")
                .isEqualTo("question must not be blank");
        assertThat(provider.requests()).isEmpty();
    }
}
