package dev.aistreaming.store;

import dev.aistreaming.thread.Threads;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps streams in the memory of this application instance while it runs. Streams that do not fit are not kept, which is logged as
 * a warning once per stream. Their current readers still receive the rest, with the producer waiting for the slowest of them.
 */
public final class InMemoryStreamStore implements StreamStore {

    private final ReplayMemory memory;

    /**
     * Creates an empty store.
     *
     * @param threads drop expired streams; must be closed after the store
     */
    public InMemoryStreamStore(StreamStoreLimits limits, Threads threads) {
        this(limits, threads, System::nanoTime);
    }

    /**
     * Creates an empty store with a custom clock.
     *
     * @param threads drop expired streams; must be closed after the store
     * @param nanoTime determines when a stream has expired, like {@link System#nanoTime}
     */
    public InMemoryStreamStore(StreamStoreLimits limits, Threads threads, LongSupplier nanoTime) {
        this.memory = new ReplayMemory(limits, threads, nanoTime);
    }

    @Override
    public StreamLog create(StreamHead head, StreamProducer producer) {
        return create(head, producer, List.of());
    }

    /**
     * Like {@link #create(StreamHead, StreamProducer)}, for a stream that another instance has begun. It cannot be found before
     * everything written so far has been added.
     *
     * @param written starting with the first event and without an end; {@linkplain StreamChunk#gap gaps} are kept as they are
     */
    public StreamLog create(StreamHead head, StreamProducer producer, List<StreamChunk> written) {
        if (!StreamIds.isValid(head.id())) {
            throw new IllegalArgumentException("not a stream id: it must have 32 hexadecimal digits");
        }
        ReplayLog stream = new ReplayLog(head, producer, memory);
        stream.addWritten(written);
        if (!memory.add(stream)) {
            stream.discard();
            throw new IllegalArgumentException("stream " + StreamIds.shorten(head.id()) + " already exists");
        }
        return stream;
    }

    @Override
    public Optional<StoredStream> find(String streamId) {
        ReplayLog stream = memory.find(streamId);
        return stream == null ? Optional.empty() : Optional.ofNullable(stream.describe());
    }

    @Override
    public Optional<StreamReading> read(String streamId, long afterEvent) {
        ReplayLog stream = memory.find(streamId);
        return stream == null ? Optional.empty() : Optional.ofNullable(stream.read(afterEvent));
    }

    @Override
    public Optional<String> current(@Nullable String owner, String key) {
        return last(owner, key).map(StreamHead::id);
    }

    /**
     * Like {@link #current}, but returns everything the stream began with. For stores that also know the streams of other
     * instances.
     */
    public Optional<StreamHead> last(@Nullable String owner, String key) {
        return Optional.ofNullable(memory.last(owner, key))
                .filter(ReplayLog::isKept)
                .map(ReplayLog::head);
    }

    /**
     * Reads a stream in order to copy it elsewhere. This does not count as a reader: the stream's producer is not told about it and
     * does not wait for it. Nor is there a notification when events arrive, because whoever appends to the stream knows that. Many
     * small chunks are returned as a few large ones of about 64 KiB.
     *
     * <p>A stream that is no longer kept is not kept for a copy either: a cursor that is more than 64 KiB behind it fails with
     * {@code stream_expired}.
     *
     * @param afterEvent the number of the last event to skip; 0 or less to read from the beginning
     * @return the only such cursor of the stream, since an earlier one is closed; empty if the stream is unknown or not kept, or
     *     has no such event
     */
    public Optional<StreamCursor> follow(String streamId, long afterEvent) {
        ReplayLog stream = memory.find(streamId);
        return stream == null ? Optional.empty() : Optional.ofNullable(stream.follow(afterEvent));
    }

    @Override
    public boolean stop(String streamId) {
        ReplayLog stream = memory.find(streamId);
        return stream != null && stream.stop();
    }

    /**
     * Removes a stream so that it can no longer be found here, and so that another one may use its id. Current readers continue to
     * read it. For stores that know that another instance has taken over the stream.
     */
    public void leave(String streamId) {
        memory.leave(streamId);
    }

    @Override
    public void close() {
        memory.close();
    }

    /** The number of bytes kept. */
    long bytes() {
        return memory.bytes();
    }

    /** The number of known streams. */
    int size() {
        return memory.size();
    }

    /** The number of known keys. */
    int keys() {
        return memory.keys();
    }
}
