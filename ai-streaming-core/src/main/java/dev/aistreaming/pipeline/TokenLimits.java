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
 * Holds clients to their {@link TokenBudget}: refuses who has used it up, with {@code rate_limited}, and ends an answer that goes
 * beyond it with the finish reason {@code length}, after a {@link dev.aistreaming.chat.StreamEvent.Data} that says why. It stands
 * around a provider and all its fallbacks; the answer is counted by the {@linkplain Pipeline#limits limits} inside of them, without
 * which nothing is counted.
 *
 * <p>Tokens are taken in chunks and settled at the end, with what the provider reports. Until then four characters count as a
 * token. Where the budget does not answer, nobody is refused.
 */
public final class TokenLimits {

    private static final Logger log = LoggerFactory.getLogger(TokenLimits.class);

    /** How long to wait for the budget before anything is sent. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final TokenBudget budget;
    private final Supplier<@Nullable String> clients;
    private final LongAdder refused = new LongAdder();
    private final LongAdder cut = new LongAdder();
    private final LongAdder unanswered = new LongAdder();
    private final AtomicBoolean away = new AtomicBoolean();

    /**
     * Limits that apply to the providers that are put into them.
     *
     * @param budget knows what clients have
     * @param clients who asks, called on the thread that makes the call; {@code null}: nobody who is limited
     */
    public TokenLimits(TokenBudget budget, Supplier<@Nullable String> clients) {
        this.budget = budget;
        this.clients = clients;
    }

    /** Puts the limits around a provider. */
    public ChatProvider around(ChatProvider provider) {
        return new TokenLimitProvider(provider, this);
    }

    /** How many requests were refused. */
    public long refused() {
        return refused.sum();
    }

    /** How many answers were ended. */
    public long cut() {
        return cut.sum();
    }

    /** How many times the budget did not answer, so that nothing was limited. */
    public long unanswered() {
        return unanswered.sum();
    }

    /**
     * The tokens of one answer, with the first of them taken.
     *
     * @return {@code null} where nobody is limited
     * @throws AiException with {@code rate_limited} where the client has not enough left
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

    /** {@code null} where there is no answer. */
    private TokenBudget.@Nullable Taken await(String client, long tokens) {
        CompletionStage<TokenBudget.Taken> answer = take(client, tokens);
        try {
            return answer.toCompletableFuture().get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            return null; // told by take
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

    /** Takes tokens, and fails where the budget does, in whichever way. */
    CompletionStage<TokenBudget.Taken> take(String client, long tokens) {
        CompletableFuture<TokenBudget.Taken> answer = new CompletableFuture<>();
        try {
            budget.tryTake(client, tokens).whenComplete((taken, failure) -> {
                Throwable fault =
                        taken == null && failure == null ? new NullPointerException("no answer of " + budget) : failure;
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

    /** Settles an answer; nobody waits for it. */
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
            log.info("The tokens of clients are limited again");
        }
    }

    private void failed(Throwable why) {
        unanswered.increment();
        if (away.compareAndSet(false, true)) {
            log.warn(
                    "The tokens that clients have left are not known, and nobody is limited until they are: {}",
                    OneLine.of(why.toString()));
        } else {
            log.debug("The tokens that a client has left are not known", why);
        }
    }

    /** An answer is ended. */
    void countCut() {
        cut.increment();
    }
}
