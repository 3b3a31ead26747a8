package dev.aistreaming.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks again in streams whose producer has died with its instance, for stores that go on with those. Safe for use by many threads. */
public interface StreamRestarter {

    /** Whether it does so for the time being; not while the application stops. */
    boolean isReady();

    /**
     * Gets ready to ask again. Nothing happens before {@link Restart#begin}, and that may never be called: another instance may be first.
     *
     * @param request as it was given to {@link StreamStore#create(StreamHead, StreamProducer, byte[])}
     * @return {@code null} where that cannot be asked again here, which ends the stream
     */
    @Nullable
    Restart prepare(String streamId, byte[] request);

    /** What can be asked again. */
    interface Restart {

        /** What the stream has begun with. */
        StreamHead head();

        /**
         * Goes on with the stream. May wait.
         *
         * @param written what there is of it, from its first event on, without an end; with a {@linkplain StreamChunk#gap gap} after the
         *     events of each dead writer. The next event has the number after its last one
         * @param store begins to keep the rest of it
         */
        void begin(List<StreamChunk> written, Store store);
    }

    /** Where the rest of a stream is kept. */
    @FunctionalInterface
    interface Store {

        /** As {@link StreamStore#create}; to be called once. */
        StreamLog create(StreamProducer producer);
    }
}
