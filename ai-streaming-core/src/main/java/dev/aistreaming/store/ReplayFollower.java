package dev.aistreaming.store;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Reads along the chain of one stream in order to copy it. The producer does not know about it and does not wait for it, so its
 * backlog has to be bounded: by the whole stream as long as that is kept anyway, and after that by the same amount as for readers.
 */
final class ReplayFollower implements StreamCursor {

    /** The number of bytes returned at a time if available, plus at most one more chunk. */
    private static final int AT_ONCE = 64 * 1024;

    private final long afterEvent;

    /** The last node read, or {@code null} as soon as it must not read any further. */
    private final AtomicReference<@Nullable Node> last;

    private volatile boolean closed;

    ReplayFollower(Node beginning, long afterEvent) {
        this.last = new AtomicReference<>(beginning);
        this.afterEvent = afterEvent;
    }

    @Override
    public @Nullable StreamChunk next() {
        Node from = last.get();
        while (from != null) {
            Node to = furthest(from);
            if (to == from) {
                return null;
            }
            if (!last.compareAndSet(from, to)) {
                break;
            }
            if (to.chunk().lastEvent() > afterEvent && !to.isGap()) {
                return join(from, to).after(afterEvent);
            }
            from = to;
        }
        if (closed) {
            return null;
        }
        throw AiException.of(ErrorCode.STREAM_EXPIRED).build();
    }

    private static Node furthest(Node from) {
        Node to = from;
        Node next = to.next();
        while (next != null && to.position() - from.position() < AT_ONCE && (to == from || areJoined(to, next))) {
            to = next;
            next = to.next();
        }
        return to;
    }

    private static boolean areJoined(Node node, Node next) {
        return !node.isGap() && !next.isGap();
    }

    private static StreamChunk join(Node from, Node to) {
        StreamChunk last = to.chunk();
        if (from.next() == to) {
            return last;
        }
        byte[] events = new byte[(int) (to.position() - from.position())];
        int length = 0;
        for (Node node = from.next(); node != null && length < events.length; node = node.next()) {
            byte[] more = node.chunk().events();
            System.arraycopy(more, 0, events, length, more.length);
            length += more.length;
        }
        int count = (int) (last.lastEvent() - from.chunk().lastEvent());
        return new StreamChunk(last.lastEvent(), count, events, last.end());
    }

    @Override
    public boolean ended() {
        Node read = last.get();
        return read != null && read.isEnd();
    }

    /** The stream, which has this many bytes, is no longer kept. From now on the backlog is limited like that of a reader. */
    void bound(long position) {
        Node read = last.get();
        while (read != null && position - read.position() > Readers.MAX_LAG && !last.compareAndSet(read, null)) {
            read = last.get();
        }
    }

    @Override
    public void close() {
        closed = true;
        last.set(null);
    }
}
