package dev.aistreaming.provider;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.http.HttpPost;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Anthropic's Messages API (anthropic-sdk-python, types/message_create_params.py). */
final class AnthropicProtocol implements WireProtocol {

    private static final String PATH = "/v1/messages";
    private static final String VERSION = "2023-06-01";
    private static final String BETA = "anthropic-beta";
    private static final String FILES = "files-api-2025-04-14";
    private static final Limits LIMITS =
            new Limits(1, Integer.MAX_VALUE, Integer.MAX_VALUE, 128, Set.of("stream", "messages"));
    private static final KeyHeader KEY = new KeyHeader("x-api-key", "");

    @Override
    public HttpPost post(ChatRequest request, ProviderSettings settings) {
        LIMITS.check(request, settings.name());
        if (request.seed() != null) {
            throw AiException.invalidRequest("seed is not supported by '" + settings.name() + "'");
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("model", request.model());
        body.put("max_tokens", AnthropicReasoning.maxTokens(request));
        body.put("stream", true);
        String system = Instructions.of(request);
        if (!system.isEmpty()) {
            body.put("system", system);
        }
        body.put("messages", messages(request, settings));
        if (request.temperature() != null) {
            body.put("temperature", request.temperature());
        }
        if (request.topP() != null) {
            body.put("top_p", request.topP());
        }
        if (!request.stop().isEmpty()) {
            body.put("stop_sequences", request.stop());
        }
        AnthropicTools.put(request, settings, body);
        AnthropicReasoning.put(request, settings, body);
        if (Boolean.TRUE.equals(request.cachePrompt())) {
            body.put("cache_control", Map.of("type", "ephemeral")); // applies up to the last block that can be cached
        }
        Map<String, Object> output = AnthropicOutput.of(request);
        if (!output.isEmpty()) {
            body.put("output_config", output);
        }
        body.putAll(request.options());

        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("anthropic-version", VERSION);
        headers.putAll(KEY.headers(settings));
        if (RequestFiles.any(request)) {
            addBeta(headers);
        }
        return new HttpPost(settings.endpoint(PATH), headers, Json.write(body));
    }

    private static List<Map<String, Object>> messages(ChatRequest request, ProviderSettings settings) {
        List<Map<String, Object>> messages = AnthropicMessages.of(request, settings);
        if (messages.isEmpty()) {
            throw AiException.invalidRequest(
                    "messages must contain one that is not a system message for '" + settings.name() + "'");
        }
        return messages;
    }

    /** In addition to those that the application has set. */
    private static void addBeta(Map<String, String> headers) {
        for (Map.Entry<String, String> header : headers.entrySet()) {
            if (header.getKey().equalsIgnoreCase(BETA)) {
                if (!header.getValue().contains(FILES)) {
                    header.setValue(header.getValue() + "," + FILES);
                }
                return;
            }
        }
        headers.put(BETA, FILES);
    }

    @Override
    public ResponseBody newBody(BodyContext context) {
        return new SseBody(new AnthropicMapper(), context);
    }
}
