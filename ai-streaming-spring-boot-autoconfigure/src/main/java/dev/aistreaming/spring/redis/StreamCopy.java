package dev.aistreaming.spring.redis;

import dev.aistreaming.store.StreamChunk;
import dev.aistreaming.store.StreamCursor;
import dev.aistreaming.store.StreamLog;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A stream of this instance: kept here, and copied to Redis as long as that works. */
final class StreamCopy implements StreamLog {

    private final String id;
    private final @Nullable String owner;
    private final StreamLog here;
    private final Audience audience;
    private final Copies copies;
    private final Transfer transfer = new Transfer();
    private final AtomicBoolean lost = new AtomicBoolean();

    // of the producer
    private long lastEvent;
    private long bytes;
    private boolean ended;
    private boolean closedToOthers;

    StreamCopy(String id, @Nullable String owner, StreamLog here, Audience audience, Copies copies) {
        this.id = id;
        this.owner = owner;
        this.here = here;
        this.audience = audience;
        this.copies = copies;
    }

    @Override
    public StreamCursor read(Runnable onAvailable) {
        StreamCursor cursor = here.read(onAvailable);
        audience.beginHere();
        return cursor;
    }

    @Override
    public void append(byte[] events, int count) {
        if (!ended) {
            here.append(events, count);
            copy(events, count, false);
        }
    }

    @Override
    public void end(byte[] events, int count) {
        if (!ended) {
            ended = true;
            audience.end();
            here.end(events, count);
            copy(events, count, true);
            copies.ended(this);
        }
    }

    private void copy(byte[] events, int count, boolean end) {
        lastEvent += count;
        bytes += events.length;
        if (!isLost()) {
            copies.copy(this, new StreamChunk(lastEvent, count, events, end), bytes);
        }
    }

    String id() {
        return id;
    }

    @Nullable
    String owner() {
        return owner;
    }

    Audience audience() {
        return audience;
    }

    /** Of the thread that sends. */
    Transfer transfer() {
        return transfer;
    }

    /** From now on only those who read it already read it; returns whether that is new. Of the producer. */
    boolean closeToOthers() {
        boolean first = !closedToOthers;
        closedToOthers = true;
        return first;
    }

    /** Whether it is no longer copied. */
    boolean isLost() {
        return lost.get();
    }

    /** Ends copying; returns whether that is new. What has been copied is the beginning of the stream, without a gap. */
    boolean lose() {
        return lost.compareAndSet(false, true);
    }
}
