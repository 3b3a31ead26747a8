package dev.aistreaming.provider;

import dev.aistreaming.http.Transport;
import dev.aistreaming.thread.CallGate;
import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Ends a call whose body has said all there is to say, if the server does not end the body. An answer that goes on after a
 * finish reason has time.
 */
final class EndTimeout {

    private final Transport transport;
    private final Duration timeout;
    private final CallGate gate;
    private volatile @Nullable Future<?> waiting;
    private volatile boolean paused;
    private volatile long resumedAt = System.nanoTime();
    private int piecesThen;

    /**
     * @param timeout how long the body may stay open
     * @param gate the call's: nothing is ended while something is read
     */
    EndTimeout(Transport transport, Duration timeout, CallGate gate) {
        this.transport = transport;
        this.timeout = timeout;
        this.gate = gate;
    }

    void pause() {
        paused = true;
    }

    void resume() {
        resumedAt = System.nanoTime();
        paused = false;
    }

    /**
     * Waits from now on, unless it waits already.
     *
     * @param pieces how much of the answer has come; where it is more than before, the waiting begins again
     * @param how ends the call
     */
    void endSoon(int pieces, Runnable how) {
        Future<?> before = waiting;
        if (before == null || pieces != piecesThen) {
            if (before != null) {
                before.cancel(false);
            }
            piecesThen = pieces;
            waiting = transport.schedule(timeout, () -> endNow(how));
        }
    }

    /** Not while something is read, or is there to be read but has not been asked for all the time. */
    private void endNow(Runnable how) {
        boolean waited = !paused && System.nanoTime() - resumedAt >= timeout.toNanos();
        if (waited && gate.enter()) {
            try {
                how.run();
            } finally {
                gate.leave();
            }
        } else if (!gate.ending()) {
            waiting = transport.schedule(timeout, () -> endNow(how));
        }
    }

    /** The call has ended. */
    void forget() {
        Future<?> last = waiting;
        if (last != null) {
            last.cancel(false);
        }
    }
}
