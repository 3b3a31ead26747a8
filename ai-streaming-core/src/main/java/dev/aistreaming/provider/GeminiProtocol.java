package dev.aistreaming.provider;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.http.HttpPost;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Google's {@code streamGenerateContent} of the Gemini API and of Vertex AI (python-genai, types.py). */
final class GeminiProtocol implements WireProtocol {

    private static final String CONFIG = "generationConfig";
    private static final KeyHeader KEY = new KeyHeader("x-goog-api-key", "");
    private static final Limits LIMITS =
            new Limits(2, 5, Integer.MAX_VALUE, 128, Set.of("stream", "messages", "contents"));

    @Override
    public HttpPost post(ChatRequest request, ProviderSettings settings) {
        LIMITS.check(request, settings.name());
        GeminiModel model = GeminiModel.of(request);
        Map<String, Object> body = new LinkedHashMap<>();
        String system = Instructions.of(request);
        if (!system.isEmpty()) {
            body.put("systemInstruction", Map.of("parts", List.of(Map.of("text", system))));
        }
        body.put("contents", contents(request, model, settings));
        Map<String, Object> config = GeminiConfig.of(request, model);
        if (!config.isEmpty()) {
            body.put(CONFIG, config);
        }
        GeminiTools.put(request, new Refusal(settings.name()), body);
        request.options().forEach((name, value) -> {
            if (name.equals(CONFIG) && value instanceof Map<?, ?> further) {
                further.forEach((key, each) -> config.put(String.valueOf(key), each));
                body.put(CONFIG, config);
            } else {
                body.put(name, value);
            }
        });
        return new HttpPost(uri(request, settings), header(settings).headers(settings), Json.write(body));
    }

    private static List<Map<String, Object>> contents(
            ChatRequest request, GeminiModel model, ProviderSettings settings) {
        List<Map<String, Object>> contents = GeminiContents.of(request, model, settings);
        if (contents.isEmpty()) {
            throw AiException.invalidRequest(
                    "messages must contain one that is not a system message for '" + settings.name() + "'");
        }
        return contents;
    }

    /** Vertex AI expects an account's token, and the Gemini API a key. */
    private static KeyHeader header(ProviderSettings settings) {
        String host = settings.baseUrl().getHost();
        return host != null && host.toLowerCase(Locale.ROOT).endsWith("aiplatform.googleapis.com")
                ? KeyHeader.BEARER
                : KEY;
    }

    /** Without {@code alt=sse} the answer would be a single array. */
    private static URI uri(ChatRequest request, ProviderSettings settings) {
        String endpoint = settings.endpoint(path(String.valueOf(request.model()), settings) + ":streamGenerateContent")
                .toString();
        return URI.create(endpoint + (endpoint.indexOf('?') < 0 ? "?" : "&") + "alt=sse");
    }

    /** A model is given by its name or by its path, such as {@code tunedModels/mine}, and must not lead anywhere else. */
    private static String path(String model, ProviderSettings settings) {
        List<String> segments = new ArrayList<>();
        if (model.indexOf('/') < 0) {
            segments.add("models");
        }
        for (String segment : model.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                throw new Refusal(settings.name()).field("a model of the name '" + model + "'", "use a model's name");
            }
            segments.add(URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20"));
        }
        return "/" + String.join("/", segments);
    }

    /** There is no terminator: the end consists of a finish reason and the end of the body. */
    @Override
    public ResponseBody newBody(BodyContext context) {
        return new SseBody(new GeminiMapper(), context);
    }
}
