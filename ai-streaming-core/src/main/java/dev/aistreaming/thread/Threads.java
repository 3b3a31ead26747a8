package dev.aistreaming.thread;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads of all streams: one that waits for all of them, so that no stream needs one of its own, and those that may block. */
public final class Threads implements AutoCloseable {

    private final ScheduledThreadPoolExecutor clock;
    private final Executor workers;
    private final Executor callers;
    private final ThreadContext context;

    /**
     * A running threads.
     *
     * @param workers runs what may take long; not closed here
     */
    public Threads(Executor workers) {
        this(workers, ThreadContext.NONE);
    }

    /**
     * A running threads.
     *
     * @param workers runs what may take long; not closed here
     * @param context what is taken along to other threads by those who {@linkplain #captureContext capture} it
     */
    public Threads(Executor workers, ThreadContext context) {
        this(workers, workers, context);
    }

    /**
     * A running threads.
     *
     * @param workers runs what may take long; not closed here
     * @param callers runs what may wait for the workers; not closed here
     * @param context what is taken along to other threads by those who {@linkplain #captureContext capture} it
     */
    public Threads(Executor workers, Executor callers, ThreadContext context) {
        this.workers = workers;
        this.callers = callers;
        this.context = context;
        // not that of the request that happens to need the thread: a server that stops takes such a thread for a leak
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
     * Runs a task later, on the one thread that waits.
     *
     * @param task must not block and must not call anything of a user's: it hands that to {@link #execute}
     * @return cancelling it keeps the task from running
     */
    public Future<?> schedule(Duration delay, Runnable task) {
        return clock.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Runs a task now, on a thread that may block. */
    public void execute(Runnable task) {
        workers.execute(task);
    }

    /**
     * Runs a task now, on a thread that may wait for what {@link #execute} runs, such as for a whole answer: on one of those, it would keep
     * the answer from the thread that it needs.
     *
     * @throws RejectedExecutionException where too many do so already
     */
    public void executeCaller(Runnable task) {
        callers.execute(task);
    }

    /** What the current thread has, for a task that runs on another one. */
    public Executor captureContext() {
        return context.capture();
    }

    /** How many tasks wait. */
    public int pending() {
        return clock.getQueue().size();
    }

    /** Ends the thread that waits; what has not run yet never will. */
    @Override
    public void close() {
        clock.shutdownNow();
    }
}
