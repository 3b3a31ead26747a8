package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Output;
import dev.aistreaming.chat.ReasoningEffort;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tool that Anthropic's models are made to call if they cannot be constrained to JSON in any other way: models before Opus 4.1
 * and the 4.5 generation, and all models if there is no schema. The input of the call becomes the text of the answer.
 */
final class OutputTool {

    static final String NAME = "answer_with_json";

    private static final String ANY_OBJECT = "{\"type\":\"object\"}";

    /** Prefixes of the names of models without {@code output_config.format}. Sonnet 4 and Opus 4 are followed by their date. */
    private static final List<String> OLDER = List.of(
            "claude-2",
            "claude-3",
            "claude-instant",
            "claude-sonnet-4-0",
            "claude-sonnet-4-2",
            "claude-opus-4-0",
            "claude-opus-4-2");

    private OutputTool() {}

    static boolean isNeeded(ChatRequest request) {
        Output output = request.output();
        return output != null && (output.schema() == null || isOlder(request.model()));
    }

    private static boolean isOlder(@Nullable String model) {
        return model != null && OLDER.stream().anyMatch(model::startsWith);
    }

    /**
     * Adds the tool, which must be called.
     *
     * @throws dev.aistreaming.chat.AiException for anything that cannot be combined with it
     */
    static void put(ChatRequest request, Output output, ProviderSettings settings, Map<String, Object> body) {
        Refusal refusal = new Refusal(settings.name());
        if (!request.tools().isEmpty()) {
            throw refusal.field(
                    output.schema() == null
                            ? "output without a schema beside tools"
                            : "output of this model beside tools",
                    "use a schema and a model of 4.5 or later, or leave one of them out");
        }
        ReasoningEffort reasoning = request.reasoning();
        if (reasoning != null && reasoning.level() != ReasoningEffort.Level.OFF) {
            throw refusal.field(
                    output.schema() == null
                            ? "output without a schema beside reasoning"
                            : "output of this model beside reasoning",
                    "use a schema and a model of 4.5 or later, or leave one of them out");
        }
        Map<String, Object> tool = new LinkedHashMap<>();
        tool.put("name", NAME);
        tool.put("description", "Takes the whole answer to the user.");
        tool.put(
                "input_schema",
                JsonTree.object("output schema", output.schema() == null ? ANY_OBJECT : output.schema()));
        body.put("tools", List.of(tool));
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("type", "tool");
        choice.put("name", NAME);
        choice.put("disable_parallel_tool_use", true);
        body.put("tool_choice", choice);
    }

    /** Whether a call with this name is the answer. */
    static boolean isCalled(@Nullable String name) {
        return NAME.equals(name);
    }
}
