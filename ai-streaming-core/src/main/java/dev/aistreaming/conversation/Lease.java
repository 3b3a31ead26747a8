package dev.aistreaming.conversation;

import dev.aistreaming.thread.Threads;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a turn exclusive within its conversation while its answer is in progress. */
final class Lease {

    private static final Logger log = LoggerFactory.getLogger(Lease.class);

    /** Renewals per lease period, so that one or two slow attempts do no harm. */
    private static final int RENEWALS = 3;

    private final ConversationStore store;
    private final ConversationTurn turn;
    private final Duration duration;
    private final Threads threads;

    // guarded by this
    private boolean ended;
    private @Nullable Future<?> timer;

    Lease(ConversationStore store, ConversationTurn turn, Duration duration, Threads threads) {
        this.store = store;
        this.turn = turn;
        this.duration = duration;
        this.threads = threads;
    }

    synchronized void keep() {
        if (!ended) {
            try {
                timer = threads.schedule(duration.dividedBy(RENEWALS), () -> threads.execute(this::renew));
            } catch (RejectedExecutionException e) {
                log.debug(
                        "The lease of a turn in {} is no longer renewed",
                        turn.key(),
                        e); // the application is shutting down
            }
        }
    }

    private void renew() {
        if (hasEnded()) {
            return;
        }
        try {
            if (!store.renew(turn, duration)) {
                log.debug("Another turn of {} has begun, or it has been deleted", turn.key());
                return;
            }
        } catch (RuntimeException e) {
            log.debug("The lease of a turn in {} could not be renewed", turn.key(), e);
        }
        keep();
    }

    private synchronized boolean hasEnded() {
        return ended;
    }

    /** May block on the store. A lease that cannot be released expires. */
    void end() {
        synchronized (this) {
            ended = true;
            if (timer != null) {
                timer.cancel(false);
            }
        }
        try {
            store.end(turn);
        } catch (RuntimeException e) {
            log.warn("The turn in {} could not be ended: the next one can begin in {}", turn.key(), duration, e);
        }
    }
}
