package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Output;
import dev.aistreaming.chat.ReasoningEffort;
import java.util.LinkedHashMap;
import java.util.Map;

/** The field {@code generationConfig}. */
final class GeminiConfig {

    private GeminiConfig() {}

    static Map<String, Object> of(ChatRequest request, GeminiModel model) {
        Map<String, Object> config = new LinkedHashMap<>();
        Json.putIfSet(config, "maxOutputTokens", request.maxTokens());
        Json.putIfSet(config, "temperature", request.temperature());
        Json.putIfSet(config, "topP", request.topP());
        Json.putIfSet(config, "stopSequences", request.stop().isEmpty() ? null : request.stop());
        Json.putIfSet(config, "seed", request.seed());
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

    /** The maximum that the smaller models accept is used as the maximum. */
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

    /** Reasoning cannot be disabled in newer models. */
    private static String level(ReasoningEffort effort) {
        return switch (OpenAiReasoning.level(effort)) {
            case OFF, MINIMAL -> "MINIMAL";
            case LOW -> "LOW";
            case MEDIUM -> "MEDIUM";
            default -> "HIGH";
        };
    }
}
