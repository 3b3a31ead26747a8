package dev.aistreaming.store;

import dev.aistreaming.thread.Threads;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The streams of one store, and the memory that they share. The memory of a stream in progress is released by its producer, and
 * that of an ended stream by whoever removes it from the queue, so that it is never released twice.
 */
final class ReplayMemory {

    private static final Logger log = LoggerFactory.getLogger(ReplayMemory.class);
    private static final long MILLISECOND = 1_000_000;

    private final StreamStoreLimits limits;
    private final long retention;
    private final Threads threads;
    private final LongSupplier nanoTime;
    private final ConcurrentMap<String, ReplayLog> streams = new ConcurrentHashMap<>();
    private final LastOfKey<ReplayLog> last = new LastOfKey<>();
    private final Queue<ReplayLog> ended = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytes = new AtomicLong();

    /** The bytes used by streams in progress, which cannot make room for others. */
    private final AtomicLong growing = new AtomicLong();

    private final AtomicBoolean looks = new AtomicBoolean();
    private volatile @Nullable Future<?> nextLook;
    private volatile boolean closed;

    ReplayMemory(StreamStoreLimits limits, Threads threads, LongSupplier nanoTime) {
        this.limits = limits;
        this.retention = limits.retention().toNanos();
        this.threads = threads;
        this.nanoTime = nanoTime;
    }

    StreamStoreLimits limits() {
        return limits;
    }

    long now() {
        return nanoTime.getAsLong();
    }

    /** Adds a stream unless its id is taken. */
    boolean add(ReplayLog stream) {
        expire();
        boolean added = streams.putIfAbsent(stream.id(), stream) == null;
        if (added) {
            last.put(stream.head().owner(), stream.head().key(), stream);
            if (closed) {
                remove(stream);
            }
        }
        return added;
    }

    /** A stream that has not expired, whether kept or not. */
    @Nullable
    ReplayLog find(String streamId) {
        expire();
        return streams.get(streamId);
    }

    /** The last stream of a key that has not expired, whether kept or not. */
    @Nullable
    ReplayLog last(@Nullable String owner, String key) {
        expire();
        return last.get(owner, key);
    }

    /** Reserves memory, making room if possible. */
    boolean reserve(int size) {
        if (bytes.addAndGet(size) <= limits.maxTotalBytes() || makeRoom()) {
            growing.addAndGet(size);
            return true;
        }
        release(size);
        return false;
    }

    private boolean makeRoom() {
        while (bytes.get() > limits.maxTotalBytes()) {
            ReplayLog oldest = ended.poll();
            if (oldest == null) {
                return false;
            }
            log.debug("{} makes room for others", oldest);
            remove(oldest);
        }
        return true;
    }

    /** Whether streams should wait for their readers rather than run ahead of them. */
    boolean isScarce() {
        return growing.get() > limits.maxTotalBytes() / 2;
    }

    /** Releases the memory reserved by a stream in progress. */
    void giveUp(long size) {
        release(size);
        noLongerGrowing(size);
    }

    private void noLongerGrowing(long size) {
        long enough = limits.maxTotalBytes() / 2;
        long left = growing.addAndGet(-size);
        if (left <= enough && left + size > enough) {
            streams.values().forEach(ReplayLog::relieved);
        }
    }

    private void release(long size) {
        bytes.addAndGet(-size);
    }

    /** Starts the retention period. */
    void ended(ReplayLog stream) {
        if (stream.isKept()) {
            noLongerGrowing(stream.bytes());
            ended.add(stream);
            lookIn(retention);
        } else {
            drop(stream);
        }
    }

    /** The stream can no longer be found, but it occupies memory until its end and its retention period are over. */
    void leave(String streamId) {
        ReplayLog stream = streams.get(streamId);
        if (stream != null) {
            drop(stream);
        }
    }

    private void drop(ReplayLog stream) {
        streams.remove(stream.id(), stream);
        last.remove(stream.head().owner(), stream.head().key(), stream);
    }

    private void remove(ReplayLog stream) {
        drop(stream);
        stream.forget();
        release(stream.bytes());
    }

    private void expire() {
        long now = now();
        for (ReplayLog oldest = ended.peek(); oldest != null && left(oldest, now) <= 0; oldest = ended.peek()) {
            if (ended.remove(oldest)) {
                remove(oldest);
            }
        }
    }

    private long left(ReplayLog stream, long now) {
        return retention - (now - stream.endedAt());
    }

    /** A single task waits for all streams, and there is none if there are no streams. */
    private void lookIn(long nanos) {
        if (looks.compareAndSet(false, true)) {
            nextLook = threads.schedule(Duration.ofNanos(Math.max(nanos, MILLISECOND)), this::look);
            if (closed) {
                cancelLook();
            }
        }
    }

    private void look() {
        looks.set(false);
        expire();
        ReplayLog oldest = ended.peek();
        if (oldest != null) {
            lookIn(left(oldest, now()));
        }
    }

    void close() {
        closed = true;
        cancelLook();
        streams.values().forEach(ReplayLog::forget);
        streams.clear();
        last.clear();
        ended.clear();
        bytes.set(0);
        growing.set(0);
    }

    private void cancelLook() {
        Future<?> look = nextLook;
        if (look != null) {
            look.cancel(false);
        }
    }

    /** The number of bytes kept. */
    long bytes() {
        return bytes.get();
    }

    /** The number of known streams. */
    int size() {
        return streams.size();
    }

    /** The number of known keys. */
    int keys() {
        return last.size();
    }
}
