package dev.aistreaming.thread;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Lets the callbacks of one call through one at a time, and exactly one ending, last, from whatever thread.
 *
 * <p>Costs two uncontended atomic operations per network read. Closed until the first {@link #leave}.
 */
public final class CallGate {

    private final AtomicBoolean busy = new AtomicBoolean(true);
    private final AtomicReference<@Nullable Runnable> ending = new AtomicReference<>();

    /** Returns whether the caller may make callbacks now; it then has to {@link #leave}. */
    public boolean enter() {
        return !ending() && busy.compareAndSet(false, true);
    }

    /** The caller makes no more callbacks; an ending that came meanwhile runs now. */
    public void leave() {
        busy.set(false);
        runEnding();
    }

    /**
     * Ends the call: at once, or, while callbacks are made, right after them.
     *
     * @param atOnce done in any case before this returns, and before the ending
     * @param how tells the ending
     * @return whether this is the one ending
     */
    public boolean end(Runnable atOnce, Runnable how) {
        if (!ending.compareAndSet(null, how)) {
            return false;
        }
        try {
            atOnce.run();
        } finally {
            runEnding();
        }
        return true;
    }

    private void runEnding() {
        Runnable how = ending.get();
        // stays busy for ever: nothing comes after the ending
        if (how != null && busy.compareAndSet(false, true)) {
            how.run();
        }
    }

    /** Whether the call has ended, or does so as soon as the callback under way returns. */
    public boolean ending() {
        return ending.get() != null;
    }
}
