package dev.aistreaming.store;

import dev.aistreaming.thread.OneAtATime;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The readers of one stream, and the notifications that its producer receives about them. Notifications are made by one thread at a
 * time, and the last one always reflects the current state.
 */
final class Readers {

    /** In bytes, how far a reader may fall behind if the stream may not run ahead of its readers. */
    static final int MAX_LAG = 64 * 1024;

    private static final Logger log = LoggerFactory.getLogger(Readers.class);
    private static final ReplayCursor[] NOBODY = {};

    private final ReplayLog stream;
    private volatile @Nullable StreamProducer producer;
    private final OneAtATime look = new OneAtATime(this::tellChanges);
    private volatile ReplayCursor[] cursors = NOBODY;

    // written by the notifying thread
    private volatile boolean abandoned;
    private volatile boolean paused;

    Readers(ReplayLog stream, StreamProducer producer) {
        this.stream = stream;
        this.producer = producer;
    }

    void add(ReplayCursor cursor) {
        synchronized (this) {
            ReplayCursor[] more = new ReplayCursor[cursors.length + 1];
            System.arraycopy(cursors, 0, more, 0, cursors.length);
            more[cursors.length] = cursor;
            cursors = more;
        }
        look.run();
    }

    void remove(ReplayCursor cursor) {
        synchronized (this) {
            cursors = without(cursor);
        }
        look.run();
    }

    private ReplayCursor[] without(ReplayCursor cursor) {
        return Arrays.stream(cursors).filter(c -> c != cursor).toArray(ReplayCursor[]::new);
    }

    /** Something was appended. */
    void signal() {
        for (ReplayCursor cursor : cursors) {
            cursor.signal();
        }
        if (!stream.mayRunAhead() && (abandoned || isBehind(MAX_LAG))) {
            look.run();
        }
    }

    /** A reader has made progress, or memory is available again. */
    void advanced() {
        if (paused) {
            look.run();
        }
    }

    /** Releases the producer, because a stream is kept long after its end. */
    void ended() {
        producer = null;
    }

    void stop() {
        tellProducer(StreamProducer::stop);
    }

    private void tellProducer(Consumer<StreamProducer> what) {
        StreamProducer told = producer;
        if (told != null) {
            tell(() -> what.accept(told));
        }
    }

    private void tellChanges() {
        boolean changed;
        do {
            changed = tellChange();
        } while (changed);
    }

    /**
     * Nothing is reported before the first reader. Returns whether there was a change. If so there may be another one, which its
     * author did not recognize as a change.
     */
    private boolean tellChange() {
        if (stream.hasEnded()) {
            return false;
        }
        boolean nobody = cursors.length == 0;
        if (nobody != abandoned) {
            abandoned = nobody;
            tellProducer(nobody ? StreamProducer::abandoned : StreamProducer::attended);
            return true;
        }
        boolean waits =
                !stream.mayRunAhead() && (isBehind(paused ? MAX_LAG / 2 : MAX_LAG) || (nobody && stream.isKept()));
        if (waits != paused) {
            paused = waits;
            tellProducer(waits ? StreamProducer::pause : StreamProducer::resume);
            return true;
        }
        return false;
    }

    private boolean isBehind(int lag) {
        long position = stream.position();
        for (ReplayCursor cursor : cursors) {
            if (position - cursor.position() > lag) {
                return true;
            }
        }
        return false;
    }

    /** Isolates callbacks from each other's exceptions. */
    void tell(Runnable callback) {
        try {
            callback.run();
        } catch (Throwable e) {
            log.error("A callback of {} failed", stream, e);
        }
    }
}
