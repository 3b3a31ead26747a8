package dev.aistreaming.pipeline;

import dev.aistreaming.chat.ChatCall;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Which call of a chain is under way: pause, resume and cancel go to that one. Between two calls, where none is, whoever takes the
 * word is alone: either a cancel, which is the end, or what comes next.
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

    /** @param onCancelBetween tells that the chain was cancelled where no call could */
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

    /** The call has ended. Returns whether another may come, or whether it was cancelled, which is told by then. */
    boolean leave() {
        phase.set(Phase.BETWEEN);
        if (cancelled) {
            cancel(); // it may have come too early to see that no call is under way
        }
        return phase.get() == Phase.BETWEEN;
    }

    /** Between two calls: what comes next is to run later. */
    void waitFor(Future<?> timed) {
        waiting = timed;
        if (cancelled) {
            cancelWaiting(); // the cancel may not have seen it
        }
    }

    /** Between two calls: from here on, a cancel waits until there is a call, or until {@link #leave}. */
    boolean take() {
        return phase.compareAndSet(Phase.BETWEEN, Phase.CALLING);
    }

    /** Between two calls: no further one comes. Returns whether the caller is the one to tell the ending. */
    boolean end() {
        return phase.compareAndSet(Phase.BETWEEN, Phase.ENDED);
    }

    /** After {@link #take}: this call is to be started next. */
    void replaceBy(ChatCall next) {
        call = next;
        pacing.replaced();
        if (cancelled) {
            next.cancel();
        }
    }
}
