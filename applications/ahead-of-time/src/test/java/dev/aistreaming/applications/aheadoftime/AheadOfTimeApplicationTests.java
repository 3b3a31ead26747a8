package dev.aistreaming.applications.aheadoftime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Starts what the build has generated. The provider was not known to it. */
class AheadOfTimeApplicationTests {

    private static final String ASKED = "{\"question\":\"What is in stock?\"}";
    private static final String CALL =
            "{\"toolCall\":{\"id\":\"call_1\",\"name\":\"stock\",\"arguments\":{\"wishes\":[{\"food\":\"oats\",\"shelf\":\"DRY\"}]}}}";
    private static final String RESULT =
            "{\"toolResult\":{\"id\":\"call_1\",\"name\":\"stock\",\"result\":[{\"food\":\"oats\",\"grams\":500}]}}";

    private static final String METADATA =
            "/META-INF/native-image/dev.aistreaming/ai-streaming-application-ahead-of-time/reachability-metadata.json";

    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    private static ScriptedServer model;
    private static ConfigurableApplicationContext application;

    @BeforeAll
    static void start() {
        model = ModelServer.start();
        SpringApplication generated = new SpringApplication(AheadOfTimeApplication.class);
        generated.setMainApplicationClass(AheadOfTimeApplication.class);
        application = generated.run(
                "--server.port=0",
                "--ai.streaming.providers.local.type=openai",
                "--ai.streaming.providers.local.base-url=" + model.url(),
                "--ai.streaming.providers.local.model=gpt-test");
    }

    @AfterAll
    static void stop() {
        application.close();
        model.close();
    }

    private static HttpRequest.Builder request(String path) {
        String port = application.getEnvironment().getRequiredProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        HttpRequest.Builder post =
                request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json));
        return BROWSER.send(post.build(), BodyHandlers.ofString());
    }

    @Test
    void nothingIsWorkedOutAtTheStart() {
        assertThat(application.containsBean(AnnotationConfigUtils.CONFIGURATION_ANNOTATION_PROCESSOR_BEAN_NAME))
                .isFalse();
    }

    @Test
    void aToolRunsWhereTheModelCallsIt() throws Exception {
        assertThat(post("/conversations/tools", ASKED).body())
                .contains("data: " + CALL, "data: " + RESULT, "data: {\"content\":\"Half a \"}")
                .endsWith("data: [DONE]\n\n");
    }

    @Test
    void aConversationIsKeptInTheDatabase() throws Exception {
        post("/conversations/kept", "{\"question\":\"How much salt?\"}");

        post("/conversations/kept", "{\"question\":\"And pepper?\"}");

        assertThat(model.requests().get(model.requests().size() - 1).body())
                .contains("How much salt?", "Half a kilo.", "And pepper?");
        assertThat(application
                        .getBean(JdbcClient.class)
                        .sql("select count(*) from ai_conversation")
                        .query(Integer.class)
                        .single())
                .isPositive();
    }

    @Test
    void anAnswerThatIsKeptIsReadAgain() throws Exception {
        HttpResponse<String> first = post("/kept", "{\"question\":\"How much?\"}");
        String id = first.headers().firstValue("X-AI-Stream-Id").orElseThrow();

        HttpResponse<String> rest = BROWSER.send(
                request("/kept/" + id).header("Last-Event-ID", id + ":1").build(), BodyHandlers.ofString());

        assertThat(first.body()).contains("data: {\"content\":\"Half a \"}");
        assertThat(rest.body())
                .contains("data: {\"content\":\"kilo.\"}")
                .doesNotContain("Half a")
                .endsWith("data: [DONE]\n\n");
    }

    @Test
    void anObjectIsReadAndChecked() throws Exception {
        assertThat(post("/recipes", "{\"question\":\"Breakfast\"}").body())
                .contains("data: {\"object\":" + ModelServer.RECIPE + "}");
        assertThat(model.requests()).anyMatch(request -> request.body().contains("\"ingredients\""));
    }

    @Test
    void aTextIsText() throws Exception {
        assertThat(post("/text", "{\"question\":\"How much?\"}").body()).isEqualTo("Half a kilo.");
    }

    @Test
    void useChatIsAnswered() throws Exception {
        assertThat(post(
                                "/ai-sdk",
                                "{\"id\":\"c1\",\"messages\":[{\"id\":\"m1\",\"role\":\"user\","
                                        + "\"parts\":[{\"type\":\"text\",\"text\":\"What is in stock?\"}]}]}")
                        .body())
                .contains("\"type\":\"tool-output-available\"", "\"delta\":\"kilo.\"")
                .endsWith("data: [DONE]\n\n");
    }

    @Test
    void anAgentsClientIsAnswered() throws Exception {
        assertThat(post(
                                "/ag-ui",
                                "{\"threadId\":\"t\",\"runId\":\"r\",\"state\":{},\"tools\":[],\"context\":[],\"forwardedProps\":{},"
                                        + "\"messages\":[{\"id\":\"m1\",\"role\":\"user\",\"content\":\"What is in stock?\"}]}")
                        .body())
                .contains("\"type\":\"TOOL_CALL_RESULT\"", "\"delta\":\"kilo.\"", "\"type\":\"RUN_FINISHED\"");
    }

    @Test
    void clientsOfOpenAiAreAnswered() throws Exception {
        String question =
                "{\"model\":\"local\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"How much?\"}]}";

        assertThat(post("/openai", question).body())
                .contains("\"delta\":{\"content\":\"kilo.\"}")
                .endsWith("data: [DONE]\n\n");
        assertThat(post("/v1/chat/completions", question.replace("true", "false"))
                        .body())
                .contains("\"content\":\"Half a kilo.\"");
    }

    @Test
    void thePagesModuleIsServed() throws Exception {
        assertThat(BROWSER.send(request("/ai-streaming/client.js").build(), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    /** What the tests above bind; no image is built. */
    @Test
    void aNativeImageIsToldOfAllThatIsReadFromJsonOrWrittenAsIt() throws IOException {
        try (InputStream in = Objects.requireNonNull(AheadOfTimeApplication.class.getResourceAsStream(METADATA))) {
            JsonNode types = new JsonMapper().readTree(in).path("reflection");

            assertThat(types.valueStream()
                            .filter(type -> type.path("allDeclaredConstructors").asBoolean(false))
                            .map(type -> type.path("type").asString()))
                    .contains(
                            KitchenController.Question.class.getName(),
                            Pantry.Wish.class.getName(),
                            Pantry.Shelf.class.getName(),
                            Pantry.Stock.class.getName(),
                            Recipe.class.getName(),
                            Recipe.Ingredient.class.getName());
        }
    }
}
