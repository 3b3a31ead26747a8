package dev.aistreaming.guard;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Restart;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.thread.Threads;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A guarded call whose guards are asked again if the model pauses while text is held back. Text that is released then comes from
 * another thread than the rest, so callbacks are serialized. There is one timed task per call, and only while something is held
 * back.
 */
final class TimedGuardCall extends GuardCall {

    private final Duration maxHold;
    private final Threads threads;
    private final ReentrantLock turn = new ReentrantLock();

    // guarded by the turn
    private long lastEvent;
    private @Nullable Future<?> look;
    private boolean ended;
    private @Nullable AiException fault;

    TimedGuardCall(
            String provider,
            ChatCall delegate,
            @Nullable GuardedStream content,
            @Nullable GuardedStream reasoning,
            Duration maxHold,
            Threads threads) {
        super(provider, delegate, content, reasoning);
        this.maxHold = maxHold;
        this.threads = threads;
    }

    private void inTurn(Runnable callback) {
        turn.lock();
        try {
            callback.run();
        } finally {
            turn.unlock();
        }
    }

    /** A callback may have to wait for its turn. */
    @Override
    public boolean isNonBlocking() {
        return false;
    }

    @Override
    public void onEvent(StreamEvent event) {
        turn.lock();
        try {
            lastEvent = System.nanoTime();
            if (fault == null) {
                super.onEvent(event);
            }
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void onFlush() {
        turn.lock();
        try {
            super.onFlush();
            if (look == null && !ended && holds()) {
                look = threads.schedule(maxHold, this::due);
            }
        } finally {
            turn.unlock();
        }
    }

    /** Runs on the timer thread, which must not block. */
    private void due() {
        threads.execute(() -> inTurn(this::lookAgain));
    }

    private void lookAgain() {
        look = null;
        if (ended || !holds()) {
            return;
        }
        Duration left = maxHold.minusNanos(System.nanoTime() - lastEvent);
        if (!left.isNegative() && !left.isZero()) {
            look = threads.schedule(left, this::due);
            return;
        }
        try {
            pauseTexts();
            super.onFlush();
        } catch (Throwable e) {
            fault = AiException.of(ErrorCode.INTERNAL).cause(e).build();
            cancel();
        }
    }

    @Override
    public void onRestart(Restart restart) {
        inTurn(() -> super.onRestart(restart));
    }

    @Override
    public void onComplete(ChatResponse response) {
        inTurn(() -> {
            end();
            AiException thrown = fault;
            if (thrown == null) {
                super.onComplete(response);
            } else {
                super.onError(thrown.withPartial(response));
            }
        });
    }

    @Override
    public void onError(AiException error) {
        inTurn(() -> {
            end();
            AiException thrown = fault;
            super.onError(thrown == null ? error : thrown.withPartial(error.partial()));
        });
    }

    private void end() {
        ended = true;
        Future<?> planned = look;
        if (planned != null) {
            planned.cancel(false);
        }
    }
}
