package dev.aistreaming.store;

import org.jspecify.annotations.Nullable;

/** Reads one stream for one client. {@link #next} and {@link #ended} must be called by one thread at a time. */
public interface StreamCursor extends AutoCloseable {

    /**
     * Returns the next events without blocking. Each event is returned once, in order.
     *
     * @return {@code null} if there is nothing at the moment, after the last chunk, and after {@link #close}
     * @throws dev.aistreaming.chat.AiException if the next events are unavailable, for example with {@code stream_expired} if the
     *     store has dropped the stream in the meantime; nothing follows after that
     */
    @Nullable
    StreamChunk next();

    /**
     * Whether {@link #next} has reached the end of the stream and will return nothing more. Usually the last chunk indicates the
     * end as well, but a reader that has skipped all of the events of the last chunk does not receive that chunk.
     */
    boolean ended();

    /** Stops reading. May be called from any thread at any time, and more than once. */
    @Override
    void close();
}
