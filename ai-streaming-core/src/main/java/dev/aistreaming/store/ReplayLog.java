package dev.aistreaming.store;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One stream in memory: a chain of chunks, whose beginning is referenced as long as the stream is kept. */
final class ReplayLog implements StreamLog {

    /** The memory taken by a stream besides its chunks: this object, its id and its place among the others. */
    private static final int OVERHEAD = 512;

    private static final Logger log = LoggerFactory.getLogger(ReplayLog.class);

    private final StreamHead head;
    private final ReplayMemory memory;
    private final Readers readers;
    private volatile @Nullable Node beginning;
    private volatile @Nullable ReplayFollower follower;
    private volatile Node last;

    // written by the producer; read by others only after the end
    private long bytes;
    private long endedAt;

    ReplayLog(StreamHead head, StreamProducer producer, ReplayMemory memory) {
        this.head = head;
        this.memory = memory;
        this.readers = new Readers(this, producer);
        this.last = Node.beginning();
        this.beginning = last;
    }

    @Override
    public StreamCursor read(Runnable onAvailable) {
        return read(last, 0, onAvailable);
    }

    @Override
    public void append(byte[] events, int count) {
        add(events, count, false);
    }

    @Override
    public void end(byte[] events, int count) {
        add(events, count, true);
    }

    private void add(byte[] events, int count, boolean end) {
        Node previous = last;
        if (previous.isEnd()) {
            return;
        }
        Node node = previous.successor(events, count, end);
        if (isKept()) {
            keep(node);
        }
        if (end) {
            endedAt = memory.now();
        }
        last = node;
        previous.append(node);
        boundFollower();
        if (end) {
            readers.ended();
            memory.ended(this);
        }
        readers.signal();
    }

    /** Adds what another writer has written, before the stream becomes known. */
    void addWritten(List<StreamChunk> written) {
        for (StreamChunk chunk : written) {
            Node node = last.successor(chunk);
            if (isKept()) {
                keep(node);
            }
            last.append(node);
            last = node;
        }
    }

    /** Discards the stream before it becomes known. */
    void discard() {
        if (isKept()) {
            forget();
            memory.giveUp(bytes);
        }
    }

    private void keep(Node node) {
        int more = bytes == 0 ? OVERHEAD + node.memory() : node.memory();
        if (node.position() > memory.limits().maxStreamBytes()) {
            giveUp("it is larger than " + inWords(memory.limits().maxStreamBytes()));
        } else if (memory.reserve(more)) {
            bytes += more;
        } else {
            giveUp("the streams in progress take more than "
                    + inWords(memory.limits().maxTotalBytes()));
        }
    }

    private void giveUp(String reason) {
        forget();
        memory.giveUp(bytes);
        log.warn("AI stream {} can no longer be resumed: {}", StreamIds.shorten(head.id()), reason);
    }

    private static String inWords(long bytes) {
        if (bytes % (1 << 20) == 0) {
            return (bytes >> 20) + " MiB";
        }
        return bytes % (1 << 10) == 0 ? (bytes >> 10) + " KiB" : bytes + " bytes";
    }

    /** Stops keeping the stream. Current readers continue to read it. */
    void forget() {
        beginning = null;
        boundFollower();
    }

    private void boundFollower() {
        ReplayFollower follows = follower;
        if (follows != null && !isKept()) {
            follows.bound(position());
        }
    }

    boolean isKept() {
        return beginning != null;
    }

    /** Whether it may run ahead of its readers, which means that everything they have not read yet stays in memory. */
    boolean mayRunAhead() {
        return isKept() && !memory.isScarce();
    }

    /** Memory for running ahead is available again. */
    void relieved() {
        readers.advanced();
    }

    boolean hasEnded() {
        return last.isEnd();
    }

    /** The number of bytes in the stream so far. */
    long position() {
        return last.position();
    }

    String id() {
        return head.id();
    }

    StreamHead head() {
        return head;
    }

    /** The number of bytes of memory it takes, once it has ended. */
    long bytes() {
        return bytes;
    }

    /** When it ended. */
    long endedAt() {
        return endedAt;
    }

    /** What others may know about it, or {@code null} if it is not kept. */
    @Nullable
    StoredStream describe() {
        return isKept() ? upTo(last) : null;
    }

    private StoredStream upTo(Node node) {
        StreamChunk chunk = node.chunk();
        return new StoredStream(head.owner(), head.format(), chunk.lastEvent(), chunk.end());
    }

    /** For a new reader; {@code null} if the stream is not kept, or if there is no such event. */
    @Nullable
    StreamReading read(long afterEvent) {
        Node from = beginning;
        StoredStream known = upTo(last);
        return from == null || afterEvent > known.lastEvent() ? null : new Reading(this, known, from, afterEvent);
    }

    private record Reading(ReplayLog log, StoredStream stream, Node from, long afterEvent) implements StreamReading {
        @Override
        public StreamCursor open(Runnable onAvailable) {
            return log.read(from, afterEvent, onAvailable);
        }
    }

    /**
     * For a copy, whose reader the producer does not know about; {@code null} if the stream is not kept, or if there is no such
     * event.
     */
    synchronized @Nullable StreamCursor follow(long afterEvent) {
        Node from = beginning;
        if (from == null || afterEvent > last.chunk().lastEvent()) {
            return null;
        }
        ReplayFollower before = follower;
        if (before != null) {
            before.close();
        }
        ReplayFollower follows = new ReplayFollower(from, afterEvent);
        follower = follows;
        boundFollower(); // it may have been dropped in the meantime
        return follows;
    }

    private StreamCursor read(Node from, long afterEvent, Runnable onAvailable) {
        ReplayCursor cursor = new ReplayCursor(readers, from, afterEvent, onAvailable);
        readers.add(cursor);
        return cursor;
    }

    boolean stop() {
        if (hasEnded()) {
            return false;
        }
        readers.stop();
        return true;
    }

    @Override
    public String toString() {
        return "AI stream " + StreamIds.shorten(head.id());
    }
}
