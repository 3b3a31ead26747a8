package dev.aistreaming.spring.stream;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides which thread may encode events of a stream: the callbacks of the call, from the first event of a network read to its flush, or
 * a thread that sends a custom event of the application. The latter never waits: if it is not its turn, it leaves the event to the thread
 * that has the turn, which looks for such events when it is done. The former waits, but only for work that never takes long, or on a
 * thread that may block.
 *
 * <p>Without custom events, a stream costs two uncontended atomic operations per network read, none per token, and no allocation. One
 * would be too few. To take the turn, a thread must announce itself before it checks whether another thread has the turn. To release the
 * turn, it must do so before it checks for events that have arrived meanwhile: with a plain write, the check could come first, and an
 * event left to this thread at that moment would stay in the queue for as long as the model is silent.
 */
final class EncodingTurns {

    private final BooleanSupplier hasOwn;
    private final Runnable writeOwn;

    /** The thread that holds it may encode, unless the end has begun: from then on, only the ending thread may. */
    private final Semaphore turn = new Semaphore(1);

    private final AtomicReference<@Nullable Runnable> ending = new AtomicReference<>();
    private final AtomicBoolean ends = new AtomicBoolean();

    // used by the callbacks of the call only
    private boolean reading;

    /**
     * Creates turns that no thread holds.
     *
     * @param hasOwn whether custom events of the application are waiting that can be written now; must be cheap
     * @param writeOwn writes these events; must not throw
     */
    EncodingTurns(BooleanSupplier hasOwn, Runnable writeOwn) {
        this.hasOwn = hasOwn;
        this.writeOwn = writeOwn;
    }

    /** Takes the turn for a callback of the call. Returns whether it may encode; if so, until it {@linkplain #leave leaves}. */
    boolean begin() {
        if (!reading) {
            turn.acquireUninterruptibly();
            reading = true;
        }
        if (hasEnded()) {
            leave();
            return false;
        }
        return true;
    }

    /** Whether the callbacks of the call hold the turn. */
    boolean isReading() {
        return reading;
    }

    /** Releases the turn after a callback of the call, whose events have been written. */
    void leave() {
        if (reading) {
            reading = false;
            turn.release();
        }
        settle();
    }

    /** Whether the end has begun, or begins as soon as the turn is free. */
    boolean hasEnded() {
        return ending.get() != null;
    }

    /**
     * Ends the stream. Returns whether this was the first call; others have no effect.
     *
     * @param last runs when no thread encodes any more, on this thread or on the one that holds the turn; must not throw
     */
    boolean end(Runnable last) {
        boolean first = ending.compareAndSet(null, last);
        leave();
        return first;
    }

    /** Whether no thread holds the turn at the moment. */
    boolean isFree() {
        return turn.availablePermits() > 0;
    }

    /** Does the work that other threads have left, unless a thread holds the turn, which then does it. */
    void settle() {
        while (hasWork() && turn.tryAcquire()) {
            Runnable last = ending.get();
            try {
                if (last == null) {
                    writeOwn.run();
                }
            } finally {
                turn.release();
            }
            if (last != null && ends.compareAndSet(false, true)) {
                last.run();
            }
        }
    }

    private boolean hasWork() {
        return hasEnded() ? !ends.get() : hasOwn.getAsBoolean();
    }
}
