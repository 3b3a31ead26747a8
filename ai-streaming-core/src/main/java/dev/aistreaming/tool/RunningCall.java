package dev.aistreaming.tool;

import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.ToolCall;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call of a tool, which comes to one end: its result, or that of whoever gives it up, whichever is first. Whoever gives it up interrupts its
 * thread, and waits for nothing.
 */
final class RunningCall {

    /** How a call has ended. */
    record Outcome(Part.ToolResult result, @Nullable Throwable fault) {}

    private final ToolCall call;
    private final Consumer<RunningCall> onEnd;
    private final AtomicReference<@Nullable Outcome> outcome = new AtomicReference<>();
    private volatile @Nullable FutureTask<?> task;
    private volatile @Nullable Future<?> timer;
    private volatile boolean abandoned;

    /** @param onEnd told once, on the thread that ends it */
    RunningCall(ToolCall call, Consumer<RunningCall> onEnd) {
        this.call = call;
        this.onEnd = onEnd;
    }

    ToolCall call() {
        return call;
    }

    @Nullable
    Outcome outcome() {
        return outcome.get();
    }

    boolean hasEnded() {
        return outcome.get() != null;
    }

    /** Returns what a worker has to run. */
    Runnable toRun(Runnable work) {
        FutureTask<?> future = new FutureTask<>(work, null);
        task = future;
        return () -> {
            future.run();
            if (future.isCancelled()) {
                Thread.interrupted(); // meant for the tool, and not for what the worker does next
            }
        };
    }

    /** Gives it up later, unless it has ended by then. */
    void timed(Future<?> giveUp) {
        timer = giveUp;
        if (hasEnded() || abandoned) {
            giveUp.cancel(false);
        }
    }

    /** Ends it, if nobody has. Returns whether the caller is the one. */
    boolean end(Part.ToolResult result, @Nullable Throwable fault) {
        if (!outcome.compareAndSet(null, new Outcome(result, fault))) {
            return false;
        }
        stopTimer();
        onEnd.accept(this);
        return true;
    }

    private void stopTimer() {
        Future<?> giveUp = timer;
        if (giveUp != null) {
            giveUp.cancel(false);
        }
    }

    /** Nobody waits for it any more. */
    void interrupt() {
        abandoned = true;
        stopTimer();
        FutureTask<?> running = task;
        if (running != null) {
            running.cancel(true);
        }
    }
}
