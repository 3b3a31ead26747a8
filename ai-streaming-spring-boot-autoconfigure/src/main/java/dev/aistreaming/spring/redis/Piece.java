package dev.aistreaming.spring.redis;

import dev.aistreaming.resume.StreamChunk;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A chunk of a stream on its way to Redis, or the head of the stream, which comes before its first chunk. */
final class Piece {

    /** What comes before the head. */
    static final long NOTHING = -1;

    private static final int OVERHEAD = 200;

    private final StreamCopy copy;
    private final @Nullable StreamChunk chunk;
    private final AtomicLong waiting;
    private final AtomicBoolean settled = new AtomicBoolean();

    /**
     * @param chunk {@code null} for the head
     * @param waiting how many bytes wait in all; counts these until {@link #settle}
     */
    Piece(StreamCopy copy, @Nullable StreamChunk chunk, AtomicLong waiting) {
        this.copy = copy;
        this.chunk = chunk;
        this.waiting = waiting;
        waiting.addAndGet(size());
    }

    private int size() {
        return OVERHEAD + (chunk == null ? 0 : chunk.events().length);
    }

    StreamCopy copy() {
        return copy;
    }

    @Nullable
    StreamChunk chunk() {
        return chunk;
    }

    /** The number of the last event before this. */
    long follows() {
        return chunk == null ? NOTHING : chunk.lastEvent() - chunk.count();
    }

    /** The number of the last event up to this. */
    long lastEvent() {
        return chunk == null ? 0 : chunk.lastEvent();
    }

    /** It need not be sent again: Redis has it, or it is not wanted any more. */
    void settle() {
        if (settled.compareAndSet(false, true)) {
            waiting.addAndGet(-size());
        }
    }

    boolean isSettled() {
        return settled.get();
    }
}
