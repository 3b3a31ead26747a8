package dev.aistreaming.spring.publish;

import dev.aistreaming.thread.Threads;
import java.util.concurrent.Callable;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the result of code that runs upon subscription, in the context of the subscriber's request and on a thread that may block. If
 * the subscription is cancelled, the code is interrupted.
 */
public final class RequestCall<T> implements Flow.Publisher<T> {

    private final Callable<? extends T> code;
    private final Threads threads;

    /**
     * Creates a publisher that has not called anything yet.
     *
     * @param code may block and throw; if it returns {@code null}, nothing is published
     * @param threads run the code; not closed here
     */
    public RequestCall(Callable<? extends T> code, Threads threads) {
        this.code = code;
        this.threads = threads;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super T> subscriber) {
        subscribe(subscriber, new NobodysRequest(threads.captureContext()));
    }

    /** Subscribes for a request. */
    public void subscribe(Flow.Subscriber<? super T> subscriber, Requester requester) {
        Signals<T> signals = new Signals<>(subscriber);
        Caller caller = new Caller();
        subscriber.onSubscribe(new Subscribed<>(signals, caller));
        Caller.execute(threads, () -> callFor(requester, signals, caller), signals::fail);
    }

    private void callFor(Requester requester, Signals<T> signals, Caller caller) {
        try {
            requester.run(() -> call(signals, caller));
        } catch (Throwable e) { // from the code that propagates the request's context
            signals.fail(e);
        }
    }

    private void call(Signals<T> signals, Caller caller) {
        if (signals.areOver()) {
            return;
        }
        try {
            @Nullable T result = caller.call(code);
            if (result != null) {
                signals.add(result);
            }
            signals.complete();
        } catch (Throwable e) {
            signals.fail(e);
        }
    }

    private record Subscribed<T>(Signals<T> signals, Caller caller) implements Flow.Subscription {
        @Override
        public void request(long n) {
            signals.request(n);
        }

        @Override
        public void cancel() {
            signals.cancel();
            caller.interrupt();
        }
    }
}
