package dev.aistreaming.resume;

import org.jspecify.annotations.Nullable;

/** Reads one stream for one browser. One thread at a time calls {@link #next}. */
public interface StreamCursor extends AutoCloseable {

    /**
     * The next events, without waiting.
     *
     * @return {@code null} where there is nothing for now, and after the last chunk
     * @throws dev.aistreaming.chat.AiException where what comes next cannot be had, such as with {@code stream_expired} for a
     *     stream whose store has dropped it meanwhile; nothing comes after that
     */
    @Nullable
    StreamChunk next();

    /** Reads no further. Any thread, any time, idempotent. */
    @Override
    void close();
}
