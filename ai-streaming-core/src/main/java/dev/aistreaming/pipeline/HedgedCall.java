package dev.aistreaming.pipeline;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.thread.Threads;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call for which a second provider is asked where the first is slow. Until one of the two has content, nothing of either is delivered; from
 * then on the call is that one's, and the other is cancelled before a word of the answer is passed on. So all callbacks come from one
 * call, in its order, and need no lock. Of two that fail, the last tells.
 */
final class HedgedCall extends Stage {

    private static final Logger log = LoggerFactory.getLogger(HedgedCall.class);

    /** Who else can be asked. */
    interface Spares {

        /** Makes a call of the next one that would take it, and changes nothing; {@code null}: none would. On a thread that may block. */
        @Nullable
        Spare make();

        /**
         * Whose events and ending come next. Told once, right before they do.
         *
         * @param used was asked, and has failed or answers; {@code null}: none was, or it was cancelled
         */
        void settled(String provider, @Nullable Spare used);
    }

    /** A call that is not started yet, and whose it is. */
    record Spare(String provider, int place, ChatCall call) {}

    private enum Phase {
        ALONE,
        /** The second call is being made, which may take a while. */
        MAKING,
        BOTH,
        /** No other is asked any more. */
        OVER
    }

    private final Hedging hedging;
    private final Spares spares;
    private final Threads threads;
    private final HedgeSide first;
    private final Pacing pacing = new Pacing(this::asked);
    private Executor context = Runnable::run;
    private long startedAt;
    private volatile ChatCall asked;
    private volatile @Nullable Future<?> timer;

    // guarded by this
    private Phase phase = Phase.ALONE;
    private @Nullable HedgeSide second;
    private @Nullable Spare spare;
    private @Nullable HedgeSide winner;

    HedgedCall(String provider, ChatCall call, Spares spares, Hedging hedging, Threads threads) {
        super(call);
        this.first = new HedgeSide(provider, call, this);
        this.asked = call;
        this.spares = spares;
        this.hedging = hedging;
        this.threads = threads;
    }

    private ChatCall asked() {
        return asked;
    }

    @Override
    protected void begin() {
        context = threads.captureContext();
        Duration after = hedging.after(first.provider());
        startedAt = System.nanoTime();
        first.call().start(first);
        if (after != null && isAlone()) {
            waitFor(after);
        }
    }

    private synchronized boolean isAlone() {
        return phase == Phase.ALONE;
    }

    private void waitFor(Duration after) {
        try {
            timer = threads.schedule(after, this::due);
        } catch (RejectedExecutionException e) {
            log.debug("Nobody else will be asked: the application goes down");
        }
        if (!isAlone()) {
            stopWaiting(); // what ended the wait may not have seen it
        }
    }

    private void stopWaiting() {
        Future<?> planned = timer;
        if (planned != null) {
            planned.cancel(false);
        }
    }

    private void due() {
        synchronized (this) {
            if (phase != Phase.ALONE) {
                return;
            }
            phase = Phase.MAKING;
        }
        try {
            threads.execute(this::hedgeInContext);
        } catch (RejectedExecutionException e) {
            stayAlone();
        }
    }

    private void hedgeInContext() {
        try {
            context.execute(this::hedge);
        } catch (Throwable e) { // the application's own code sets up the context
            log.error("Nobody else is asked, since the context of the request cannot be entered", e);
            stayAlone();
        }
    }

    private void hedge() {
        Spare made = spares.make();
        if (made == null) {
            stayAlone();
            return;
        }
        HedgeSide other = new HedgeSide(made.provider(), made.call(), this);
        synchronized (this) {
            if (phase != Phase.MAKING) {
                return;
            }
            phase = Phase.BOTH;
            spare = made;
            second = other;
            asked = new PairedCalls(first.call(), other.call());
        }
        log.debug("'{}' has not begun to answer: asking '{}', too", first.provider(), other.provider());
        pacing.replaced();
        try {
            other.call().start(other);
        } catch (Throwable e) {
            other.onError(AiException.of(ErrorCode.INTERNAL)
                    .provider(other.provider())
                    .cause(e)
                    .build());
        }
    }

    private void stayAlone() {
        AiException failure;
        synchronized (this) {
            if (phase != Phase.MAKING) {
                return;
            }
            phase = Phase.OVER;
            failure = first.failure;
            winner = failure == null ? null : first;
        }
        if (failure != null) {
            first.tell(failure);
        }
    }

    /** This side has something to deliver. Returns whether it may; then the other delivers nothing any more. */
    boolean wins(HedgeSide side) {
        HedgeSide other;
        boolean cancelled;
        synchronized (this) {
            if (winner != null) {
                return false;
            }
            winner = side;
            phase = Phase.OVER;
            asked = side.call();
            other = other(side);
            cancelled = other != null && other.failure == null;
        }
        stopWaiting();
        if (side == first || cancelled) {
            hedging.took(first.provider(), System.nanoTime() - startedAt);
        }
        if (other != null && cancelled) {
            cancel(other);
        }
        settle(side, side.provider(), cancelled);
        return true;
    }

    /** This side has failed before it had anything to deliver. Returns whether it is the one to tell. */
    boolean fails(HedgeSide side, AiException error) {
        if (!isLast(side, error)) {
            log.debug("'{}' is not waited for any more: {}", side.provider(), error.getMessage());
            return false;
        }
        stopWaiting();
        settle(side, null, error.code() == ErrorCode.CANCELLED);
        return true;
    }

    private synchronized boolean isLast(HedgeSide side, AiException error) {
        if (winner != null || side.failure != null) {
            return false;
        }
        side.failure = error;
        HedgeSide other = other(side);
        boolean last = phase != Phase.MAKING && (other == null || other.failure != null);
        if (last) {
            winner = side;
            phase = Phase.OVER;
        }
        return last;
    }

    /** Guarded by this. */
    private @Nullable HedgeSide other(HedgeSide side) {
        return side == first ? second : first;
    }

    private void settle(HedgeSide side, @Nullable String winner, boolean cancelled) {
        HedgeSide other;
        Spare used;
        synchronized (this) {
            other = second;
            used = other != null && (other == side || other.failure != null) ? spare : null;
        }
        spares.settled(side.provider(), used);
        if (other != null) {
            hedging.settled(new HedgeObserver.Hedge(first.provider(), other.provider(), winner, cancelled));
        }
    }

    /** Somebody else's call may do anything, and the one that goes on is not to hear of it. */
    private static void cancel(HedgeSide loser) {
        try {
            loser.call().cancel();
        } catch (Throwable e) {
            log.error(
                    "The call of '{}', which is not waited for any more, could not be cancelled", loser.provider(), e);
        }
    }

    @Override
    public void cancel() {
        boolean nobodyTells;
        synchronized (this) {
            nobodyTells = phase == Phase.MAKING && first.failure != null;
            if (phase != Phase.BOTH) {
                phase = Phase.OVER;
            }
            if (nobodyTells) {
                winner = first;
            }
        }
        stopWaiting();
        if (nobodyTells) {
            first.tell(AiException.of(ErrorCode.CANCELLED)
                    .provider(first.provider())
                    .build());
        } else {
            asked.cancel();
        }
    }

    @Override
    public void pause() {
        pacing.pause();
    }

    @Override
    public void resume() {
        pacing.resume(Runnable::run);
    }
}
