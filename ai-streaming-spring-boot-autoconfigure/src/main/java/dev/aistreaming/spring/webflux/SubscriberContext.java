package dev.aistreaming.spring.webflux;

import java.util.concurrent.Executor;
import reactor.util.context.ContextView;

/** Takes what belongs to a subscriber of Reactor, such as its trace, to a thread that works for it. */
public interface SubscriberContext {

    /** Takes nothing along. */
    SubscriberContext NONE = context -> Runnable::run;

    /** Runs tasks with it, at once, on the thread that gives them. */
    Executor of(ContextView context);
}
