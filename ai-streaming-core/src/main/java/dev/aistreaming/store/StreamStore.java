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
     * @param streamId as {@link StreamIds#create} makes it
     * @param owner whose it is; {@code null}: nobody's
     * @param producer is told what readers want; not before this method has returned
     * @throws IllegalArgumentException for what is no id, or is the id of another stream
     */
    StreamLog create(String streamId, @Nullable String owner, StreamProducer producer);

    /**
     * What is known of a stream, whichever instance produces it. May wait, but not for long.
     *
     * @param streamId anything; what is no stream's id is unknown
     * @return empty where it is unknown, was not kept, or has expired
     */
    Optional<StoredStream> find(String streamId);

    /**
     * Reads a stream: what is kept after an event, and then what comes. May wait, but not for long, such as for an event
     * that another instance has written just now.
     *
     * @param streamId anything; what is no stream's id is unknown
     * @param afterEvent the number of the last event not wanted; 0 or less: all are wanted
     * @param onAvailable called, on any thread, when {@link StreamCursor#next} has something to say, or
     *     {@link StreamCursor#ended} has, after there was nothing; rarely once too often. Must not wait for anything. Not called
     *     before {@code next} has said that there is nothing: ask the cursor first
     * @return empty where the stream is unknown, was not kept, or has expired, or where it has no such event, which nobody can
     *     have seen then
     */
    Optional<StreamCursor> read(String streamId, long afterEvent, Runnable onAvailable);

    /**
     * Tells the producer of a stream, on whichever instance, to {@linkplain StreamProducer#stop stop}. Where this instance
     * produces it, it need not be kept any more.
     *
     * @param streamId anything; what is no stream's id is unknown
     * @return whether there was a stream that had not ended
     */
    boolean stop(String streamId);

    /** Frees what the store holds; streams go on without it. */
    @Override
    void close();
}
