package dev.aistreaming.provider;

import dev.aistreaming.chat.ReasoningEffort;
import dev.aistreaming.chat.ReasoningEffort.Level;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How the amount of reasoning is set in chat completions of various servers. Each one is sent its closest equivalent. */
enum OpenAiReasoning {
    /** Supports every level. */
    OPENAI {
        @Override
        void put(ReasoningEffort effort, Map<String, Object> body) {
            body.put(EFFORT, anyWord(effort));
        }
    },
    /** The levels supported by all servers that support any. */
    COMMON {
        @Override
        void put(ReasoningEffort effort, Map<String, Object> body) {
            body.put(EFFORT, commonWord(effort));
        }
    },
    /** Mistral only supports on and off. */
    MISTRAL {
        @Override
        void put(ReasoningEffort effort, Map<String, Object> body) {
            body.put(EFFORT, level(effort) == Level.OFF ? "none" : "high");
        }
    },
    /** DeepSeek reasons extensively by default, and can be told not to. */
    DEEPSEEK {
        @Override
        void put(ReasoningEffort effort, Map<String, Object> body) {
            if (level(effort) == Level.OFF) {
                body.put("thinking", Map.of("type", "disabled"));
            } else {
                body.put(EFFORT, level(effort) == Level.MAX ? "max" : "high");
            }
        }
    },
    /** OpenRouter supports levels and budgets. */
    OPENROUTER {
        @Override
        void put(ReasoningEffort effort, Map<String, Object> body) {
            Map<String, Object> reasoning = new LinkedHashMap<>();
            if (effort.budgetTokens() != null) {
                reasoning.put("max_tokens", effort.budgetTokens());
            } else {
                Level level = effort.level();
                reasoning.put("effort", level == Level.OFF ? "none" : level == Level.MAX ? "xhigh" : word(level));
            }
            body.put("reasoning", reasoning);
        }
    };

    private static final String EFFORT = "reasoning_effort";

    abstract void put(ReasoningEffort effort, Map<String, Object> body);

    /** OpenAI's name for the level. */
    static String anyWord(ReasoningEffort effort) {
        Level level = level(effort);
        return level == Level.OFF ? "none" : word(level);
    }

    /** The closest of the levels that are supported everywhere. */
    static String commonWord(ReasoningEffort effort) {
        return switch (level(effort)) {
            case OFF -> "none";
            case MINIMAL, LOW -> "low";
            case MEDIUM -> "medium";
            default -> "high";
        };
    }

    /** The level, or the one closest to a budget. */
    static Level level(ReasoningEffort effort) {
        Integer budget = effort.budgetTokens();
        if (budget == null) {
            return effort.level();
        }
        if (budget <= 1024) {
            return Level.MINIMAL;
        }
        if (budget <= 2048) {
            return Level.LOW;
        }
        return budget <= 10_000 ? Level.MEDIUM : budget <= 16_384 ? Level.HIGH : Level.MAX;
    }

    private static String word(Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }
}
