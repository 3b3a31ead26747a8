package dev.aistreaming.pipeline;

import dev.aistreaming.chat.ChatCall;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The call of a chain that is in progress, to which pause, resume and cancel are forwarded. Between two calls there is none, and
 * whoever claims the turn first excludes the other: either a cancellation, which ends the chain, or the next call.
 */
final class CurrentCall {

    private enum Phase {
        CALLING,
        BETWEEN,
        ENDED
    }

    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.CALLING);
    private final Pacing pacing = new Pacing(this::call);
    private final Runnable onCancelBetween;
    private volatile ChatCall call;
    private volatile boolean cancelled;
    private volatile @Nullable Future<?> waiting;

    /** @param onCancelBetween runs when the chain is cancelled while no call is in progress */
    CurrentCall(ChatCall first, Runnable onCancelBetween) {
        this.call = first;
        this.onCancelBetween = onCancelBetween;
    }

    private ChatCall call() {
        return call;
    }

    void pause() {
        pacing.pause();
    }

    void resume() {
        pacing.resume(Runnable::run);
    }

    void cancel() {
        cancelled = true;
        if (end()) {
            cancelWaiting();
            onCancelBetween.run();
        } else {
            call.cancel();
        }
    }

    private void cancelWaiting() {
        Future<?> timed = waiting;
        if (timed != null) {
            timed.cancel(false);
        }
    }

    boolean isCancelled() {
        return cancelled;
    }

    /**
     * The call has ended. Returns whether another may follow; if not, the chain was cancelled, and that has been reported already.
     */
    boolean leave() {
        phase.set(Phase.BETWEEN);
        if (cancelled) {
            cancel(); // it may have come before the call was known to be over
        }
        return phase.get() == Phase.BETWEEN;
    }

    /** Between two calls: registers the task that will make the next one. */
    void waitFor(Future<?> timed) {
        waiting = timed;
        if (cancelled) {
            cancelWaiting(); // the cancellation may have missed it
        }
    }

    /** Between two calls: claims the turn. From here on, a cancellation waits until there is a call, or until {@link #leave}. */
    boolean take() {
        return phase.compareAndSet(Phase.BETWEEN, Phase.CALLING);
    }

    /** Between two calls: no other call follows. Returns whether it is up to the caller to report the ending. */
    boolean end() {
        return phase.compareAndSet(Phase.BETWEEN, Phase.ENDED);
    }

    /** After {@link #take}: sets the call to be started next. */
    void replaceBy(ChatCall next) {
        call = next;
        pacing.replaced();
        if (cancelled) {
            next.cancel();
        }
    }
}
