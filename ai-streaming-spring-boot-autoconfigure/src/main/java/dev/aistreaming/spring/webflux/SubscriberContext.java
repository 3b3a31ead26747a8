package dev.aistreaming.spring.webflux;

import java.util.concurrent.Executor;
import reactor.util.context.ContextView;

/** Propagates the context of a Reactor subscriber, such as its trace, to a thread that works for it. */
public interface SubscriberContext {

    /** Propagates nothing. */
    SubscriberContext NONE = context -> Runnable::run;

    /** Runs a task with the context, at once and on the calling thread. */
    Executor of(ContextView context);
}
