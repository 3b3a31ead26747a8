package dev.aistreaming.pipeline;

import dev.aistreaming.chat.ChatRequest;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one answer for one client, whichever of several providers writes it. Travels with the request to the limits of each
 * provider, each of which counts with its own {@link TokenCount}.
 */
final class TokenShare {

    /** The number of tokens reserved at a time: about a page of text. */
    static final int CHUNK = 256;

    static final int CHARACTERS_PER_TOKEN = 4;

    private static final String ATTRIBUTE = TokenShare.class.getName();

    private final TokenLimits limits;
    private final String client;

    /** Tokens reserved but not used, or if negative, used but not reserved. Guarded by this, like the next field. */
    private long spare;

    private boolean settled;

    /** @param taken the number of tokens already reserved */
    TokenShare(TokenLimits limits, String client, long taken) {
        this.limits = limits;
        this.client = client;
        this.spare = taken;
    }

    static @Nullable TokenShare of(ChatRequest request) {
        return request.attribute(ATTRIBUTE, TokenShare.class);
    }

    ChatRequest addTo(ChatRequest request) {
        return request.toBuilder().attribute(ATTRIBUTE, this).build();
    }

    /** The estimated number of tokens in a text. */
    static long tokens(long characters) {
        return (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
    }

    /** Creates the counter for one call to a provider. */
    TokenCount count(ChatRequest request) {
        return new TokenCount(this, tokens(RequestLength.of(request)));
    }

    /** Claims everything that is reserved and not used yet. */
    synchronized long claim() {
        long all = Math.max(0, spare);
        spare -= all;
        return all;
    }

    /** Reserves more tokens and informs the counter, possibly before it returns. */
    void takeFor(TokenCount count, long tokens) {
        limits.take(client, tokens).whenComplete((taken, failure) -> {
            if (failure != null) {
                count.unlimited(tokens);
            } else if (taken.granted()) {
                count.granted(tokens);
            } else if (taken.remaining() > 0) {
                takeLastFor(count, taken);
            } else {
                count.exhausted(taken.retryAfter());
            }
        });
    }

    private void takeLastFor(TokenCount count, TokenBudget.Taken refused) {
        long rest = refused.remaining();
        limits.take(client, rest).whenComplete((taken, failure) -> {
            if (failure != null) {
                count.unlimited(rest);
                return;
            }
            if (taken.granted()) {
                count.granted(rest);
            }
            count.exhausted(refused.retryAfter());
        });
    }

    /** A call is over, or was over before it received these tokens. */
    void giveBack(long tokens) {
        synchronized (this) {
            if (!settled) {
                spare += tokens;
                return;
            }
        }
        charge(-tokens);
    }

    /** The answer is over. */
    void settle() {
        long owed;
        synchronized (this) {
            settled = true;
            owed = -spare;
            spare = 0;
        }
        charge(owed);
    }

    private void charge(long tokens) {
        if (tokens != 0) {
            limits.charge(client, tokens);
        }
    }

    void countCut() {
        limits.countCut();
    }
}
