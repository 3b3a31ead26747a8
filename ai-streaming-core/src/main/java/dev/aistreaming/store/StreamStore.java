package dev.aistreaming.store;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what streams have sent, for browsers that come back. Safe for use by many threads.
 *
 * <p>A store never breaks a stream: what it cannot keep is not kept, which it logs once per stream, and those who read the
 * stream at that time get the rest all the same. Events are numbered from 1; a store knows nothing of what is in them.
 */
public interface StreamStore extends AutoCloseable {

    /**
     * Begins to keep a stream that this application instance produces. Does not wait for anything.
     *
     * @param producer is told what readers want; not before this method has returned
     * @throws IllegalArgumentException for what is no id, or is the id of another stream
     */
    StreamLog create(StreamHead head, StreamProducer producer);

    /**
     * The same for a stream whose question can be asked again. A store that goes on with the streams of instances that have died keeps
     * that for as long as the stream is written, and gives it to a {@link StreamRestarter} then.
     *
     * @param request what is asked; not changed afterwards by anybody
     * @throws IllegalArgumentException for what is no id, or is the id of another stream
     */
    default StreamLog create(StreamHead head, StreamProducer producer, byte[] request) {
        return create(head, producer);
    }

    /**
     * What is known of a stream, whichever instance produces it. May wait, but not for long.
     *
     * @param streamId anything; what is no stream's id is unknown
     * @return empty where it is unknown, was not kept, or has expired
     */
    Optional<StoredStream> find(String streamId);

    /**
     * Finds a stream to read: what is kept after an event, and then what comes. May wait, but not for long, such as for an
     * event that another instance has written just now. Whose the stream is can be seen before it is opened.
     *
     * @param streamId anything; what is no stream's id is unknown
     * @param afterEvent the number of the last event not wanted; 0 or less: all are wanted
     * @return empty where the stream is unknown, was not kept, or has expired, or where it has no such event, which nobody can
     *     have seen then. Where somebody may have, since its writer serves its own readers first, a store may wait for what comes after
     *     it
     */
    Optional<StreamReading> read(String streamId, long afterEvent);

    /**
     * The stream that was begun last under a key, whichever instance produces it, and whether or not it has ended. Where it is no
     * longer known, those before it do not take its place. May wait, but not for long.
     *
     * @param owner whose key it is; {@code null}: nobody's. Two owners may have the same key
     * @param key anything
     * @return its id; empty where there is none. A store that knows no keys has none
     */
    default Optional<String> current(@Nullable String owner, String key) {
        return Optional.empty();
    }

    /**
     * Tells the producer of a stream, on whichever instance, to {@linkplain StreamProducer#stop stop}. Where this instance
     * produces it, it need not be kept any more.
     *
     * @param streamId anything; what is no stream's id is unknown
     * @return whether there was a stream that had not ended
     */
    boolean stop(String streamId);

    /**
     * Hands a text to the producer of a stream on another instance: {@link StreamProducer#told}. May wait for its answer, but not for
     * long. A store that knows streams of this instance only has nobody to hand it to.
     *
     * @return whether the producer has taken it, as far as is known in time
     */
    default boolean tell(String streamId, String message) {
        return false;
    }

    /** Frees what the store holds; streams go on without it. */
    @Override
    void close();
}
