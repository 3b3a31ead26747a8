package dev.aistreaming.chat;

import org.jspecify.annotations.Nullable;

/**
 * How much a model thinks before it answers. Providers support levels, token budgets, or both; each provider is sent its closest
 * equivalent.
 *
 * @param level how much
 * @param budgetTokens the maximum number of tokens; only with {@link Level#BUDGET}, otherwise {@code null}
 */
public record ReasoningEffort(Level level, @Nullable Integer budgetTokens) {

    /** The amount of reasoning. */
    public enum Level {
        /** None, if the model can do without. */
        OFF,
        /** The minimum that the model supports. */
        MINIMAL,
        /** Low. */
        LOW,
        /** Medium. */
        MEDIUM,
        /** High. */
        HIGH,
        /** The maximum that the model supports. */
        MAX,
        /** A number of tokens. */
        BUDGET
    }

    /** No reasoning, if the model can do without. */
    public static final ReasoningEffort OFF = new ReasoningEffort(Level.OFF, null);

    /** The minimum that the model supports. */
    public static final ReasoningEffort MINIMAL = new ReasoningEffort(Level.MINIMAL, null);

    /** Low effort. */
    public static final ReasoningEffort LOW = new ReasoningEffort(Level.LOW, null);

    /** Medium effort. */
    public static final ReasoningEffort MEDIUM = new ReasoningEffort(Level.MEDIUM, null);

    /** High effort. */
    public static final ReasoningEffort HIGH = new ReasoningEffort(Level.HIGH, null);

    /** The maximum that the model supports. */
    public static final ReasoningEffort MAX = new ReasoningEffort(Level.MAX, null);

    /**
     * Checks that there is a budget exactly if the level calls for one.
     *
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST} if the budget is missing, not applicable, or less than 1 token
     */
    public ReasoningEffort {
        Fields.present("reasoning level", level);
        if ((level == Level.BUDGET) != (budgetTokens != null)) {
            throw AiException.invalidRequest(
                    "reasoning has either a level or a budget: use ReasoningEffort.budget(tokens)");
        }
        if (budgetTokens != null && budgetTokens < 1) {
            throw AiException.invalidRequest("reasoning budget must be 1 token or more, but is " + budgetTokens
                    + ": use ReasoningEffort.OFF for none");
        }
    }

    /** A budget of at most this many tokens. */
    public static ReasoningEffort budget(int tokens) {
        return new ReasoningEffort(Level.BUDGET, tokens);
    }
}
