package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Output;
import dev.aistreaming.chat.ReasoningEffort;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.chat.ToolChoice;
import dev.aistreaming.http.HttpPost;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Ollama's own chat API (ollama, docs/api.md and api/types.go). Only the server in the cloud needs a key. */
final class OllamaProtocol implements WireProtocol {

    private static final String PATH = "/api/chat";
    private static final String OPTIONS = "options";
    private static final Limits LIMITS =
            new Limits(Double.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, 128, Set.of("stream", "messages"));

    @Override
    public HttpPost post(ChatRequest request, ProviderSettings settings) {
        LIMITS.check(request, settings.name());
        Refusal refusal = new Refusal(settings.name());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("model", request.model());
        body.put("messages", OllamaMessages.of(request, settings));
        body.put("stream", true);
        tools(request, refusal, body);
        if (request.reasoning() != null) {
            body.put("think", think(request.reasoning()));
        }
        if (request.output() != null) {
            body.put("format", format(request.output()));
        }
        body.putAll(request.options());
        body.computeIfPresent(OPTIONS, (name, own) -> own instanceof Map<?, ?> map ? sampling(request, map) : own);
        Map<String, Object> sampling = sampling(request, Map.of());
        if (!sampling.isEmpty()) {
            body.putIfAbsent(OPTIONS, sampling);
        }
        Map<String, String> headers = KeyHeader.BEARER.headers(settings);
        headers.replace("Accept", "text/event-stream", "application/x-ndjson");
        return new HttpPost(settings.endpoint(PATH), headers, Json.write(body));
    }

    /**
     * The settings of the request, together with those of the server's own options that it does not cover, such as {@code num_ctx}.
     */
    private static Map<String, Object> sampling(ChatRequest request, Map<?, ?> own) {
        Map<String, Object> sampling = new LinkedHashMap<>();
        putIfSet(sampling, "num_predict", request.maxTokens());
        putIfSet(sampling, "temperature", request.temperature());
        putIfSet(sampling, "top_p", request.topP());
        putIfSet(sampling, "stop", request.stop().isEmpty() ? null : request.stop());
        putIfSet(sampling, "seed", request.seed());
        own.forEach((name, value) -> sampling.put(String.valueOf(name), value));
        return sampling;
    }

    /** There is no tool choice: tools that must not be called are left out, and calls cannot be forced. */
    private static void tools(ChatRequest request, Refusal refusal, Map<String, Object> body) {
        ToolChoice choice = request.toolChoice();
        ToolChoice.Kind kind = choice == null ? ToolChoice.Kind.AUTO : choice.kind();
        if (request.tools().isEmpty() || kind == ToolChoice.Kind.NONE) {
            return;
        }
        if (kind != ToolChoice.Kind.AUTO) {
            throw refusal.field("a toolChoice that forces a call", "leave it out");
        }
        if (Boolean.FALSE.equals(request.parallelToolCalls())) {
            throw refusal.field("parallelToolCalls of false", "leave it out");
        }
        body.put(
                "tools",
                request.tools().stream()
                        .map(OllamaProtocol::inlined)
                        .map(OpenAiTools::tool)
                        .toList());
    }

    /** The server silently drops references. */
    private static Tool inlined(Tool tool) {
        return new Tool(tool.name(), tool.description(), InlinedSchema.of(tool));
    }

    /** Models that do not support levels either think or not. */
    private static Object think(ReasoningEffort effort) {
        ReasoningEffort.Level level = OpenAiReasoning.level(effort);
        return switch (level) {
            case OFF -> false;
            case MINIMAL -> "low";
            default -> level.name().toLowerCase(Locale.ROOT);
        };
    }

    private static Object format(Output output) {
        return output.schema() == null ? "json" : JsonTree.object("output schema", output.schema());
    }

    private static void putIfSet(Map<String, Object> members, String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value);
        }
    }

    @Override
    public ResponseBody newBody(BodyContext context) {
        return new NdjsonBody(new OllamaMapper(), context);
    }
}
