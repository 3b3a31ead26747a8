package dev.aistreaming.pipeline;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.OneLine;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits clients to their {@link TokenBudget}. A client that has used it up is rejected with {@code rate_limited}. An answer that
 * exceeds it ends with the finish reason {@code length}, after a {@link dev.aistreaming.chat.StreamEvent.Data} event that says why.
 * Wraps a provider with all of its fallbacks; the tokens are counted by the {@linkplain Pipeline#limits limits} inside of them,
 * without which nothing is counted.
 *
 * <p>Tokens are reserved in chunks and settled at the end, based on what the provider reports. Until then, four characters count as
 * a token. If the budget does not respond, nobody is rejected.
 */
public final class TokenLimits {

    private static final Logger log = LoggerFactory.getLogger(TokenLimits.class);

    /** How long to wait for the budget before the request is sent. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final TokenBudget budget;
    private final Supplier<@Nullable String> clients;
    private final LongAdder refused = new LongAdder();
    private final LongAdder cut = new LongAdder();
    private final LongAdder unanswered = new LongAdder();
    private final AtomicBoolean away = new AtomicBoolean();

    /**
     * Creates limits for the providers that are wrapped by {@link #around}.
     *
     * @param budget tracks the tokens of each client
     * @param clients identifies the current client, on the thread that makes the call; {@code null} if it has no limit
     */
    public TokenLimits(TokenBudget budget, Supplier<@Nullable String> clients) {
        this.budget = budget;
        this.clients = clients;
    }

    /** Wraps a provider. */
    public ChatProvider around(ChatProvider provider) {
        return new TokenLimitProvider(provider, this);
    }

    /** The number of rejected requests. */
    public long refused() {
        return refused.sum();
    }

    /** The number of answers that were cut off. */
    public long cut() {
        return cut.sum();
    }

    /** How many times the budget did not respond, so that nothing was limited. */
    public long unanswered() {
        return unanswered.sum();
    }

    /**
     * Reserves the first tokens of an answer.
     *
     * @return {@code null} if the client has no limit
     * @throws AiException with {@code rate_limited} if the client does not have enough left
     */
    @Nullable
    TokenShare open(ChatRequest request) {
        String client = clients.get();
        if (client == null) {
            return null;
        }
        long input = TokenShare.tokens(RequestLength.of(request));
        long first = input + TokenShare.CHUNK;
        TokenBudget.Taken taken = await(client, first);
        if (taken == null || taken.granted()) {
            return new TokenShare(this, client, taken == null ? 0 : first);
        }
        long rest = Math.max(input + 1, taken.remaining());
        taken = await(client, rest);
        if (taken == null || taken.granted()) {
            return new TokenShare(this, client, taken == null ? 0 : rest);
        }
        refused.increment();
        throw refusal(taken.retryAfter());
    }

    private static AiException refusal(@Nullable Duration retryAfter) {
        return AiException.of(ErrorCode.RATE_LIMITED)
                .userMessage(
                        retryAfter == null
                                ? "This takes more tokens than you may use at all."
                                : "You have used up your tokens for now.")
                .retryable(retryAfter != null)
                .retryAfter(retryAfter)
                .build();
    }

    /** Returns {@code null} if the budget does not respond. */
    private TokenBudget.@Nullable Taken await(String client, long tokens) {
        CompletionStage<TokenBudget.Taken> answer = take(client, tokens);
        try {
            return answer.toCompletableFuture().get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            return null; // reported by take
        } catch (TimeoutException e) {
            failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        answer.thenAccept(late -> {
            if (late.granted()) {
                charge(client, -tokens);
            }
        });
        return null;
    }

    /** Reserves tokens. The returned stage fails if the budget fails in any way. */
    CompletionStage<TokenBudget.Taken> take(String client, long tokens) {
        CompletableFuture<TokenBudget.Taken> answer = new CompletableFuture<>();
        try {
            budget.tryTake(client, tokens).whenComplete((taken, failure) -> {
                Throwable fault = taken == null && failure == null
                        ? new NullPointerException("no answer from " + budget)
                        : failure;
                note(fault);
                if (fault == null) {
                    answer.complete(taken);
                } else {
                    answer.completeExceptionally(fault);
                }
            });
        } catch (Throwable e) {
            failed(e);
            answer.completeExceptionally(e);
        }
        return answer;
    }

    /** Settles an answer without waiting for the result. */
    void charge(String client, long tokens) {
        try {
            budget.charge(client, tokens).whenComplete((nothing, failure) -> note(failure));
        } catch (Throwable e) {
            failed(e);
        }
    }

    private void note(@Nullable Throwable failure) {
        if (failure != null) {
            failed(failure);
        } else if (away.compareAndSet(true, false)) {
            log.info("The token budget responds again, and clients are limited again");
        }
    }

    private void failed(Throwable why) {
        unanswered.increment();
        if (away.compareAndSet(false, true)) {
            log.warn(
                    "The token budget does not respond, so no client is limited until it does: {}",
                    OneLine.of(why.toString()));
        } else {
            log.debug("The token budget does not respond", why);
        }
    }

    /** An answer was cut off. */
    void countCut() {
        cut.increment();
    }
}
