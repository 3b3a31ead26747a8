package dev.aistreaming.provider;

import dev.aistreaming.chat.ReasoningEffort;
import dev.aistreaming.chat.ReasoningEffort.Level;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How the servers of chat completions are told how much to think: each gets what comes closest. */
enum OpenAiReasoning {
    /** Every level has a word. */
    OPENAI {
        @Override
        void put(ReasoningEffort effort, Map<String, Object> body) {
            body.put(EFFORT, anyWord(effort));
        }
    },
    /** The words that all servers know which know any. */
    COMMON {
        @Override
        void put(ReasoningEffort effort, Map<String, Object> body) {
            body.put(EFFORT, commonWord(effort));
        }
    },
    /** Mistral thinks, or does not. */
    MISTRAL {
        @Override
        void put(ReasoningEffort effort, Map<String, Object> body) {
            body.put(EFFORT, level(effort) == Level.OFF ? "none" : "high");
        }
    },
    /** DeepSeek thinks much by itself, and can be told not to. */
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
    /** OpenRouter knows levels and budgets. */
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

    /** OpenAI's own word. */
    static String anyWord(ReasoningEffort effort) {
        Level level = level(effort);
        return level == Level.OFF ? "none" : word(level);
    }

    /** The word that comes closest of those that all know. */
    static String commonWord(ReasoningEffort effort) {
        return switch (level(effort)) {
            case OFF -> "none";
            case MINIMAL, LOW -> "low";
            case MEDIUM -> "medium";
            default -> "high";
        };
    }

    /** The level, or the one that comes closest to a budget. */
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
