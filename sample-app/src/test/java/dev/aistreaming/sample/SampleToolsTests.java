package dev.aistreaming.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class SampleToolsTests {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Pattern APPROVAL =
            Pattern.compile("\"approval\":\\{\"id\":\"([^\"]+)\",\"streamId\":\"([^\"]+)\"");

    @LocalServerPort
    private int port;

    private HttpRequest post(String path, String type, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", type)
                .header("Accept", "text/event-stream, application/problem+json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private HttpResponse<String> ask(String json) throws Exception {
        return CLIENT.send(post("/api/chat/stream", "application/json", json), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void tellsTheTimeWhereTheToolIsNamed() throws Exception {
        assertThat(ask("{\"question\":\"What time is it in Tokyo?\",\"tools\":[\"time\"]}")
                        .body())
                .contains(
                        "{\"toolCall\":{\"id\":\"call-1\",\"name\":\"time\",\"arguments\":{\"zone\":\"Asia/Tokyo\"}}}")
                .containsPattern(
                        "\"toolResult\":\\{\"id\":\"call-1\",\"name\":\"time\",\"result\":\"[^\"]+ in Asia/Tokyo\"")
                .contains("{\"step\":{\"finishReason\":\"tool_calls\"}}")
                .endsWith("data: [DONE]\n\n");
    }

    @Test
    void callsNothingWhereNoToolIsNamed() throws Exception {
        assertThat(ask("{\"question\":\"What time is it in Tokyo?\"}").body())
                .contains("{\"content\":")
                .doesNotContain("toolCall", "\"step\"");
    }

    @Test
    void refusesAToolThatIsUnknown() throws Exception {
        HttpResponse<String> response = ask("{\"question\":\"Hello?\",\"tools\":[\"rm\"]}");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("there is no tool 'rm'");
    }

    @Test
    void writesANoteWhenItIsAllowed() throws Exception {
        HttpRequest question = post(
                "/api/chat/stream",
                "application/json",
                "{\"question\":\"Note: buy milk\",\"tools\":[\"write_note\"],\"resumable\":true}");
        HttpResponse<InputStream> response = CLIENT.send(question, HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String line;
            Matcher approval;
            do {
                line = lines.readLine();
                approval = APPROVAL.matcher(line);
            } while (!approval.find());
            String path = "/api/chat/" + approval.group(2) + "/approvals/" + approval.group(1);

            assertThat(CLIENT.send(
                                    post(path, "application/json", "{\"approved\":true}"),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(204);
            assertThat(lines.lines().collect(Collectors.joining("\n")))
                    .contains("\"result\":\"Note 1 is written: buy milk\"")
                    .contains("[DONE]");
            assertThat(CLIENT.send(
                                    post(path, "application/json", "{\"approved\":true}"),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void saysThatItCannotSeeAPicture() throws Exception {
        String body = """
                --x\r
                Content-Disposition: form-data; name="question"; filename="blob"\r
                Content-Type: application/json\r
                \r
                {"question":"How do I add the starter?"}\r
                --x\r
                Content-Disposition: form-data; name="files"; filename="notes.txt"\r
                Content-Type: text/plain\r
                \r
                Hello\r
                --x--\r
                """;
        assertThat(CLIENT.send(
                                post("/api/chat/stream", "multipart/form-data; boundary=x", body),
                                HttpResponse.BodyHandlers.ofString())
                        .body()
                        .replaceAll("\"}\\s+data: \\{\"content\":\"", ""))
                .contains("I cannot see what you attached", "spring-boot-starter-webmvc");
    }
}
