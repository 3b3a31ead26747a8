package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.chat.ToolChoice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The tools of a request to Gemini. Their parameters are sent as full JSON Schema, not as the subset that {@code parameters}
 * accepts.
 */
final class GeminiTools {

    private GeminiTools() {}

    static void put(ChatRequest request, Refusal refusal, Map<String, Object> body) {
        if (request.tools().isEmpty()) {
            return;
        }
        if (Boolean.FALSE.equals(request.parallelToolCalls())) {
            throw refusal.field("parallelToolCalls of false", "leave it out");
        }
        body.put(
                "tools",
                List.of(Map.of(
                        "functionDeclarations",
                        request.tools().stream().map(GeminiTools::declaration).toList())));
        if (request.toolChoice() != null) {
            body.put("toolConfig", Map.of("functionCallingConfig", choice(request.toolChoice())));
        }
    }

    private static Map<String, Object> declaration(Tool tool) {
        Map<String, Object> declaration = new LinkedHashMap<>();
        declaration.put("name", tool.name());
        if (tool.description() != null) {
            declaration.put("description", tool.description());
        }
        declaration.put(
                "parametersJsonSchema",
                JsonTree.object("parameters of the tool '" + tool.name() + "'", tool.parameters()));
        return declaration;
    }

    private static Map<String, Object> choice(ToolChoice choice) {
        Map<String, Object> chosen = new LinkedHashMap<>();
        switch (choice.kind()) {
            case AUTO -> chosen.put("mode", "AUTO");
            case NONE -> chosen.put("mode", "NONE");
            case REQUIRED -> chosen.put("mode", "ANY");
            case NAMED -> {
                chosen.put("mode", "ANY");
                chosen.put("allowedFunctionNames", List.of(Objects.requireNonNull(choice.name())));
            }
        }
        return chosen;
    }
}
