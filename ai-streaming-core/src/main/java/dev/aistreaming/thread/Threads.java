package dev.aistreaming.thread;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads shared by all streams: one timer thread that waits for all of them, so that no stream needs a thread of its own, and
 * workers that may block.
 */
public final class Threads implements AutoCloseable {

    private final ScheduledThreadPoolExecutor clock;
    private final Executor workers;
    private final Executor callers;
    private final ThreadContext context;

    /**
     * Creates and starts the threads.
     *
     * @param workers run tasks that may take long; not closed here
     */
    public Threads(Executor workers) {
        this(workers, ThreadContext.NONE);
    }

    /**
     * Creates and starts the threads.
     *
     * @param workers run tasks that may take long; not closed here
     * @param context propagated to other threads for those who {@linkplain #captureContext capture} it
     */
    public Threads(Executor workers, ThreadContext context) {
        this(workers, workers, context);
    }

    /**
     * Creates and starts the threads.
     *
     * @param workers run tasks that may take long; not closed here
     * @param callers run tasks that may wait for the workers; not closed here
     * @param context propagated to other threads for those who {@linkplain #captureContext capture} it
     */
    public Threads(Executor workers, Executor callers, ThreadContext context) {
        this.workers = workers;
        this.callers = callers;
        this.context = context;
        // not the class loader of the request that happens to be first: a stopping server would report it as a leak
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        this.clock = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "ai-streaming-timer");
            thread.setDaemon(true);
            thread.setContextClassLoader(loader);
            return thread;
        });
        clock.setRemoveOnCancelPolicy(true);
        clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /**
     * Runs a task after a delay, on the timer thread.
     *
     * @param task must neither block nor call user code, but hand that to {@link #execute}
     * @return cancelling it prevents the task from running
     */
    public Future<?> schedule(Duration delay, Runnable task) {
        return clock.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Runs a task now, on a thread that may block. */
    public void execute(Runnable task) {
        workers.execute(task);
    }

    /**
     * Runs a task now, on a thread that may wait for tasks of {@link #execute}, such as for a whole answer. On one of their threads, it would
     * occupy the thread that the answer needs.
     *
     * @throws RejectedExecutionException if too many such tasks are running and waiting
     */
    public void executeCaller(Runnable task) {
        callers.execute(task);
    }

    /** Captures the context of the current thread, for a task that runs on another one. */
    public Executor captureContext() {
        return context.capture();
    }

    /** The number of tasks waiting for their time. */
    public int pending() {
        return clock.getQueue().size();
    }

    /** Stops the timer thread. Tasks that have not run yet never will. */
    @Override
    public void close() {
        clock.shutdownNow();
    }
}
