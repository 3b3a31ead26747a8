package dev.aistreaming.resume;

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
     * Reads a stream: what is kept after an event, and then what comes. May wait, but not for long.
     *
     * @param afterEvent the number of the last event not wanted; 0: all are
     * @param onAvailable called, on any thread, when {@link StreamCursor#next} has something to say after it had nothing; must
     *     not wait for anything. Not called before this method has returned: ask the cursor first
     * @return empty where the stream is unknown, was not kept, or has expired
     */
    Optional<StreamCursor> read(String streamId, long afterEvent, Runnable onAvailable);

    /**
     * Tells the producer of a stream, on whichever instance, to {@linkplain StreamProducer#stop stop}.
     *
     * @return whether there was a stream that had not ended
     */
    boolean stop(String streamId);

    /** Frees what the store holds; streams go on without it. */
    @Override
    void close();
}
