package dev.aistreaming.thread;

/**
 * Distinguishes time during which the whole process was frozen (a suspended virtual machine, a paused container, {@code SIGSTOP})
 * from time during which others were slow. After a freeze, a timer task runs much later than planned. Data that has arrived
 * meanwhile is still in the sockets, so a timeout that expired during that time has to be granted again. Not thread-safe.
 */
public final class FrozenTime {

    /** In nanoseconds. A timer is later than this only if nothing else was running either. */
    private static final long LATE = 1_000_000_000;

    private long plannedAt;
    private long plannedFor;

    /**
     * Records when a task is planned to run.
     *
     * @param now in nanoseconds, like {@link System#nanoTime}
     * @param in the delay in nanoseconds
     */
    public void plan(long now, long in) {
        plannedAt = now;
        plannedFor = now + in;
    }

    /**
     * Called when the task runs.
     *
     * @return how long the process may have been frozen, in nanoseconds since the task was planned; 0 if the task is on time
     */
    public long until(long now) {
        return now - plannedFor > LATE ? now - plannedAt : 0;
    }
}
