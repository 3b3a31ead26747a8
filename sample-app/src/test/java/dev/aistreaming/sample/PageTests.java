package dev.aistreaming.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** How the page and its parts get to the browser. */
@Timeout(30)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class PageTests {

    private static final Pattern IMPORT = Pattern.compile("(?:from|import) \"\\./([^\"]+)\"");
    private static final Pattern LOADED = Pattern.compile("(?:href|src)=\"([^\"#:]+)\"");

    private final HttpClient browser = HttpClient.newHttpClient();
    private final URI page;

    @Autowired
    PageTests(@LocalServerPort int port) {
        page = URI.create("http://127.0.0.1:" + port + "/");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return browser.send(HttpRequest.newBuilder(page.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static List<String> found(Pattern pattern, HttpResponse<String> response) {
        return pattern.matcher(response.body())
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    void everythingThatThePageLoadsIsThere() throws Exception {
        List<String> loaded = found(LOADED, get("/"));

        assertThat(loaded).contains("app.js", "app.css", "icon.svg");
        for (String path : loaded) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(200);
        }
    }

    @Test
    void everyModuleFindsThoseThatItImports() throws Exception {
        for (String module : found(LOADED, get("/"))) {
            for (String imported : module.endsWith(".js") ? found(IMPORT, get(module)) : List.<String>of()) {
                HttpResponse<String> response = get(imported);
                assertThat(response.statusCode())
                        .as(module + " imports " + imported)
                        .isEqualTo(200);
                assertThat(header(response, "Content-Type")).as(imported).startsWith("text/javascript");
            }
        }
    }

    @Test
    void librariesComeFromHereOnceAndForAll() throws Exception {
        List<String> libraries = found(IMPORT, get("/libraries.js"));

        assertThat(libraries).hasSize(2);
        for (String library : libraries) {
            HttpResponse<String> response = get(library);
            assertThat(response.statusCode()).as(library).isEqualTo(200);
            assertThat(header(response, "Content-Type")).isEqualTo("text/javascript");
            assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(header(response, "Cache-Control")).contains("max-age=31536000", "immutable");
        }
    }

    @Test
    void aNewVersionOfThePageIsSeenAtOnce() throws Exception {
        for (String path : List.of("/", "/app.js", "/app.css")) {
            assertThat(header(get(path), "Cache-Control")).as(path).isEqualTo("no-cache");
            assertThat(header(get(path), "Last-Modified")).as(path).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            How do I add the starter?               |                | ai-streaming-spring-boot-starter
            What happens when the browser leaves?   |                | the provider's call is cancelled
            What time is it in Tokyo and in Lisbon? | "time"         | Europe/Lisbon
            """)
    void theDemoHasAnAnswerToWhatThePageSuggests(String question, @Nullable String tools, String answer)
            throws Exception {
        String json = "{\"question\":\"" + question + "\",\"tools\":[" + (tools == null ? "" : tools) + "]}";

        HttpResponse<String> response = browser.send(
                HttpRequest.newBuilder(page.resolve("api/chat"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(get("/").body()).contains(">" + question + "</button>");
        assertThat(response.body()).contains(answer);
    }

    /** The policy forbids it, so it would not work. */
    @Test
    void thePageHasNothingInline() throws Exception {
        assertThat(get("/").body())
                .doesNotContain("<style", " style=", "http-equiv", "javascript:")
                .doesNotContainPattern("<script(?! type=\"module\" src=)")
                .doesNotContainPattern("\\son[a-z]+=");
    }
}
