package dev.aistreaming.chat;

import org.jspecify.annotations.Nullable;

/**
 * How much a model thinks before it answers. Providers know levels, budgets, or both; each is sent what comes closest to it.
 *
 * @param level how much
 * @param budgetTokens how many tokens at most; only with {@link Level#BUDGET}
 */
public record ReasoningEffort(Level level, @Nullable Integer budgetTokens) {

    /** How much. */
    public enum Level {
        /** Not at all, where the model can do without. */
        OFF,
        /** As little as the model can. */
        MINIMAL,
        /** Little. */
        LOW,
        /** As much as is usual. */
        MEDIUM,
        /** Much. */
        HIGH,
        /** As much as the model can. */
        MAX,
        /** So many tokens. */
        BUDGET
    }

    /** Not at all, where the model can do without. */
    public static final ReasoningEffort OFF = new ReasoningEffort(Level.OFF, null);

    /** As little as the model can. */
    public static final ReasoningEffort MINIMAL = new ReasoningEffort(Level.MINIMAL, null);

    /** Little. */
    public static final ReasoningEffort LOW = new ReasoningEffort(Level.LOW, null);

    /** As much as is usual. */
    public static final ReasoningEffort MEDIUM = new ReasoningEffort(Level.MEDIUM, null);

    /** Much. */
    public static final ReasoningEffort HIGH = new ReasoningEffort(Level.HIGH, null);

    /** As much as the model can. */
    public static final ReasoningEffort MAX = new ReasoningEffort(Level.MAX, null);

    /**
     * Checks that a budget is one.
     *
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST} for a budget too much, missing, or of less than 1 token
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

    /** At most so many tokens. */
    public static ReasoningEffort budget(int tokens) {
        return new ReasoningEffort(Level.BUDGET, tokens);
    }
}
