package dev.aistreaming.spring.publish;

import dev.aistreaming.spring.StreamBytes;
import dev.aistreaming.spring.web.Responder;
import dev.aistreaming.thread.Threads;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A stream that opens when somebody subscribes to it, on a thread that may wait. An answer is asked for, and paid for, once: a second
 * subscription is refused.
 */
public final class AnswerPublisher implements Flow.Publisher<StreamBytes> {

    private final Consumer<? super Responder> opening;
    private final Threads threads;
    private final AtomicBoolean subscribed = new AtomicBoolean();

    /**
     * Nothing happens yet.
     *
     * @param opening answers by what it is given; may wait, and throw
     * @param threads where it does; not closed here
     */
    public AnswerPublisher(Consumer<? super Responder> opening, Threads threads) {
        this.opening = opening;
        this.threads = threads;
    }

    /** For nobody's request: in the context of this thread, as far as that is taken along. */
    @Override
    public void subscribe(Flow.Subscriber<? super StreamBytes> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        subscribe(subscriber, new NobodysRequest(threads.captureContext()));
    }

    /** For a request. */
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
