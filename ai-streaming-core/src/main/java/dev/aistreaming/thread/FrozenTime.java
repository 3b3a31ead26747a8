package dev.aistreaming.thread;

/**
 * Tells time in which the whole process stood still (a suspended virtual machine, a paused container, {@code SIGSTOP}) from time
 * in which others were slow: a task of a timer then runs much later than it was planned. What has come meanwhile still lies in
 * the sockets, so a limit that ran out in that time has to be granted once more. Not for several threads at a time.
 */
public final class FrozenTime {

    /** A timer is later than that only where nothing else ran either. */
    private static final long LATE = 1_000_000_000;

    private long plannedAt;
    private long plannedFor;

    /**
     * A task is to run.
     *
     * @param now in nanoseconds, as of {@link System#nanoTime}
     * @param in after how many nanoseconds
     */
    public void plan(long now, long in) {
        plannedAt = now;
        plannedFor = now + in;
    }

    /**
     * The task runs.
     *
     * @return for how long the process may have stood still, in nanoseconds: since the task was planned; 0 where it is in time
     */
    public long until(long now) {
        return now - plannedFor > LATE ? now - plannedAt : 0;
    }
}
