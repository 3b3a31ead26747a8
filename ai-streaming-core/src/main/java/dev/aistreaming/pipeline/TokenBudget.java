package dev.aistreaming.pipeline;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Tracks how many tokens each client may use; see {@link TokenLimits}. Called while answers stream, so implementations must not
 * block: anything that takes time completes the returned stage later. A stage that fails means that the state is unknown, and the
 * answer then continues without a limit. Implementations must be thread-safe.
 */
public interface TokenBudget {

    /**
     * Reserves tokens before they are used: all of them or none.
     *
     * @param client the client
     * @param tokens how many, at least 1
     */
    CompletionStage<Taken> tryTake(String client, long tokens);

    /**
     * Settles the difference between the tokens that an answer used and those reserved for it. The client may be in debt
     * afterwards.
     *
     * @param client the client
     * @param tokens how many were used beyond those reserved; if negative, how many reserved tokens are returned
     */
    CompletionStage<Void> charge(String client, long tokens);

    /**
     * How many tokens a client has left, for example to display them.
     *
     * @param client the client
     * @return negative if the client is in debt
     */
    CompletionStage<Long> remaining(String client);

    /**
     * The result of an attempt to reserve tokens.
     *
     * @param granted whether they were reserved
     * @param remaining how many the client has left
     * @param retryAfter how long until that many tokens may be available; {@code null} if never, or if unknown
     */
    record Taken(boolean granted, long remaining, @Nullable Duration retryAfter) {}
}
