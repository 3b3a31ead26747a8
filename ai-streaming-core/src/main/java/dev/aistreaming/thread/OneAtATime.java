package dev.aistreaming.thread;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs a task whenever something has changed, on one thread at a time and without a lock. If another thread is already running the
 * task, the change is left to that thread, which then runs the task once more. So the last run sees the last change, and no run
 * sees a partial effect of the run before.
 */
public final class OneAtATime {

    private final AtomicInteger changes = new AtomicInteger();
    private final Runnable task;

    /**
     * Creates the runner; nothing runs yet.
     *
     * @param task must not throw
     */
    public OneAtATime(Runnable task) {
        this.task = task;
    }

    /** Reports a change. Returns when the task has run, or immediately if another thread is running it. */
    public void run() {
        if (claim()) {
            runClaimed();
        }
    }

    /**
     * Reports a change without running the task. Returns whether the caller has to ensure that {@link #runClaimed} is called, on
     * any thread; if not, another thread takes care of it.
     */
    public boolean claim() {
        return changes.getAndIncrement() == 0;
    }

    /** Runs the task until there have been no more changes. Only to be called after {@link #claim} has returned {@code true}. */
    public void runClaimed() {
        int seen = 1;
        do {
            task.run();
            seen = changes.addAndGet(-seen);
        } while (seen > 0);
    }
}
