package dev.aistreaming.thread;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Serializes the callbacks of one call, and ensures that exactly one ending comes last, whatever thread it comes from.
 *
 * <p>Costs two uncontended atomic operations per network read. The gate is closed until the first {@link #leave}.
 */
public final class CallGate {

    private final AtomicBoolean busy = new AtomicBoolean(true);
    private final AtomicReference<@Nullable Runnable> ending = new AtomicReference<>();

    /** Returns whether the caller may make callbacks now; if so, it must call {@link #leave} afterwards. */
    public boolean enter() {
        return !ending() && busy.compareAndSet(false, true);
    }

    /** The caller is done with its callbacks. An ending that was requested in the meantime runs now. */
    public void leave() {
        busy.set(false);
        runEnding();
    }

    /**
     * Ends the call, immediately or, if callbacks are in progress, right after them.
     *
     * @param atOnce always runs before this returns, and before the ending
     * @param how reports the ending
     * @return whether this is the ending that counts
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
        // stays busy forever, because nothing comes after the ending
        if (how != null && busy.compareAndSet(false, true)) {
            how.run();
        }
    }

    /** Whether the call has ended, or will end as soon as the callback in progress returns. */
    public boolean ending() {
        return ending.get() != null;
    }
}
