package dev.aistreaming.pipeline;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits the memory that all answers in progress may hold together, since an answer is kept in memory until it is complete. Memory
 * is taken in blocks, so that each answer touches this shared object only once every few thousand characters. The first block is
 * always granted, so that long answers do not affect short ones. Thread-safe.
 */
public final class AnswerBudget {

    /** No limit. */
    public static final AnswerBudget UNLIMITED = new AnswerBudget(Long.MAX_VALUE);

    /** In characters. A short answer takes one block, and no longer contends with others for the rest of its life. */
    private static final int BLOCK = 4096;

    /** The size of a character in a buffer with room to grow, or in one that is not Latin-1. */
    private static final int BYTES_PER_CHARACTER = 2;

    private final long maxBytes;
    private final AtomicLong taken = new AtomicLong();

    /**
     * Creates a budget of which nothing has been used.
     *
     * @param maxBytes the memory limit in bytes, counting two bytes per character
     */
    public AnswerBudget(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** The number of bytes currently held by answers in progress. */
    public long taken() {
        return taken.get();
    }

    /** Creates the share of one answer, which holds nothing yet. */
    Share share() {
        return new Share();
    }

    /** The share of one answer. Not thread-safe. */
    final class Share {
        private long held;
        private long reserved;

        /** Takes this many more characters, and returns whether there was room. */
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

        /** Releases everything, because the answer is over. */
        void giveBack() {
            taken.addAndGet(-reserved * BYTES_PER_CHARACTER);
            reserved = 0;
        }
    }
}
