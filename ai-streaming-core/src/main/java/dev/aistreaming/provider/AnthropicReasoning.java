package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ReasoningEffort;
import dev.aistreaming.chat.ToolChoice;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sets how much Anthropic's models think: newer models take a level, older ones a budget. The application chooses between them; the
 * name of the model is not considered.
 */
final class AnthropicReasoning {

    /** The API requires {@code max_tokens}, so this value is sent if nobody has set one. */
    private static final int DEFAULT_MAX_TOKENS = 4096;

    private static final int MIN_BUDGET = 1024;

    private AnthropicReasoning() {}

    /** The maximum length of the answer. It includes the budget, which must be smaller. */
    static int maxTokens(ChatRequest request) {
        Integer asked = request.maxTokens();
        Integer budget = budget(request.reasoning());
        if (budget == null || (asked != null && asked > budget)) {
            return asked == null ? DEFAULT_MAX_TOKENS : asked;
        }
        return Math.addExact(budget, asked == null ? DEFAULT_MAX_TOKENS : asked);
    }

    static void put(ChatRequest request, ProviderSettings settings, Map<String, Object> body) {
        ReasoningEffort effort = request.reasoning();
        if (effort == null) {
            return;
        }
        Map<String, Object> thinking = new LinkedHashMap<>();
        Integer budget = budget(effort);
        if (budget != null) {
            if (isForced(request.toolChoice())) {
                throw new Refusal(settings.name())
                        .field("a reasoning budget beside a toolChoice that forces a call", "use a level instead");
            }
            thinking.put("type", "enabled");
            thinking.put("budget_tokens", budget);
        } else {
            thinking.put("type", effort.level() == ReasoningEffort.Level.OFF ? "disabled" : "adaptive");
        }
        body.put("thinking", thinking);
    }

    /** The name of the level, or {@code null} if there is none to send. */
    static @Nullable String effort(@Nullable ReasoningEffort effort) {
        if (effort == null) {
            return null;
        }
        return switch (effort.level()) {
            case OFF, BUDGET -> null;
            case MINIMAL, LOW -> "low";
            case MEDIUM -> "medium";
            case HIGH -> "high";
            case MAX -> "max";
        };
    }

    private static @Nullable Integer budget(@Nullable ReasoningEffort effort) {
        Integer budget = effort == null ? null : effort.budgetTokens();
        return budget == null ? null : Integer.valueOf(Math.max(MIN_BUDGET, budget));
    }

    private static boolean isForced(@Nullable ToolChoice choice) {
        return choice != null && (choice.kind() == ToolChoice.Kind.REQUIRED || choice.kind() == ToolChoice.Kind.NAMED);
    }
}
