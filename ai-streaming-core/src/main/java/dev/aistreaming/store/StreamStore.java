package dev.aistreaming.store;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the events of streams for clients that reconnect. Implementations must be thread-safe.
 *
 * <p>A store never breaks a stream. If it cannot keep a stream it logs that once, and current readers still receive the rest.
 * Events are numbered from 1; a store knows nothing about their content.
 */
public interface StreamStore extends AutoCloseable {

    /**
     * Starts keeping a stream that this application instance produces. Does not block.
     *
     * @param producer is told what readers want, but not before this method has returned
     * @throws IllegalArgumentException if the id is invalid or belongs to another stream
     */
    StreamLog create(StreamHead head, StreamProducer producer);

    /**
     * Like {@link #create(StreamHead, StreamProducer)}, for a stream whose request can be repeated. A store that takes over the
     * streams of failed instances keeps the request for as long as the stream is being written, and then passes it to a {@link
     * StreamRestarter}.
     *
     * @param request the request; must not be modified afterwards
     * @throws IllegalArgumentException if the id is invalid or belongs to another stream
     */
    default StreamLog create(StreamHead head, StreamProducer producer, byte[] request) {
        return create(head, producer);
    }

    /**
     * Looks up a stream, whichever instance produces it. May block briefly.
     *
     * @param streamId any text; anything that is not a stream id is unknown
     * @return empty if the stream is unknown, was not kept, or has expired
     */
    Optional<StoredStream> find(String streamId);

    /**
     * Finds a stream in order to read the stored events after a given one, followed by new events. May block briefly, for example
     * to wait for an event that another instance has just written. The owner of the stream can be checked before it is opened.
     *
     * @param streamId any text; anything that is not a stream id is unknown
     * @param afterEvent the number of the last event to skip; 0 or less to read from the beginning
     * @return empty if the stream is unknown, was not kept, or has expired, and also if there is no such event and nobody can have
     *     seen it. If somebody may have seen it, because a writer serves its own readers before the store, an implementation may
     *     wait for what follows it
     */
    Optional<StreamReading> read(String streamId, long afterEvent);

    /**
     * Finds the stream that was begun last under a key, whichever instance produces it, and whether or not it has ended. If that
     * stream is no longer known, earlier ones do not take its place. May block briefly.
     *
     * @param owner the owner of the key; {@code null} for none. Different owners may use the same key
     * @param key any text
     * @return the stream's id; empty if there is none, or if the store does not support keys
     */
    default Optional<String> current(@Nullable String owner, String key) {
        return Optional.empty();
    }

    /**
     * Tells the producer of a stream, on whichever instance it runs, to {@linkplain StreamProducer#stop stop}. A stream that this
     * instance produces can be stopped even if it is no longer kept.
     *
     * @param streamId any text; anything that is not a stream id is unknown
     * @return whether there was a stream that had not ended
     */
    boolean stop(String streamId);

    /**
     * Passes a message to the producer of a stream on another instance: see {@link StreamProducer#told}. May block briefly to wait
     * for its answer. A store that only knows the streams of this instance has nobody to pass it to.
     *
     * @return whether the producer has accepted it, as far as is known in time
     */
    default boolean tell(String streamId, String message) {
        return false;
    }

    /** Releases the store's resources. Streams continue without it. */
    @Override
    void close();
}
