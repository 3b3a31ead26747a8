package dev.aistreaming.pipeline;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.Usage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Counts the tokens used by one call to a provider. For each piece of the answer this takes one addition and one comparison. As
 * soon as half of a chunk is used, the next one is requested while the answer continues. The answer ends if that request is refused
 * and everything is used up. Pieces are counted by one thread at a time; a requested chunk may be granted by any thread.
 */
final class TokenCount {

    private static final long HALF_A_CHUNK = TokenShare.CHUNK / 2 * TokenShare.CHARACTERS_PER_TOKEN;

    private final TokenShare share;
    private long characters;
    private long charactersOfTools;

    /** The number of characters in this step after which to check the budget. */
    private volatile long lookAt;

    // guarded by this
    private long input;
    private long earlierSteps;
    private long granted;
    private long free;
    private boolean claimed;
    private boolean asking;
    private boolean exhausted;
    private boolean ended;
    private @Nullable Duration retryAfter;

    /** @param input the estimated number of input tokens */
    TokenCount(TokenShare share, long input) {
        this.share = share;
        this.input = input;
    }

    /** Counts more characters, and returns whether the answer may continue. */
    boolean hold(int more) {
        characters += more;
        return characters <= lookAt || look();
    }

    private boolean look() {
        long wanted;
        synchronized (this) {
            if (!claimed) {
                claimed = true;
                granted += share.claim();
                plan();
            }
            if (exhausted || asking || characters <= lookAt) {
                return !isOver();
            }
            asking = true;
            wanted = TokenShare.CHUNK + TokenShare.tokens(Math.max(0, characters - allowed()));
        }
        share.takeFor(this, wanted);
        synchronized (this) {
            return !isOver();
        }
    }

    private boolean isOver() {
        return exhausted && characters > allowed();
    }

    /** How many characters this step may have. */
    private long allowed() {
        return (granted + free - earlierSteps - input) * TokenShare.CHARACTERS_PER_TOKEN;
    }

    private void plan() {
        lookAt = exhausted ? allowed() : allowed() - HALF_A_CHUNK;
    }

    void granted(long tokens) {
        synchronized (this) {
            if (!ended) {
                granted += tokens;
                asking = false;
                plan();
                return;
            }
        }
        share.giveBack(tokens);
    }

    /** The tokens could not be reserved, but are used anyway. */
    synchronized void unlimited(long tokens) {
        free += tokens;
        asking = false;
        plan();
    }

    /** No more tokens are available than those already reserved. */
    synchronized void exhausted(@Nullable Duration retryAfter) {
        if (!ended) {
            granted += share.claim(); // another call may have returned some in the meantime
        }
        this.retryAfter = retryAfter;
        exhausted = true;
        asking = false;
        plan();
    }

    /** A tool result becomes part of the input of the next step. */
    void toolResulted(StreamEvent.ToolResulted event) {
        charactersOfTools += RequestLength.of(event.result());
    }

    /** The next step's input includes everything in this step. */
    synchronized void stepFinished(Usage usage) {
        long asked = orElse(usage.inputTokens(), input);
        long answered = orElse(usage.outputTokens(), TokenShare.tokens(characters));
        earlierSteps += asked + answered;
        input = asked + answered + TokenShare.tokens(charactersOfTools);
        characters = 0;
        charactersOfTools = 0;
        plan();
    }

    private static long orElse(@Nullable Integer reported, long estimate) {
        return reported == null ? estimate : reported;
    }

    /** The answer is complete, or was cut off. */
    void completed(Usage usage) {
        boolean known = usage.inputTokens() != null && usage.outputTokens() != null;
        end(known ? reported(usage) : used(usage));
    }

    /** A call that failed before anything arrived is not charged, unless the client cancelled it. */
    void failed(AiException error) {
        Usage usage = error.partial() == null ? Usage.UNKNOWN : error.partial().usage();
        boolean told = usage.known() && !usage.estimated();
        boolean nothing = characters == 0 && !told && error.code() != ErrorCode.CANCELLED;
        end(nothing ? earlierSteps() : used(usage));
    }

    private synchronized long earlierSteps() {
        return earlierSteps;
    }

    /** The usage reported for a partial answer may date from its beginning. */
    private synchronized long used(Usage usage) {
        return Math.max(reported(usage), earlierSteps + input + TokenShare.tokens(characters));
    }

    private static long reported(Usage usage) {
        return orElse(usage.inputTokens(), 0) + orElse(usage.outputTokens(), 0);
    }

    private void end(long used) {
        long left;
        synchronized (this) {
            ended = true;
            left = granted - used;
        }
        share.giveBack(left);
    }

    /** The event that tells the client why the answer ends. */
    synchronized StreamEvent.Data cut() {
        share.countCut();
        Duration wait = retryAfter;
        return new StreamEvent.Data(
                "limit",
                null,
                "{\"reason\":\"tokens-per-client\",\"message\":\"You have used up your tokens for now.\""
                        + (wait == null
                                ? ""
                                : ",\"retryAfter\":" + wait.plusMillis(999).toSeconds())
                        + "}");
    }
}
