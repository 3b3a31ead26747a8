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
 * A stream of this instance: kept and read in its memory, from where it is copied to Redis as long as that works. How far the
 * copy is belongs to the one thread that sends.
 */
final class OutgoingStream implements StreamLog {

    /** What Redis has confirmed of a stream whose head it has not. */
    static final long NOTHING = -1;

    enum State {
        /** What comes goes to Redis. */
        COPYING,
        /** Nobody knows what of it has arrived: nothing more is sent until Redis has said. */
        ASKING,
        /** It is no longer copied. What Redis has, or had, of it is its beginning, without a gap. */
        LOST
    }

    /**
     * What is on its way.
     *
     * @param lastEvent the number of the last event that Redis has once it has this
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

    // of the thread that sends
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
     * Follows the stream from its beginning, or from where another writer has stopped.
     *
     * @param written what that one has written
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

    /** Before anything is sent: what another instance needs to ask again. */
    void keepRequest(byte[] encrypted) {
        request = encrypted;
        restartable = true;
    }

    /** What another instance needs to ask again is in Redis. */
    void requestIsKept() {
        restartable = true;
    }

    /** Whether what is asked is, or may be, in Redis. */
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

    /** How many bytes it has so far. */
    long bytes() {
        return bytes.get();
    }

    /** Returns whether it did not wait already. On any thread. */
    boolean beginWaiting() {
        return !waiting.get() && waiting.compareAndSet(false, true);
    }

    /** It is its turn: what is appended from now on makes it wait again. */
    void endWaiting() {
        waiting.set(false);
    }

    State state() {
        return state;
    }

    /** The number of the last event of which Redis has said that it has it, or of the one before its head; or {@link #NOTHING}. */
    long confirmed() {
        return confirmed;
    }

    /** Whether something was sent. */
    boolean isBegun() {
        return headTaken;
    }

    /** Sends what is to be sent next; returns whether that is anything. */
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

    /** Whether there is something to be sent. */
    boolean hasMore() {
        return taken < lastEvent.get();
    }

    /** Redis has all up to an event. */
    void confirm(long lastEvent) {
        confirmed = lastEvent;
        attempts = 0;
    }

    /** Whether Redis has all of it, and nothing more comes. */
    boolean isCopied() {
        return confirmed == taken && cursor.filter(StreamCursor::ended).isPresent();
    }

    /** From now on only those who read it already read it; returns whether that is new. */
    boolean closeToOthers() {
        boolean first = !closedToOthers;
        closedToOthers = true;
        return first;
    }

    /** It is not known what Redis has of it; returns whether it was. */
    boolean doubt(String why) {
        boolean first = state == State.COPYING;
        if (first) {
            state = State.ASKING;
            reason = why;
        }
        return first;
    }

    /** Why Redis is asked. */
    String reason() {
        return reason;
    }

    /**
     * Redis has said what it has, and gets the rest from now on.
     *
     * @return whether the rest can be had: what the memory has dropped cannot
     */
    boolean goOnAfter(long lastEvent) {
        boolean hasHead = lastEvent != NOTHING;
        long last = Math.max(lastEvent, start);
        attempts = headTaken == hasHead && taken == last ? 0 : attempts + 1;
        confirmed = hasHead ? last : NOTHING;
        headTaken = hasHead;
        keyTaken = false; // it may be elsewhere than the stream, and gone
        requestTaken = false;
        if (taken != last) {
            close();
            taken = last;
            cursor = memory.follow(head.id(), last);
        }
        state = State.COPYING;
        return cursor.isPresent();
    }

    /** How often in a row something was sent that Redis does not have. */
    int attempts() {
        return attempts;
    }

    /** Whether it has ended and the memory has dropped it. */
    boolean isForgottenHere() {
        return ended && memory.find(head.id()).isEmpty();
    }

    /** Ends copying; returns whether that is new. */
    boolean lose() {
        boolean first = state != State.LOST;
        state = State.LOST;
        close();
        return first;
    }

    /** Holds nothing of the stream any more. */
    void close() {
        cursor.ifPresent(StreamCursor::close);
        cursor = Optional.empty();
    }
}
