package dev.aistreaming.applications.webflux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedServer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class GuideTests {

    private static final String QUESTION = "{\"text\":\"Hi?\"}";

    private static ScriptedServer hello() {
        return ScriptedServer.streaming(OpenAiWire.opening(), OpenAiWire.text("Hello"), OpenAiWire.ending());
    }

    @Test
    void theControllerStreamsAndItsAnswerIsReadAgain() throws Exception {
        try (RunningApplication application = new RunningApplication(hello())) {
            HttpResponse<String> answer = application.send(application.post("/chat", QUESTION));
            assertThat(answer.body()).contains("{\"content\":\"Hello\"}").endsWith("data: [DONE]\n\n");

            String id = answer.headers().firstValue("X-AI-Stream-Id").orElseThrow();
            HttpResponse<String> again = application.send(application.request("/answers/" + id + "/stream"));
            assertThat(again.body()).contains("{\"content\":\"Hello\"}");
            assertThat(application.asked()).isEqualTo(1);
        }
    }

    @Test
    void whatWaitsIsCalledInARequest() throws Exception {
        try (RunningApplication application = new RunningApplication(hello())) {
            assertThat(application.send(application.post("/answer", QUESTION)).body())
                    .isEqualTo("{\"text\":\"Hello\"}");
            assertThat(application
                            .send(application.request("/answers/unknown").DELETE())
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void aFunctionalEndpointAsksTheRegistry() throws Exception {
        try (RunningApplication application = new RunningApplication(hello())) {
            HttpResponse<String> answer = application.send(application.request("/function?question=Hi"));
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/event-stream");
            assertThat(answer.body())
                    .contains("data: {\"content\":\"Hello\"}\n\n")
                    .endsWith("data: [DONE]\n\n");
        }
    }
}
