package dev.aistreaming.thread;

import java.util.concurrent.Executor;

/** Takes along what belongs to a thread, such as the trace, the user and the locale of a request, to others that work for it. */
public interface ThreadContext {

    /** Takes nothing along. */
    ThreadContext NONE = () -> Runnable::run;

    /**
     * What the current thread has.
     *
     * @return runs tasks with that, at once, on the thread that gives them; may be used on several threads at a time
     */
    Executor capture();
}
