package dev.aistreaming.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Repeats the request of a stream whose producer has died together with its instance, for stores that can take over such streams.
 * Implementations must be thread-safe.
 */
public interface StreamRestarter {

    /** Whether requests can currently be repeated, which they cannot while the application is shutting down. */
    boolean isReady();

    /**
     * Prepares to repeat a request. Nothing happens before {@link Restart#begin}, which may never be called, because another
     * instance may be faster.
     *
     * @param request as passed to {@link StreamStore#create(StreamHead, StreamProducer, byte[])}
     * @return {@code null} if the request cannot be repeated here, which ends the stream
     */
    @Nullable
    Restart prepare(String streamId, byte[] request);

    /** A request that can be repeated. */
    interface Restart {

        /** What the stream began with. */
        StreamHead head();

        /**
         * Continues the stream. May block.
         *
         * @param written everything that was stored, from the first event on and without an end, with a {@linkplain StreamChunk#gap
         *     gap} after the events of each dead writer. The next event gets the number after the last one
         * @param store creates the log for the rest of the stream
         */
        void begin(List<StreamChunk> written, Store store);
    }

    /** Stores the rest of a stream. */
    @FunctionalInterface
    interface Store {

        /** Like {@link StreamStore#create}. Must be called only once. */
        StreamLog create(StreamProducer producer);
    }
}
