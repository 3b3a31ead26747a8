package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ReasoningEffort;
import dev.aistreaming.chat.ReasoningEffort.Level;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The model of a request. Bedrock's own fields are the same for all models, but reasoning and prompt caching depend on the vendor,
 * whose name is part of the id, unless that is the ARN of a custom inference profile.
 */
record BedrockModel(String id) {

    static final Map<String, Object> CACHE_POINT = Map.of("cachePoint", Map.of("type", "default"));

    boolean isAnthropics() {
        return id.contains("anthropic.");
    }

    private boolean isNova() {
        return id.contains("amazon.nova");
    }

    /** Whether the request asks for prompt caching and the model supports it. */
    boolean keeps(ChatRequest request) {
        return Boolean.TRUE.equals(request.cachePrompt()) && (isAnthropics() || isNova());
    }

    /** The maximum length of the answer. For Anthropic's models it includes the budget, which must be smaller. */
    @Nullable
    Integer maxTokens(ChatRequest request) {
        ReasoningEffort effort = request.reasoning();
        boolean budget = isAnthropics() && effort != null && effort.budgetTokens() != null;
        return budget ? Integer.valueOf(AnthropicReasoning.maxTokens(request)) : request.maxTokens();
    }

    /** The fields that tell a model of this vendor how much to think. */
    Map<String, Object> reasoning(ChatRequest request, ProviderSettings settings) {
        Map<String, Object> fields = new LinkedHashMap<>();
        ReasoningEffort effort = request.reasoning();
        if (effort == null) {
            return fields;
        }
        if (isAnthropics()) {
            AnthropicReasoning.put(request, settings, fields);
            String level = AnthropicReasoning.effort(effort);
            if (level != null) {
                fields.put("output_config", Map.of("effort", level));
            }
        } else if (id.contains("openai.")) {
            fields.put("reasoning_effort", level(effort));
        } else if (id.contains("qwen.")) {
            fields.put("reasoning_config", level(effort));
        } else if (isNova()) {
            fields.put(
                    "reasoningConfig",
                    effort.level() == Level.OFF
                            ? Map.of("type", "disabled")
                            : Map.of("type", "enabled", "maxReasoningEffort", level(effort)));
        } else {
            throw new Refusal(settings.name())
                    .field("reasoning of this model", "set the option additionalModelRequestFields to its own fields");
        }
        return fields;
    }

    /** None of these models can disable reasoning, so the lowest level is the closest to none. */
    private static String level(ReasoningEffort effort) {
        Level level = OpenAiReasoning.level(effort);
        return switch (level) {
            case OFF, MINIMAL -> "low";
            case MAX -> "high";
            default -> level.name().toLowerCase(Locale.ROOT);
        };
    }
}
