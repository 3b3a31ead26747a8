package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedServer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spring Boot's problem details beside ours. */
class ProblemDetailsTests {

    private static final String ENABLED = "spring.mvc.problemdetails.enabled=";

    private static ScriptedApplication application(String... properties) {
        return new ScriptedApplication(
                ScriptedServer.streaming(OpenAiWire.opening() + OpenAiWire.text("hello") + OpenAiWire.ending()),
                properties);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ourErrorsAreProblemsEitherWay(boolean enabled) throws Exception {
        try (ScriptedApplication application = application(ENABLED + enabled)) {
            HttpResponse<String> refused = application.get("/chat?question=%20");

            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(refused.body())
                    .contains("\"detail\":\"prompt must not be blank\"", "\"code\":\"invalid_request\"")
                    .contains("\"retryable\":false");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStreamIsAStreamEitherWay(boolean enabled) throws Exception {
        try (ScriptedApplication application = application(ENABLED + enabled)) {
            assertThat(application.stream()).contains("hello").endsWith("data: [DONE]\n\n");
        }
    }

    @Test
    void ofSpringsErrorsAStreamIsToldInProblemsWhereTheyAreOn() throws Exception {
        try (ScriptedApplication application = application(ENABLED + true)) {
            HttpResponse<String> refused = application.get("/chat"); // which accepts text/event-stream only

            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(refused.body()).contains("\"detail\":");
        }
    }

    @Test
    void aRefusalOfTheAiSdksEndpointStaysASentence() throws Exception {
        try (ScriptedApplication application =
                application(ENABLED + true, "ai.streaming.endpoints.ai-sdk.path=/api/ai-sdk/chat")) {
            var refused = application.post("/api/ai-sdk/chat", "application/json", "no json");

            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.headers().firstValue("Content-Type")).hasValue("text/plain");
        }
    }
}
