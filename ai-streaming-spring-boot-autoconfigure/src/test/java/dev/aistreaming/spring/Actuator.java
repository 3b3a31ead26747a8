package dev.aistreaming.spring;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an operator sees of an application. */
final class Actuator {

    private final HttpClient client = HttpClient.newHttpClient();
    private final String url;

    Actuator(ScriptedApplication application) {
        this.url = "http://127.0.0.1:" + application.port() + "/actuator/";
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path);
    }

    HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** The status of the response. */
    int delete(String path) throws IOException, InterruptedException {
        return send("DELETE", path).statusCode();
    }

    private HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    JsonNode read(String path) throws IOException, InterruptedException {
        return JsonMapper.shared().readTree(get(path).body());
    }

    /** Waits until the only stream is like this; returns it. */
    JsonNode awaitStream(Predicate<JsonNode> like) {
        AtomicReference<JsonNode> found = new AtomicReference<>();
        await().until(() -> {
            JsonNode streams = read("aistreams").get("streams");
            found.set(streams.get(0));
            return streams.size() == 1 && like.test(streams.get(0));
        });
        return found.get();
    }

    JsonNode awaitStream(String state) {
        return awaitStream(stream -> stream.get("state").asString().equals(state));
    }
}
