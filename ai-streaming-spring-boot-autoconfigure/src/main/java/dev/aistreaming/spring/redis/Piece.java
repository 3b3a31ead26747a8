package dev.aistreaming.spring.redis;

import dev.aistreaming.store.StreamChunk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A chunk of a stream on its way to Redis, or the head of the stream, which comes before its first chunk. */
final class Piece {

    /** What comes before the head. */
    static final long NOTHING = -1;

    private static final int OVERHEAD = 200;

    /** Larger ones are not made of smaller ones. */
    private static final int MAX_JOINED = 64 * 1024;

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

    /** The same events in fewer pieces, where several have come together. */
    static List<Piece> join(List<Piece> pieces) {
        if (pieces.size() == 1) {
            return pieces;
        }
        List<Piece> joined = new ArrayList<>();
        for (Piece piece : pieces) {
            Piece last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            Piece both = last == null ? null : last.joinedWith(piece);
            if (both == null) {
                joined.add(piece);
            } else {
                joined.set(joined.size() - 1, both);
            }
        }
        return joined;
    }

    private @Nullable Piece joinedWith(Piece next) {
        StreamChunk first = chunk;
        StreamChunk second = next.chunk;
        if (first == null || second == null || first.events().length + second.events().length > MAX_JOINED) {
            return null;
        }
        byte[] events = Arrays.copyOf(first.events(), first.events().length + second.events().length);
        System.arraycopy(second.events(), 0, events, first.events().length, second.events().length);
        int count = first.count() + second.count();
        Piece both = new Piece(copy, new StreamChunk(second.lastEvent(), count, events, second.end()), waiting);
        settle();
        next.settle();
        return both;
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
