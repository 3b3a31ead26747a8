package dev.aistreaming.benchmarks.relay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** A virtual thread per answer reads line by line, parses without a tree, and sends. */
@RestController
class ChatController {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String FIELD = "data: ";

    private final AsyncTaskExecutor threads = new VirtualThreadTaskExecutor("relay-");
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(threads)
            .build();
    private final JsonMapper mapper;
    private final URI completions;

    ChatController(JsonMapper mapper, @Value("${provider.url}") String providerUrl) {
        this.mapper = mapper;
        this.completions = URI.create(providerUrl + "/chat/completions");
    }

    @GetMapping("/chat")
    SseEmitter chat(@RequestParam String question) {
        SseEmitter emitter = new SseEmitter(0L);
        threads.execute(() -> {
            try {
                relay(question, emitter);
                emitter.complete();
            } catch (Exception e) {
                emitter.completeWithError(e);
            }
        });
        return emitter;
    }

    private void relay(String question, SseEmitter emitter) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = client.send(request(question), HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals("data: [DONE]")) {
                    emitter.send(SseEmitter.event().data("[DONE]"));
                    lines.transferTo(Writer.nullWriter()); // a connection read to its end is used again
                    return;
                }
                String token = line.startsWith(FIELD) ? content(line.substring(FIELD.length())) : null;
                if (token != null && !token.isEmpty()) {
                    emitter.send(SseEmitter.event().data(Map.of("content", token)));
                }
            }
        }
    }

    private HttpRequest request(String question) {
        Object body = Map.of("model", "scripted", "stream", true, "messages", new Object[] {
            Map.of("role", "user", "content", question)
        });
        return HttpRequest.newBuilder(completions)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer none")
                .POST(HttpRequest.BodyPublishers.ofString(mapper.writeValueAsString(body)))
                .build();
    }

    private static @Nullable String content(String chunk) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), chunk)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.PROPERTY_NAME && json.currentName().equals("content")) {
                    return json.nextToken() == JsonToken.VALUE_STRING ? json.getString() : null;
                }
            }
        }
        return null;
    }
}
