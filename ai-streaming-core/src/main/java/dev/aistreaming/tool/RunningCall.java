package dev.aistreaming.tool;

import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.ToolCall;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One tool call, which ends exactly once: with its own result, or with that of whoever abandons it, whichever comes first. */
final class RunningCall {

    /** How a call ended. */
    record Outcome(Part.ToolResult result, @Nullable Throwable fault) {}

    private final ToolCall call;
    private final Consumer<RunningCall> onEnd;
    private final AtomicReference<@Nullable Outcome> outcome = new AtomicReference<>();
    private volatile @Nullable FutureTask<?> task;
    private final AtomicReference<@Nullable Runnable> waitsFor = new AtomicReference<>();

    /** @param onEnd called once, unless whoever is to be called has abandoned the call */
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

    /** Returns the task for a worker to run. */
    Runnable toRun(Runnable work) {
        FutureTask<?> future = new FutureTask<>(work, null);
        task = future;
        return () -> {
            future.run();
            if (future.isCancelled()) {
                Thread.interrupted(); // the interrupt was meant for the tool, not for what the worker does next
            }
        };
    }

    /**
     * Registers something that may end the call, such as a timer.
     *
     * @param forget undoes it, when the call has ended or something else may end it
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

    /** The call has finished, unless it was abandoned. */
    void end(Part.ToolResult result, @Nullable Throwable fault) {
        if (settle(result, fault)) {
            tell();
        }
    }

    /**
     * Abandons the call, unless it has ended, and returns without waiting. Only the tool itself is interrupted: a thread that is
     * already reporting its result is not.
     *
     * @return whether this ended the call, in which case the caller may {@link #tell}
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

    /** Reports the end of the call. Must be called once. */
    void tell() {
        onEnd.accept(this);
    }
}
