package dev.aistreaming.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * Is told of each call for which two providers were asked. Called while callbacks of the call run: must not block, and must be safe for
 * use by many threads. What it throws is logged.
 */
@FunctionalInterface
public interface HedgeObserver {

    /** It is settled whose answer is taken, or that there is none. */
    void settled(Hedge hedge);

    /**
     * A call for which two providers were asked.
     *
     * @param first the name of the one that was asked first
     * @param second the name of the one that was asked while the first was silent
     * @param winner whose content came first; {@code null}: both have failed before any, or nobody wanted the answer any more
     * @param cancelled whether the other one was cancelled, and both where nobody won; if not, it had failed
     */
    record Hedge(String first, String second, @Nullable String winner, boolean cancelled) {}
}
