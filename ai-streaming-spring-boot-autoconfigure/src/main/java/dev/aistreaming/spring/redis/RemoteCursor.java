package dev.aistreaming.spring.redis;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.OneLine;
import dev.aistreaming.store.StreamChunk;
import dev.aistreaming.store.StreamCursor;
import dev.aistreaming.store.StreamIds;
import io.lettuce.core.StreamMessage;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a stream in Redis page by page. The next page is fetched when there is one and the reader has taken the previous one. */
final class RemoteCursor implements StreamCursor {

    private static final Logger log = LoggerFactory.getLogger(RemoteCursor.class);

    private final String streamId;
    private final String format;
    private final Runnable onAvailable;
    private final StoredStreams stored;
    private final Owner owner;

    /** The opener of the cursor. */
    interface Owner {
        void closed(RemoteCursor cursor);

        /** Called when another instance continues the stream in this place. */
        void goesOn(String streamId, String producer, StreamPlace place);
    }

    // guarded by this
    private StreamPlace place;
    private @Nullable String successor;
    private final Queue<StreamChunk> page = new ArrayDeque<>();
    private long position;
    private long leftOut;
    private boolean more = true;
    private boolean fetching;
    private boolean waiting;
    private boolean complete;
    private boolean closed;
    private @Nullable AiException failure;

    RemoteCursor(
            String streamId, String format, long afterEvent, Runnable onAvailable, StoredStreams stored, Owner owner) {
        this.streamId = streamId;
        this.format = format;
        this.position = Math.max(afterEvent, 0);
        this.onAvailable = onAvailable;
        this.stored = stored;
        this.owner = owner;
        this.place = StreamPlace.first(streamId);
    }

    String streamId() {
        return streamId;
    }

    @Override
    public @Nullable StreamChunk next() {
        StreamChunk chunk = poll();
        if (chunk == null) {
            changeAndFlush(() -> {}); // fetches if there is more
            chunk = pollOrWait();
        }
        return chunk;
    }

    private synchronized @Nullable StreamChunk poll() {
        waiting = false;
        return page.poll();
    }

    private synchronized @Nullable StreamChunk pollOrWait() {
        StreamChunk chunk = page.poll();
        if (chunk == null && failure != null && !closed) {
            throw failure;
        }
        waiting = chunk == null && !complete && !closed;
        return chunk;
    }

    @Override
    public synchronized boolean ended() {
        return complete && page.isEmpty();
    }

    /** Called when there may be more events. The next flush asks for them. */
    void grown() {
        change(() -> more = true);
    }

    /** Updates the cursor with what a look-up of the stream has found. */
    void look(Stored found) {
        changeAndFlush(() -> {
            if (found.has(position + 1)) {
                more = true;
            } else if (!found.stream().ended()) {
                more |= !found.place().equals(place);
            } else if (!fetching) {
                complete = true;
            }
        });
    }

    /** Makes the cursor fail after the events that have been fetched. */
    void fail(ErrorCode code) {
        change(() -> {
            if (!complete && failure == null) {
                failure = AiException.of(code).build();
            }
        });
    }

    private void arrived(@Nullable List<StreamMessage<String, byte[]>> entries) {
        changeAndFlush(() -> {
            fetching = false;
            if (entries != null) { // otherwise there will be another check
                more |= entries.size() >= StoredStreams.PAGE;
                take(entries);
            }
        });
    }

    private void take(List<StreamMessage<String, byte[]>> entries) {
        for (StreamMessage<String, byte[]> entry : entries) {
            boolean sealed = Entries.isSeal(entry);
            String next = sealed ? Entries.next(entry) : null;
            if (next != null) {
                place = place.next();
                successor = next;
                leftOut += position == 0 ? 0 : StreamChunk.GAP;
                more = true;
                return;
            }
            StreamChunk chunk = sealed ? stored.ending().of(streamId, format, position + 1) : Entries.chunk(entry);
            if (chunk.lastEvent() - chunk.count() > position + leftOut) {
                throw new IllegalStateException("there is a gap after event " + position);
            }
            page.add(chunk.after(position));
            position = chunk.lastEvent();
            leftOut = 0;
            if (chunk.end()) {
                complete = true;
                return;
            }
        }
    }

    private void changeAndFlush(Runnable change) {
        if (change(change)) {
            stored.flush();
        }
    }

    /**
     * Changes the state, and then, without a lock, fetches a page and notifies the reader if necessary. Returns whether it fetches a
     * page, with the next flush.
     */
    private boolean change(Runnable change) {
        boolean fetch;
        boolean tell;
        long from;
        StreamPlace where;
        String next;
        synchronized (this) {
            try {
                change.run();
            } catch (RuntimeException e) { // not written by an instance of this library
                log.warn(
                        "AI stream {} in Redis cannot be read: {}",
                        StreamIds.shorten(streamId),
                        OneLine.of(e.toString()));
                failure = AiException.of(ErrorCode.STREAM_EXPIRED).cause(e).build();
            }
            boolean over = complete || failure != null;
            fetch = more && !fetching && page.isEmpty() && !over && !closed;
            if (fetch) {
                fetching = true;
                more = false;
            }
            from = position;
            where = place;
            next = successor;
            successor = null;
            tell = waiting && !closed && (over || !page.isEmpty());
            if (tell) {
                waiting = false;
            }
        }
        if (next != null) {
            owner.goesOn(streamId, next, where);
        }
        if (fetch) {
            Replies.then(stored.after(where, from), (entries, error) -> arrived(entries));
        }
        if (tell) {
            tell();
        }
        return fetch;
    }

    private void tell() {
        try {
            onAvailable.run();
        } catch (RuntimeException e) {
            log.error("A reader of AI stream {} failed", StreamIds.shorten(streamId), e);
        }
    }

    @Override
    public void close() {
        boolean first;
        synchronized (this) {
            first = !closed;
            closed = true;
            page.clear();
        }
        if (first) {
            owner.closed(this);
        }
    }
}
