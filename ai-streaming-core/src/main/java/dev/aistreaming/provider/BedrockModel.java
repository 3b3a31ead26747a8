package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ReasoningEffort;
import dev.aistreaming.chat.ReasoningEffort.Level;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which model is asked. Bedrock's own words are the same for all of them; what a model thinks and what is kept of a prompt is the
 * vendor's affair, whose name is part of the id, unless that is the ARN of an inference profile of one's own.
 */
record BedrockModel(String id) {

    static final Map<String, Object> CACHE_POINT = Map.of("cachePoint", Map.of("type", "default"));

    boolean isAnthropics() {
        return id.contains("anthropic.");
    }

    private boolean isNova() {
        return id.contains("amazon.nova");
    }

    /** Whether the request wants its beginning to be kept, and the model can. */
    boolean keeps(ChatRequest request) {
        return Boolean.TRUE.equals(request.cachePrompt()) && (isAnthropics() || isNova());
    }

    /** A budget of Anthropic's models counts within the longest answer, and must be below it. */
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

    /** None of these models can do without, so the least is the closest to nothing. */
    private static String level(ReasoningEffort effort) {
        Level level = OpenAiReasoning.level(effort);
        return switch (level) {
            case OFF, MINIMAL -> "low";
            case MAX -> "high";
            default -> level.name().toLowerCase(Locale.ROOT);
        };
    }
}
