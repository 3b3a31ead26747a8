package dev.aistreaming.spring.stream;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who may encode events of a stream at a moment: the callbacks of the call, from the first event of a network read to its flush, or
 * whoever brings an event of the application's own. The latter never waits: where it is not its turn, the event is left to those who
 * have it, who look for such events when they are done. The former waits, but only for what never takes long, or where it may.
 *
 * <p>A stream without such events costs two uncontended atomic steps per network read, none per token, and no allocation. One would
 * be too few. To take the turn, a thread must tell the others before it looks whether one of them has it. To give it back, it must
 * do so before it looks for what came meanwhile: with a plain write there, the look may come first, and an event that was left to
 * this thread at that moment would lie there for as long as the model is silent.
 */
final class EncodingTurns {

    private final BooleanSupplier hasOwn;
    private final Runnable writeOwn;

    /** Who has it may encode, unless the end has begun: that is for its own thread alone. */
    private final Semaphore turn = new Semaphore(1);

    private final AtomicReference<@Nullable Runnable> ending = new AtomicReference<>();
    private final AtomicBoolean ends = new AtomicBoolean();

    // of the call's callbacks
    private boolean reading;

    /**
     * Nobody's turn.
     *
     * @param hasOwn whether events of the application's own wait that can be written now; costs next to nothing
     * @param writeOwn writes them; throws nothing
     */
    EncodingTurns(BooleanSupplier hasOwn, Runnable writeOwn) {
        this.hasOwn = hasOwn;
        this.writeOwn = writeOwn;
    }

    /** From a callback of the call: returns whether it may encode, which it then may until it {@linkplain #leave leaves}. */
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

    /** Whether the callbacks of the call have begun something. */
    boolean isReading() {
        return reading;
    }

    /** From a callback of the call: what it has brought is written. */
    void leave() {
        if (reading) {
            reading = false;
            turn.release();
        }
        settle();
    }

    /** Whether the end has begun, or is to begin as soon as it is its turn. */
    boolean hasEnded() {
        return ending.get() != null;
    }

    /**
     * The stream ends; once.
     *
     * @param last runs when nobody encodes any more, on this thread or on the one that is at it; throws nothing
     */
    boolean end(Runnable last) {
        boolean first = ending.compareAndSet(null, last);
        leave();
        return first;
    }

    /** Whether it is nobody's turn, at this moment. */
    boolean isFree() {
        return turn.availablePermits() > 0;
    }

    /** Does what has been left to others, unless somebody is at it, who then sees it. */
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
