package dev.aistreaming.thread;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs one task again whenever something has changed, on one thread at a time and without a lock: whoever changes something
 * while another thread is at it leaves it to that thread, which then runs once more. So the task's last run sees the last
 * change, and no run sees half of the one before.
 */
public final class OneAtATime {

    private final AtomicInteger changes = new AtomicInteger();
    private final Runnable task;

    /**
     * Runs nothing yet.
     *
     * @param task throws nothing
     */
    public OneAtATime(Runnable task) {
        this.task = task;
    }

    /** Something has changed. Returns when the task has run, or at once where another thread is at it. */
    public void run() {
        if (claim()) {
            runClaimed();
        }
    }

    /**
     * Something has changed. Returns whether the caller has to see to it that {@link #runClaimed} is called, on whatever
     * thread; otherwise another thread is at it.
     */
    public boolean claim() {
        return changes.getAndIncrement() == 0;
    }

    /** Runs the task until nothing has changed meanwhile. Only after a {@link #claim} that returned true. */
    public void runClaimed() {
        int seen = 1;
        do {
            task.run();
            seen = changes.addAndGet(-seen);
        } while (seen > 0);
    }
}
