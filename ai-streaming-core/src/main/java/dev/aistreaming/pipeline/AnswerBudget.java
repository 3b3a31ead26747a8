package dev.aistreaming.pipeline;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much the answers may hold together that are under way at a time: what has come of an answer is held until it is whole.
 * Taken in blocks, so that an answer comes here once in some thousand characters. The first block is never refused: short answers
 * do not suffer from long ones. Safe for use by many threads.
 */
public final class AnswerBudget {

    /** Any amount. */
    public static final AnswerBudget UNLIMITED = new AnswerBudget(Long.MAX_VALUE);

    /** In characters: a short answer takes one, and none is in the way of others' for the rest of it. */
    private static final int BLOCK = 4096;

    /** A character of a text in which there is room to grow, or one that is not Latin-1. */
    private static final int BYTES_PER_CHARACTER = 2;

    private final long maxBytes;
    private final AtomicLong taken = new AtomicLong();

    /**
     * Nothing is taken yet.
     *
     * @param maxBytes how many bytes of memory, at two bytes for a character
     */
    public AnswerBudget(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** How many bytes are taken by answers that are under way. */
    public long taken() {
        return taken.get();
    }

    /** The share of one answer, which has nothing yet. */
    Share share() {
        return new Share();
    }

    /** Not for several threads at a time. */
    final class Share {
        private long held;
        private long reserved;

        /** Whether there is room for as many characters more. */
        boolean hold(int characters) {
            held += characters;
            if (held <= reserved) {
                return true;
            }
            long more = Math.max(BLOCK, held - reserved);
            long bytes = more * BYTES_PER_CHARACTER;
            boolean beyond = taken.addAndGet(bytes) > maxBytes;
            if (beyond && reserved > 0) {
                taken.addAndGet(-bytes);
                return false;
            }
            reserved += more;
            return true;
        }

        /** The answer is over, and holds nothing any more. */
        void giveBack() {
            taken.addAndGet(-reserved * BYTES_PER_CHARACTER);
            reserved = 0;
        }
    }
}
