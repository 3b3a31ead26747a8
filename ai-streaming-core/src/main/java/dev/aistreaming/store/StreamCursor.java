package dev.aistreaming.store;

import org.jspecify.annotations.Nullable;

/** Reads one stream for one browser. One thread at a time calls {@link #next} and {@link #ended}. */
public interface StreamCursor extends AutoCloseable {

    /**
     * The next events, without waiting. Each event comes once, in order.
     *
     * @return {@code null} where there is nothing for now, after the last chunk, and after {@link #close}
     * @throws dev.aistreaming.chat.AiException where what comes next cannot be had, such as with {@code stream_expired} for a
     *     stream whose store has dropped it meanwhile; nothing comes after that
     */
    @Nullable
    StreamChunk next();

    /**
     * Whether {@link #next} has come to the end of the stream and gives nothing more. Mostly the last chunk says so too, but a
     * reader that wants no event of the last chunk gets none of it.
     */
    boolean ended();

    /** Reads no further. Any thread, any time, idempotent. */
    @Override
    void close();
}
