package dev.aistreaming.spring.redis;

import dev.aistreaming.store.InMemoryStreamStore;
import dev.aistreaming.store.StreamChunk;
import dev.aistreaming.store.StreamCursor;
import dev.aistreaming.store.StreamHead;
import dev.aistreaming.store.StreamLog;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A stream of this instance. It is kept and read in memory, and copied from there to Redis as long as that works. The progress of the
 * copy belongs to the sending thread.
 */
final class OutgoingStream implements StreamLog {

    /** The confirmed position of a stream whose head Redis does not have. */
    static final long NOTHING = -1;

    enum State {
        /** New chunks are sent to Redis. */
        COPYING,
        /** It is unknown which chunks have arrived. Nothing more is sent until Redis has answered. */
        ASKING,
        /** The stream is no longer copied. What Redis has, or had, is its beginning, without a gap. */
        LOST
    }

    /**
     * An entry on its way.
     *
     * @param lastEvent the number of the last event that Redis has after this entry
     */
    record Sent(OutgoingStream stream, long lastEvent, CompletableFuture<String> answer) {}

    private final StreamHead head;
    private final StreamPlace place;
    private final long start;
    private final InMemoryStreamStore memory;
    private final StreamLog here;
    private final Audience audience;
    private final Outbox outbox;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong lastEvent = new AtomicLong();
    private final AtomicBoolean waiting = new AtomicBoolean();
    private volatile boolean ended;
    private volatile byte @Nullable [] request; // until Redis has it

    // used by the sending thread only
    private State state = State.COPYING;
    private Optional<StreamCursor> cursor;
    private boolean headTaken;
    private boolean keyTaken;
    private long taken;
    private long confirmed = NOTHING;
    private boolean requestTaken;
    private boolean restartable;
    private boolean closedToOthers;
    private int attempts;
    private String reason = "";

    /**
     * Creates a stream that is copied from its beginning, or from where another writer has stopped.
     *
     * @param written the chunks of the other writer
     */
    OutgoingStream(
            StreamHead head,
            StreamPlace place,
            Written written,
            InMemoryStreamStore memory,
            StreamLog here,
            Audience audience,
            Outbox outbox) {
        this.head = head;
        this.place = place;
        this.start = written.lastEvent();
        this.taken = start;
        this.bytes.set(written.bytes());
        this.lastEvent.set(start);
        this.memory = memory;
        this.here = here;
        this.audience = audience;
        this.outbox = outbox;
        this.cursor = memory.follow(head.id(), start);
    }

    /** Sets the encrypted request with which another instance can restart the stream. Must be called before anything is sent. */
    void keepRequest(byte[] encrypted) {
        request = encrypted;
        restartable = true;
    }

    /** Called when Redis already has the request with which another instance can restart the stream. */
    void requestIsKept() {
        restartable = true;
    }

    /** Whether the request is, or may be, in Redis. */
    boolean isRestartable() {
        return restartable;
    }

    @Override
    public StreamCursor read(Runnable onAvailable) {
        return here.read(onAvailable);
    }

    @Override
    public void append(byte[] events, int count) {
        if (!ended) {
            here.append(events, count);
            grown(events, count);
        }
    }

    @Override
    public void end(byte[] events, int count) {
        if (!ended) {
            ended = true;
            audience.end();
            here.end(events, count);
            grown(events, count);
        }
    }

    private void grown(byte[] events, int count) {
        bytes.addAndGet(events.length);
        lastEvent.addAndGet(count);
        outbox.add(this);
    }

    String id() {
        return head.id();
    }

    StreamPlace place() {
        return place;
    }

    StreamHead head() {
        return head;
    }

    Audience audience() {
        return audience;
    }

    boolean hasEnded() {
        return ended;
    }

    /** Returns the number of bytes so far. */
    long bytes() {
        return bytes.get();
    }

    /** Marks the stream as waiting. Returns whether it was not waiting before. May be called from any thread. */
    boolean beginWaiting() {
        return !waiting.get() && waiting.compareAndSet(false, true);
    }

    /** Called when it is the stream's turn: what is appended from now on makes it wait again. */
    void endWaiting() {
        waiting.set(false);
    }

    State state() {
        return state;
    }

    /**
     * Returns the number of the last event that Redis has confirmed; the number before the first event if only the head is confirmed;
     * {@link #NOTHING} if not even that.
     */
    long confirmed() {
        return confirmed;
    }

    /** Whether anything was sent. */
    boolean isBegun() {
        return headTaken;
    }

    /** Sends what is next. Returns whether there was anything. */
    boolean send(StreamWriter writer, RedisConnection writes, List<Sent> batch) {
        int before = batch.size();
        if (!headTaken) {
            headTaken = true;
            batch.add(new Sent(this, start, writer.head(head, place, writes)));
        }
        byte[] asked = request;
        if (asked != null && !requestTaken && !ended) {
            requestTaken = true;
            Replies.then(writer.request(id(), asked, writes), (ok, failure) -> {
                if (failure == null) {
                    request = null;
                }
            });
        }
        if (!keyTaken) {
            keyTaken = true;
            writer.last(head, writes);
        }
        StreamChunk chunk = cursor.map(StreamCursor::next).orElse(null);
        if (chunk != null) {
            taken = chunk.lastEvent();
            batch.add(new Sent(this, taken, writer.chunk(head, place, chunk, writes)));
        }
        return batch.size() > before;
    }

    /** Whether there is more to send. */
    boolean hasMore() {
        return taken < lastEvent.get();
    }

    /** Called when Redis has all events up to this one. */
    void confirm(long lastEvent) {
        confirmed = lastEvent;
        attempts = 0;
    }

    /** Whether Redis has the complete stream. */
    boolean isCopied() {
        return confirmed == taken && cursor.filter(StreamCursor::ended).isPresent();
    }

    /** Closes the stream for new readers on other instances. Returns whether it was open to them before. */
    boolean closeToOthers() {
        boolean first = !closedToOthers;
        closedToOthers = true;
        return first;
    }

    /** Called when it is unknown what Redis has. Returns whether it was known before. */
    boolean doubt(String why) {
        boolean first = state == State.COPYING;
        if (first) {
            state = State.ASKING;
            reason = why;
        }
        return first;
    }

    /** Returns the reason for asking Redis. */
    String reason() {
        return reason;
    }

    /**
     * Continues after Redis has said what it has.
     *
     * @return whether the rest is available: the memory may have dropped it
     */
    boolean goOnAfter(long lastEvent) {
        boolean hasHead = lastEvent != NOTHING;
        long last = Math.max(lastEvent, start);
        attempts = headTaken == hasHead && taken == last ? 0 : attempts + 1;
        confirmed = hasHead ? last : NOTHING;
        headTaken = hasHead;
        keyTaken = false; // it may be on another node than the stream, and gone
        requestTaken = false;
        if (taken != last) {
            close();
            taken = last;
            cursor = memory.follow(head.id(), last);
        }
        state = State.COPYING;
        return cursor.isPresent();
    }

    /** Returns how many times in a row something was sent that Redis does not have. */
    int attempts() {
        return attempts;
    }

    /** Whether the stream has ended and the memory has dropped it. */
    boolean isForgottenHere() {
        return ended && memory.find(head.id()).isEmpty();
    }

    /** Ends copying. Returns whether it had not ended before. */
    boolean lose() {
        boolean first = state != State.LOST;
        state = State.LOST;
        close();
        return first;
    }

    /** Releases the resources of the copy. */
    void close() {
        cursor.ifPresent(StreamCursor::close);
        cursor = Optional.empty();
    }
}
