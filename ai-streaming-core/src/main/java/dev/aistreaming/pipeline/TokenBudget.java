package dev.aistreaming.pipeline;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * How many tokens each client may use, whoever counts them: see {@link TokenLimits}. Called where answers stream, so nothing here
 * waits: what has to be asked of somebody is answered later. A failure says that nobody knows; the answer then goes on without a
 * limit. Safe for use by many threads.
 */
public interface TokenBudget {

    /**
     * Takes tokens before they are used: all of them, or none.
     *
     * @param client who asks
     * @param tokens how many, 1 or more
     */
    CompletionStage<Taken> tryTake(String client, long tokens);

    /**
     * Settles what an answer has used against what was taken for it. The client may owe tokens after that.
     *
     * @param client who has asked
     * @param tokens how many were used beyond those that were taken; below 0: how many were not used and are given back
     */
    CompletionStage<Void> charge(String client, long tokens);

    /**
     * How many tokens a client has left, such as to show them.
     *
     * @param client of whom
     * @return below 0 where the client owes some
     */
    CompletionStage<Long> remaining(String client);

    /**
     * What became of an attempt to take tokens.
     *
     * @param granted whether they were taken
     * @param remaining how many the client has left
     * @param retryAfter how long until as many may be there; {@code null}: never, or nobody knows
     */
    record Taken(boolean granted, long remaining, @Nullable Duration retryAfter) {}
}
