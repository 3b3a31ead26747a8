package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.chat.ToolChoice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The tools of a request in chat completions. Servers reject a tool choice without tools. */
final class OpenAiTools {

    private OpenAiTools() {}

    static void put(ChatRequest request, OpenAiDialect dialect, Map<String, Object> body) {
        ToolChoice choice = request.toolChoice();
        boolean none = choice != null && choice.kind() == ToolChoice.Kind.NONE;
        if (request.tools().isEmpty() || (none && !dialect.choosesNone())) {
            return;
        }
        body.put("tools", declared(request));
        if (choice != null) {
            body.put("tool_choice", choice(choice, dialect));
        }
        if (request.parallelToolCalls() != null) {
            body.put("parallel_tool_calls", request.parallelToolCalls());
        }
    }

    static List<Map<String, Object>> declared(ChatRequest request) {
        return request.tools().stream().map(OpenAiTools::tool).toList();
    }

    static Map<String, Object> tool(Tool tool) {
        Map<String, Object> function = new LinkedHashMap<>();
        function.put("name", tool.name());
        if (tool.description() != null) {
            function.put("description", tool.description());
        }
        function.put("parameters", JsonTree.object("parameters of the tool '" + tool.name() + "'", tool.parameters()));
        return function(function);
    }

    private static Object choice(ToolChoice choice, OpenAiDialect dialect) {
        return switch (choice.kind()) {
            case AUTO -> "auto";
            case NONE -> "none";
            case REQUIRED -> dialect.requiredChoice();
            case NAMED -> function(Map.of("name", Objects.requireNonNull(choice.name())));
        };
    }

    private static Map<String, Object> function(Map<String, Object> function) {
        Map<String, Object> typed = new LinkedHashMap<>();
        typed.put("type", "function");
        typed.put("function", function);
        return typed;
    }
}
