package dev.aistreaming.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ClassUtils;

class SampleApplicationTests {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String CONTEXT_PATH = "/chat";
    private static int port;
    private static ConfigurableApplicationContext application;

    @BeforeAll
    static void start() {
        application = SpringApplication.run(
                SampleApplication.class, "--server.port=0", "--server.servlet.context-path=" + CONTEXT_PATH);
        port = application.getEnvironment().getRequiredProperty("local.server.port", int.class);
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return CLIENT.send(
                request(path)
                        .header("Content-Type", "application/json")
                        .header("Accept", "text/event-stream, application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + CONTEXT_PATH + path));
    }

    @Test
    void answersWithoutAnyKey() throws Exception {
        HttpResponse<String> response = post("/api/chat/stream", "{\"question\":\"What are heart-beats?\"}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        assertThat(response.body())
                .contains("{\"content\":")
                .contains("\"model\":\"documentation-search\",\"provider\":\"demo\"")
                .endsWith("data: [DONE]\n\n");
        assertThat(text(response.body()))
                .contains("A line that begins with a colon is a comment, and clients ignore it.");
    }

    private static String text(String stream) {
        StringBuilder text = new StringBuilder();
        Matcher content = Pattern.compile("\\{\"content\":\"(.*)\"}").matcher(stream);
        while (content.find()) {
            text.append(content.group(1));
        }
        return text.toString().replace("\\n", " ");
    }

    @Test
    void answersAnEventSource() throws Exception {
        HttpResponse<String> response = get("/api/chat/stream?question=timeouts&provider=demo");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("{\"content\":").endsWith("data: [DONE]\n\n");
    }

    @Test
    void answersInOnePiece() throws Exception {
        HttpResponse<String> response = post("/api/chat", "{\"question\":\"How do I configure Anthropic?\"}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).startsWith("{\"content\":\"").contains("4096");
    }

    @Test
    void takesAConversation() throws Exception {
        HttpResponse<String> response = post("/api/chat/stream", """
                {"question":"timeouts","system":"Be brief.","model":"documentation-search","temperature":0.2,"maxTokens":50,
                 "history":[{"role":"user","content":"Hello?"},{"role":"assistant","content":"Hello!"}]}""");

        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void saysSoWhereNothingIsFound() throws Exception {
        assertThat(post("/api/chat", "{\"question\":\"zyzzyva\"}").body()).contains("not a language model");
    }

    @Test
    void refusesAMissingQuestion() throws Exception {
        assertProblem(post("/api/chat/stream", "{}"), "question must not be blank");
    }

    @Test
    void refusesABlankQuestion() throws Exception {
        assertProblem(post("/api/chat/stream", "{\"question\":\" \"}"), "question must not be blank");
        assertProblem(get("/api/chat/stream?question=%20"), "question must not be blank");
    }

    @Test
    void refusesAQuestionThatIsTooLong() throws Exception {
        String question = "x".repeat(4001);

        assertProblem(post("/api/chat/stream", "{\"question\":\"" + question + "\"}"), "between 0 and 4000");
        assertProblem(get("/api/chat/stream?question=" + question), "between 0 and 4000");
    }

    @Test
    void refusesAnUnknownRole() throws Exception {
        assertProblem(
                post("/api/chat/stream", "{\"question\":\"x\",\"history\":[{\"role\":\"wizard\",\"content\":\"y\"}]}"),
                "history[0].role must be user or assistant");
    }

    @Test
    void refusesAnUnknownProviderAndNamesNoOther() throws Exception {
        HttpResponse<String> response = post("/api/chat/stream", "{\"question\":\"x\",\"provider\":\"nobody\"}");

        assertProblem(response, "provider 'nobody' is not configured");
        assertThat(response.body()).doesNotContain("demo");
        assertProblem(post("/api/chat", "{\"question\":\"x\",\"provider\":\"nobody\"}"), "nobody");
    }

    @Test
    void refusesWhatIsNoJson() throws Exception {
        assertProblem(post("/api/chat/stream", "{\"question\":"), "read");
    }

    @Test
    void refusesAParameterThatIsNotThere() throws Exception {
        assertProblem(get("/api/chat/stream"), "question");
    }

    private static void assertProblem(HttpResponse<String> response, String detail) {
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.body()).contains(detail);
    }

    @Test
    void tellsThePageWhatItCanChooseFrom() throws Exception {
        assertThat(get("/api/providers").body())
                .contains("\"default\":\"demo\"")
                .contains("Not a language model");
    }

    @Test
    void servesThePage() throws Exception {
        HttpResponse<String> page = get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<html");
    }

    @Test
    void greets() throws Exception {
        assertThat(post("/api/chat", "{\"question\":\"Hello!\"}").body())
                .contains("Hello! I am a full-text search")
                .contains("How do I add the starter?");
    }

    /** The starter needs nothing but Spring MVC: here is an application that has little else. */
    @Test
    void hasNoOptionalLibraryOnTheClassPath() {
        for (String absent : new String[] {
            "org.springframework.boot.actuate.endpoint.annotation.Endpoint",
            "io.micrometer.core.instrument.MeterRegistry",
            "org.springframework.data.redis.core.RedisTemplate",
            "org.springframework.security.web.SecurityFilterChain",
            "org.springframework.web.reactive.DispatcherHandler",
            "reactor.core.publisher.Flux"
        }) {
            assertThat(ClassUtils.isPresent(absent, getClass().getClassLoader()))
                    .as(absent)
                    .isFalse();
        }
    }
}
