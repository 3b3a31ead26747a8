package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Output;
import dev.aistreaming.chat.ReasoningEffort;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The field {@code generationConfig}. */
final class GeminiConfig {

    private GeminiConfig() {}

    static Map<String, Object> of(ChatRequest request, GeminiModel model) {
        Map<String, Object> config = new LinkedHashMap<>();
        putIfSet(config, "maxOutputTokens", request.maxTokens());
        putIfSet(config, "temperature", request.temperature());
        putIfSet(config, "topP", request.topP());
        putIfSet(config, "stopSequences", request.stop().isEmpty() ? null : request.stop());
        putIfSet(config, "seed", request.seed());
        Output output = request.output();
        if (output != null) {
            config.put("responseMimeType", "application/json");
            if (output.schema() != null) {
                config.put("responseJsonSchema", JsonTree.object("output schema", output.schema()));
            }
        }
        ReasoningEffort effort = request.reasoning();
        if (effort != null) {
            config.put("thinkingConfig", thinking(effort, model));
        }
        return config;
    }

    private static Map<String, Object> thinking(ReasoningEffort effort, GeminiModel model) {
        Map<String, Object> thinking = new LinkedHashMap<>();
        if (effort.level() != ReasoningEffort.Level.OFF) {
            thinking.put("includeThoughts", true);
        }
        if (model.isOld()) {
            thinking.put("thinkingBudget", budget(effort));
        } else {
            thinking.put("thinkingLevel", level(effort));
        }
        return thinking;
    }

    /** What the smaller models take at most is the most. */
    private static int budget(ReasoningEffort effort) {
        Integer budget = effort.budgetTokens();
        return budget != null
                ? budget
                : switch (effort.level()) {
                    case OFF -> 0;
                    case MINIMAL -> 1024;
                    case LOW -> 2048;
                    case MEDIUM -> 10_000;
                    case HIGH -> 16_384;
                    default -> 24_576;
                };
    }

    /** Newer models cannot be told not to think at all. */
    private static String level(ReasoningEffort effort) {
        return switch (OpenAiReasoning.level(effort)) {
            case OFF, MINIMAL -> "MINIMAL";
            case LOW -> "LOW";
            case MEDIUM -> "MEDIUM";
            default -> "HIGH";
        };
    }

    private static void putIfSet(Map<String, Object> config, String field, @Nullable Object value) {
        if (value != null) {
            config.put(field, value);
        }
    }
}
