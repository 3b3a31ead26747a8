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
 * A call that is also sent to a second provider if the first one is slow. Nothing is delivered until one of them has content. From
 * then on only that call counts, and the other is cancelled before any of the answer is passed on. All callbacks therefore come
 * from one call, in its order, and need no lock. If both fail, the second failure is reported.
 */
final class HedgedCall extends Stage {

    private static final Logger log = LoggerFactory.getLogger(HedgedCall.class);

    /** Supplies other providers that can be called. */
    interface Spares {

        /**
         * Makes a call to the next provider that accepts the request, without recording it, or returns {@code null} if there is
         * none. Called on a thread that may block.
         */
        @Nullable
        Spare make();

        /**
         * Reports whose events and ending follow. Called once, immediately before the first of them.
         *
         * @param used the other call if it was made and has failed or is the winner; {@code null} if there was none or it was
         *     cancelled
         */
        void settled(String provider, @Nullable Spare used);
    }

    /** A call that has not been started, and the provider it belongs to. */
    record Spare(String provider, int place, ChatCall call) {}

    private enum Phase {
        ALONE,
        /** The second call is being made, which may take a while. */
        MAKING,
        BOTH,
        /** No other provider will be called. */
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
            log.debug("No second provider will be asked: the application is shutting down");
        }
        if (!isAlone()) {
            stopWaiting(); // whatever ended the wait may have missed it
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
        } catch (Throwable e) { // setting up the context runs the application's code
            log.error("No second provider is asked, because the context of the request cannot be restored", e);
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
        log.debug("'{}' has not begun to answer: asking '{}' as well", first.provider(), other.provider());
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

    /**
     * Called when this side has something to deliver. Returns whether it may. If so, the other side can no longer deliver anything.
     */
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

    /** Called when this side has failed before it had anything to deliver. Returns whether it is the one to report the failure. */
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

    /** Another provider's call may do anything here, and must not affect the winner. */
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
