package dev.aistreaming.store;

import dev.aistreaming.thread.Threads;
import java.util.Optional;
import java.util.function.LongSupplier;

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
        if (!StreamIds.isValid(head.id())) {
            throw new IllegalArgumentException("not an id of a stream: it must be 32 hexadecimal digits");
        }
        ReplayLog stream = new ReplayLog(head, producer, memory);
        if (!memory.add(stream)) {
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
    public boolean stop(String streamId) {
        ReplayLog stream = memory.find(streamId);
        return stream != null && stream.stop();
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
}
