package dev.aistreaming.spring.publish;

import dev.aistreaming.spring.StreamBytes;
import dev.aistreaming.spring.web.Responder;
import dev.aistreaming.thread.Threads;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A stream that opens upon subscription, on a thread that may block. The answer is asked for, and paid for, once, so a second
 * subscription is refused.
 */
public final class AnswerPublisher implements Flow.Publisher<StreamBytes> {

    private final Consumer<? super Responder> opening;
    private final Threads threads;
    private final AtomicBoolean subscribed = new AtomicBoolean();

    /**
     * Creates a publisher that has not asked anything yet.
     *
     * @param opening responds through its argument; may block and throw
     * @param threads run the opening; not closed here
     */
    public AnswerPublisher(Consumer<? super Responder> opening, Threads threads) {
        this.opening = opening;
        this.threads = threads;
    }

    /** Subscribes without a request: in the context of the calling thread, as far as it is propagated. */
    @Override
    public void subscribe(Flow.Subscriber<? super StreamBytes> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        subscribe(subscriber, new NobodysRequest(threads.captureContext()));
    }

    /** Subscribes for a request. */
    public void subscribe(Flow.Subscriber<? super StreamBytes> subscriber, Requester requester) {
        AnswerSubscription subscription = new AnswerSubscription(subscriber, requester, threads);
        subscriber.onSubscribe(subscription);
        if (subscribed.compareAndSet(false, true)) {
            subscription.open(opening);
        } else {
            subscription.refuse(
                    new IllegalStateException(
                            "this answer has been asked for already: publish() again for another one, which is paid for again"));
        }
    }
}
