package dev.aistreaming.provider;

import dev.aistreaming.http.Transport;
import dev.aistreaming.thread.CallGate;
import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Ends a call whose answer is complete if the server does not end the body. If the answer continues after a finish reason, the time
 * starts over.
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
     * @param gate the gate of the call: nothing is ended while data is being processed
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
     * Starts waiting unless it has started already.
     *
     * @param pieces how much of the answer has arrived; if it is more than before, the time starts over
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

    /** Not while data is being processed, nor while unread data may be waiting because reading was paused. */
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
