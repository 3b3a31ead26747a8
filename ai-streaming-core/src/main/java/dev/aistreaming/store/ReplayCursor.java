package dev.aistreaming.store;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Reads along the chain of one stream. */
final class ReplayCursor implements StreamCursor {

    private final Readers readers;
    private final long afterEvent;
    private final Runnable onAvailable;
    private final AtomicBoolean waiting = new AtomicBoolean();
    private volatile Node last;
    private volatile boolean closed;

    ReplayCursor(Readers readers, Node beginning, long afterEvent, Runnable onAvailable) {
        this.readers = readers;
        this.last = beginning;
        this.afterEvent = afterEvent;
        this.onAvailable = onAvailable;
    }

    @Override
    public @Nullable StreamChunk next() {
        while (!closed) {
            Node node = successor();
            if (node == null) {
                return null;
            }
            last = node;
            readers.advanced();
            if (node.chunk().lastEvent() > afterEvent && !node.isGap()) {
                return node.chunk().after(afterEvent);
            }
        }
        return null;
    }

    private @Nullable Node successor() {
        Node current = last;
        Node node = current.next();
        if (node == null && !current.isEnd()) {
            waiting.set(true);
            node = current.next(); // it may have arrived before this cursor was known to be waiting
            if (node != null) {
                waiting.set(false);
            }
        }
        return node;
    }

    @Override
    public boolean ended() {
        return last.isEnd();
    }

    /** Something was appended. */
    void signal() {
        if (waiting.get() && waiting.compareAndSet(true, false)) {
            readers.tell(onAvailable);
        }
    }

    /** The number of bytes read so far. */
    long position() {
        return last.position();
    }

    @Override
    public void close() {
        closed = true;
        readers.remove(this);
    }
}
