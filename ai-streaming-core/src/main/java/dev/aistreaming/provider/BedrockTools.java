package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Role;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.chat.ToolChoice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The tools of a request to Bedrock. */
final class BedrockTools {

    /** Tools must be declared if earlier turns contain calls and results, and there is no tool choice "none". */
    private static final Tool NONE = Tool.of("none", "There is no tool that could be called. Answer in words.");

    private BedrockTools() {}

    static void put(ChatRequest request, BedrockModel model, Refusal refusal, Map<String, Object> body) {
        ToolChoice choice = request.toolChoice();
        boolean none = choice != null && choice.kind() == ToolChoice.Kind.NONE;
        if (request.tools().isEmpty() || none) {
            if (hasCalls(request)) {
                body.put("toolConfig", Map.of("tools", List.of(tool(NONE))));
            }
            return;
        }
        if (Boolean.FALSE.equals(request.parallelToolCalls())) {
            throw refusal.field("parallelToolCalls of false", "leave it out");
        }
        List<Map<String, Object>> tools = new ArrayList<>();
        request.tools().forEach(tool -> tools.add(tool(tool)));
        if (model.keeps(request) && model.isAnthropics()) {
            tools.add(BedrockModel.CACHE_POINT);
        }
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("tools", tools);
        if (choice != null) {
            config.put("toolChoice", choice(choice));
        }
        body.put("toolConfig", config);
    }

    private static boolean hasCalls(ChatRequest request) {
        return request.messages().stream().anyMatch(message -> message.role() == Role.TOOL);
    }

    private static Map<String, Object> tool(Tool tool) {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("name", tool.name());
        if (tool.description() != null) {
            spec.put("description", tool.description());
        }
        spec.put(
                "inputSchema",
                Map.of("json", JsonTree.object("parameters of the tool '" + tool.name() + "'", tool.parameters())));
        return Map.of("toolSpec", spec);
    }

    private static Map<String, Object> choice(ToolChoice choice) {
        return switch (choice.kind()) {
            case AUTO, NONE -> Map.of("auto", Map.of());
            case REQUIRED -> Map.of("any", Map.of());
            case NAMED -> Map.of("tool", Map.of("name", Objects.requireNonNull(choice.name())));
        };
    }
}
