package dev.aistreaming.pipeline;

import dev.aistreaming.chat.ChatRequest;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one answer of one client, whoever of several providers writes it. Goes along with the request to the limits of each
 * provider, which count by a {@link TokenCount} of their own.
 */
final class TokenShare {

    /** How many tokens are taken at a time: a page of text. */
    static final int CHUNK = 256;

    static final int CHARACTERS_PER_TOKEN = 4;

    private static final String ATTRIBUTE = TokenShare.class.getName();

    private final TokenLimits limits;
    private final String client;

    /** Taken and not used; below 0: used and not taken. Guarded by this, as the next. */
    private long spare;

    private boolean settled;

    /** @param taken how many tokens it has already */
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

    /** About how many tokens a text is. */
    static long tokens(long characters) {
        return (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
    }

    /** What one call of a provider counts by. */
    TokenCount count(ChatRequest request) {
        return new TokenCount(this, tokens(RequestLength.of(request)));
    }

    /** All that was taken and is not used yet. */
    synchronized long claim() {
        long all = Math.max(0, spare);
        spare -= all;
        return all;
    }

    /** Takes more, and tells of it, maybe before this returns. */
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

    /** A call is over, or was before it got these. */
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
