package dev.aistreaming.tool;

import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.ToolCall;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call of a tool, which comes to one end: its result, or that of whoever gives it up, whichever is first.
 */
final class RunningCall {

    /** How a call has ended. */
    record Outcome(Part.ToolResult result, @Nullable Throwable fault) {}

    private final ToolCall call;
    private final Consumer<RunningCall> onEnd;
    private final AtomicReference<@Nullable Outcome> outcome = new AtomicReference<>();
    private volatile @Nullable FutureTask<?> task;
    private final AtomicReference<@Nullable Runnable> waitsFor = new AtomicReference<>();

    /** @param onEnd told once, unless those who are told have given it up themselves */
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

    /**
     * What may end it, such as a timer.
     *
     * @param forget takes that back, when it has ended or something else may end it
     */
    void waitsFor(Runnable forget) {
        Runnable before = waitsFor.getAndSet(forget);
        if (before != null) {
            before.run();
        }
        if (hasEnded()) {
            forget.run();
        }
    }

    /** It has come to its end, unless somebody has given it up. */
    void end(Part.ToolResult result, @Nullable Throwable fault) {
        if (settle(result, fault)) {
            tell();
        }
    }

    /**
     * Gives it up, unless it has ended, and waits for nothing. Only the tool is interrupted: a thread that already tells of its
     * result is not.
     *
     * @return whether the caller is the one who ended it, and may {@link #tell}
     */
    boolean abandon(Part.ToolResult result, @Nullable Throwable fault) {
        if (!settle(result, fault)) {
            return false;
        }
        FutureTask<?> running = task;
        if (running != null) {
            running.cancel(true);
        }
        return true;
    }

    private boolean settle(Part.ToolResult result, @Nullable Throwable fault) {
        if (!outcome.compareAndSet(null, new Outcome(result, fault))) {
            return false;
        }
        Runnable forget = waitsFor.get();
        if (forget != null) {
            forget.run();
        }
        return true;
    }

    /** Tells that it has ended; once. */
    void tell() {
        onEnd.accept(this);
    }
}
