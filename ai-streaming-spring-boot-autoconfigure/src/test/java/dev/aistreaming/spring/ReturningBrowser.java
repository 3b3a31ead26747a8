package dev.aistreaming.spring;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A browser that loses its connection and comes back with the id of the last event it has seen, as EventSource does. */
final class ReturningBrowser {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient client;
    private final StringBuilder text = new StringBuilder();
    private final List<String> errors = new ArrayList<>();
    private final List<String> resets = new ArrayList<>();
    private @Nullable String lastEventId;
    private @Nullable String streamId;
    private boolean done;

    ReturningBrowser(HttpClient client) {
        this.client = client;
    }

    /** Reads so many events, or up to the end, and leaves; returns the status of the response. */
    int read(String url, int events) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).header("Accept", "text/event-stream");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        HttpResponse<InputStream> response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        streamId = response.headers().firstValue("X-AI-Stream-Id").orElse(streamId);
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String id = null;
            for (int left = events; left > 0 && !done; ) {
                String line = lines.readLine();
                if (line == null) {
                    break;
                }
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    take(line.substring(6));
                    lastEventId = id == null ? lastEventId : id;
                    left--;
                } else if (line.isEmpty() && id != null) {
                    lastEventId = id; // also where there is no data
                }
            }
        } catch (UncheckedIOException e) {
            throw new IOException(e);
        }
        return response.statusCode();
    }

    private void take(String data) {
        if (data.equals("[DONE]")) {
            done = true;
            return;
        }
        JsonNode event = JSON.readTree(data);
        if (event.has("reset")) {
            resets.add(event.get("reset").get("reason").asString());
            text.setLength(0);
        } else if (event.has("content")) {
            text.append(event.get("content").asString());
        } else if (event.has("error")) {
            errors.add(event.get("code").asString());
        }
    }

    /** Since the last reset. */
    String text() {
        return text.toString();
    }

    /** The codes of all errors. */
    List<String> errors() {
        return errors;
    }

    /** Why what had been read was void, each time. */
    List<String> resets() {
        return resets;
    }

    boolean done() {
        return done;
    }

    boolean hasSeenAnId() {
        return lastEventId != null;
    }

    String lastEventId() {
        return Objects.requireNonNull(lastEventId);
    }

    String streamId() {
        return Objects.requireNonNull(streamId);
    }
}
