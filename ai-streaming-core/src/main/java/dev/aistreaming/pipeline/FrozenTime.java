package dev.aistreaming.pipeline;

/**
 * Tells time in which the whole process stood still (a suspended virtual machine, a paused container, {@code SIGSTOP}) from time
 * in which others were slow: a task of a timer then runs much later than it was planned. What has come meanwhile still lies in
 * the sockets, so a limit that ran out in that time has to be granted once more. Not for several threads at a time.
 */
public final class FrozenTime {

    /** A timer is later than that only where nothing else ran either. */
    private static final long LATE = 1_000_000_000;

    private long planned;

    /**
     * A task is to run.
     *
     * @param at when, by the clock that {@link #until} is asked with, in nanoseconds
     */
    public void plan(long at) {
        planned = at;
    }

    /**
     * The task runs.
     *
     * @return how long the process stood still, in nanoseconds; 0 where the task is in time
     */
    public long until(long now) {
        long late = now - planned;
        return late > LATE ? late : 0;
    }
}
