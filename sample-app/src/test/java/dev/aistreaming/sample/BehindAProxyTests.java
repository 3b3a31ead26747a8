package dev.aistreaming.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The page below a path that only a proxy knows. */
@Tag("integration")
@Timeout(180)
class BehindAProxyTests {

    private static final Pattern LOADED = Pattern.compile("(?:(?:href|src)=|(?:from|import) )\"([^\"#:$]+)\"");

    private final CookieManager cookies = new CookieManager();
    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    @SuppressWarnings("NullAway.Init") // each test starts it
    private ConfigurableApplicationContext application;

    @SuppressWarnings("NullAway.Init")
    private PrefixingProxy proxy;

    private void start(String strategy) {
        application = SpringApplication.run(
                SampleApplication.class, "--server.port=0", "--server.forward-headers-strategy=" + strategy);
        proxy = new PrefixingProxy(
                "/tools/chat", application.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }

    @AfterEach
    void stop() {
        proxy.close();
        application.close();
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(proxy.page().resolve(path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return browser.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"framework", "native", "none"})
    void thePageLoadsAllItsParts(String strategy) throws Exception {
        start(strategy);
        Deque<String> toLoad = new ArrayDeque<>(List.of(""));
        Set<String> seen = new HashSet<>(toLoad);
        while (!toLoad.isEmpty()) {
            String path = toLoad.remove();
            HttpResponse<String> part = get(path);
            assertThat(part.statusCode()).as(path).isEqualTo(200);
            if (path.isEmpty() || path.matches("[a-z]+\\.js")) {
                LOADED.matcher(part.body())
                        .results()
                        .map(found -> found.group(1))
                        .filter(seen::add)
                        .forEach(toLoad::add);
            }
        }
        assertThat(seen).contains("app.js", "./ai-streaming/client.js");
    }

    @ParameterizedTest
    @ValueSource(strings = {"framework", "native", "none"})
    void anAnswerIsResumedByTheVisitorWhoAsked(String strategy) throws Exception {
        start(strategy);
        get("");
        HttpResponse<String> asked = send("POST", "api/chat/stream", "{\"question\":\"timeouts\",\"resumable\":true}");
        assertThat(asked.body()).contains("{\"content\":").endsWith("data: [DONE]\n\n");
        String streamId = asked.headers().firstValue("X-AI-Stream-Id").orElseThrow();

        HttpResponse<String> resumed = get("api/chat/" + streamId + "/stream");

        assertThat(resumed.statusCode()).isEqualTo(200);
        assertThat(resumed.body()).contains("{\"content\":").endsWith("data: [DONE]\n\n");
        assertThat(get("api/providers").body()).contains("demo");
        assertThat(get("api/conversations").statusCode()).isEqualTo(200);
    }

    @Test
    void theVisitorsCookieIsForThisApplicationOnly() throws Exception {
        start("framework");
        get("");

        assertThat(cookies.getCookieStore().getCookies())
                .singleElement()
                .extracting(HttpCookie::getPath)
                .isEqualTo("/tools/chat/");
    }
}
