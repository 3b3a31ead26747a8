package dev.aistreaming.thread;

import java.util.concurrent.Executor;

/** Propagates what is bound to a thread, such as the trace, user and locale of a request, to other threads that work for it. */
public interface ThreadContext {

    /** Propagates nothing. */
    ThreadContext NONE = () -> Runnable::run;

    /**
     * Captures the context of the current thread.
     *
     * @return runs tasks with that context, synchronously on the calling thread; may be used by several threads at the same time
     */
    Executor capture();
}
