package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.chat.ToolChoice;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The tools of a request to Anthropic's Messages API. */
final class AnthropicTools {

    private AnthropicTools() {}

    static void put(ChatRequest request, ProviderSettings settings, Map<String, Object> body) {
        if (request.output() != null && OutputTool.isNeeded(request)) {
            OutputTool.put(request, request.output(), settings, body);
        }
        if (request.tools().isEmpty()) {
            return;
        }
        body.put("tools", request.tools().stream().map(AnthropicTools::tool).toList());
        if (request.toolChoice() != null || request.parallelToolCalls() != null) {
            ToolChoice choice = request.toolChoice() == null ? ToolChoice.AUTO : request.toolChoice();
            body.put("tool_choice", choice(choice, request));
        }
    }

    private static Map<String, Object> tool(Tool tool) {
        Map<String, Object> declared = new LinkedHashMap<>();
        declared.put("name", tool.name());
        if (tool.description() != null) {
            declared.put("description", tool.description());
        }
        declared.put(
                "input_schema", JsonTree.object("parameters of the tool '" + tool.name() + "'", tool.parameters()));
        return declared;
    }

    private static Map<String, Object> choice(ToolChoice choice, ChatRequest request) {
        Map<String, Object> chosen = new LinkedHashMap<>();
        switch (choice.kind()) {
            case AUTO -> chosen.put("type", "auto");
            case NONE -> chosen.put("type", "none");
            case REQUIRED -> chosen.put("type", "any");
            case NAMED -> {
                chosen.put("type", "tool");
                chosen.put("name", Objects.requireNonNull(choice.name()));
            }
        }
        // with the choice none there are no parallel calls, and the field is unknown
        if (request.parallelToolCalls() != null && choice.kind() != ToolChoice.Kind.NONE) {
            chosen.put("disable_parallel_tool_use", !request.parallelToolCalls());
        }
        return chosen;
    }
}
