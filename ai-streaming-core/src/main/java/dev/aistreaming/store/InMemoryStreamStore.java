package dev.aistreaming.store;

import dev.aistreaming.thread.Threads;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps streams in the memory of this application instance, for as long as it runs. What does not fit is not kept, which is
 * logged as a warning once per stream; those who read it get the rest, the producer waiting for the slowest of them.
 */
public final class InMemoryStreamStore implements StreamStore {

    private final ReplayMemory memory;

    /**
     * An empty store.
     *
     * @param threads frees what has expired; to be closed after the store
     */
    public InMemoryStreamStore(StreamStoreLimits limits, Threads threads) {
        this(limits, threads, System::nanoTime);
    }

    /**
     * An empty store with a clock of its own.
     *
     * @param threads frees what has expired; to be closed after the store
     * @param nanoTime tells when a stream has expired, like {@link System#nanoTime}
     */
    public InMemoryStreamStore(StreamStoreLimits limits, Threads threads, LongSupplier nanoTime) {
        this.memory = new ReplayMemory(limits, threads, nanoTime);
    }

    @Override
    public StreamLog create(StreamHead head, StreamProducer producer) {
        return create(head, producer, List.of());
    }

    /**
     * As {@link #create(StreamHead, StreamProducer)}, for a stream that another instance has begun: nobody finds it before all of
     * that is here.
     *
     * @param written from the first event on, without an end; {@linkplain StreamChunk#gap gaps} are kept as they are
     */
    public StreamLog create(StreamHead head, StreamProducer producer, List<StreamChunk> written) {
        if (!StreamIds.isValid(head.id())) {
            throw new IllegalArgumentException("not an id of a stream: it must be 32 hexadecimal digits");
        }
        ReplayLog stream = new ReplayLog(head, producer, memory);
        stream.addWritten(written);
        if (!memory.add(stream)) {
            stream.discard();
            throw new IllegalArgumentException("there is a stream " + StreamIds.shorten(head.id()) + " already");
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

    /** As {@link #current}, with all that the stream began with: for a store that knows the streams of other instances, too. */
    public Optional<StreamHead> last(@Nullable String owner, String key) {
        return Optional.ofNullable(memory.last(owner, key))
                .filter(ReplayLog::isKept)
                .map(ReplayLog::head);
    }

    /**
     * Reads a stream for a copy of it somewhere else. It does not count as a reader: the stream's producer is not told of it, and
     * does not wait for it. Nor is it told of what comes: whoever appends to the stream knows. It gives many small chunks as a
     * few large ones, of about 64 KiB.
     *
     * <p>A stream that is no longer kept is not kept for a copy, either: a cursor that is more than 64 KiB behind it fails with
     * {@code stream_expired}.
     *
     * @param afterEvent the number of the last event not wanted; 0 or less: all are wanted
     * @return the only one of the stream, for an earlier one is closed; empty where the stream is unknown or not kept, or has no
     *     such event
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
     * From now on nobody finds a stream here, and another one may have its id; who reads it reads on. For a store that knows that
     * another instance has gone on with it.
     */
    public void leave(String streamId) {
        memory.leave(streamId);
    }

    @Override
    public void close() {
        memory.close();
    }

    /** How many bytes are kept. */
    long bytes() {
        return memory.bytes();
    }

    /** How many streams are known. */
    int size() {
        return memory.size();
    }

    /** How many keys are known. */
    int keys() {
        return memory.keys();
    }
}
