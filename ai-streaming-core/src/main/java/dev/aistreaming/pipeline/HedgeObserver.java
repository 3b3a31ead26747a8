package dev.aistreaming.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * Receives the outcome of every call that was hedged, that is, sent to two providers. Called from within callbacks of the call, so
 * it must not block, and must be thread-safe. Exceptions are logged.
 */
@FunctionalInterface
public interface HedgeObserver {

    /** Called when it is settled which provider's answer is used, or that there is none. */
    void settled(Hedge hedge);

    /**
     * A hedged call.
     *
     * @param first the name of the provider that was called first
     * @param second the name of the provider that was called because the first was slow
     * @param winner the name of the provider whose content came first; {@code null} if both failed before they had any, or if the
     *     call was cancelled
     * @param cancelled whether the loser was cancelled rather than having failed; without a winner, whether both were
     */
    record Hedge(String first, String second, @Nullable String winner, boolean cancelled) {}
}
