package dev.aistreaming.spring.redis;

import dev.aistreaming.store.StoredStream;
import dev.aistreaming.store.StreamChunk;
import dev.aistreaming.store.StreamCursor;
import dev.aistreaming.store.StreamHead;
import dev.aistreaming.store.StreamLog;
import dev.aistreaming.store.StreamReading;
import java.util.concurrent.atomic.AtomicBoolean;

/** A stream of this instance: kept here, and copied to Redis as long as that works. */
final class StreamCopy implements StreamLog {

    private final StreamHead head;
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

    StreamCopy(StreamHead head, StreamLog here, Audience audience, Copies copies) {
        this.head = head;
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

    /** The same, but the reader counts as one of this instance. */
    StreamReading readHere(StreamReading reading) {
        return new StreamReading() {
            @Override
            public StoredStream stream() {
                return reading.stream();
            }

            @Override
            public StreamCursor open(Runnable onAvailable) {
                StreamCursor cursor = reading.open(onAvailable);
                audience.beginHere();
                return cursor;
            }
        };
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
        return head.id();
    }

    StreamHead head() {
        return head;
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
