package dev.aistreaming.spring.publish;

import dev.aistreaming.thread.Threads;
import java.util.concurrent.Callable;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** What code returns that runs when somebody subscribes, in the request of whoever does, on a thread that may wait. */
public final class RequestCall<T> implements Flow.Publisher<T> {

    private final Callable<? extends T> code;
    private final Threads threads;

    /**
     * Nothing happens yet.
     *
     * @param code may wait, and throw; for {@code null} nothing is published
     * @param threads where it does; not closed here
     */
    public RequestCall(Callable<? extends T> code, Threads threads) {
        this.code = code;
        this.threads = threads;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super T> subscriber) {
        subscribe(subscriber, new NobodysRequest(threads.captureContext()));
    }

    /** For a request. */
    public void subscribe(Flow.Subscriber<? super T> subscriber, Requester requester) {
        Signals<T> signals = new Signals<>(subscriber);
        subscriber.onSubscribe(new Subscribed<>(signals));
        try {
            threads.execute(() -> callFor(requester, signals));
        } catch (Throwable e) {
            signals.fail(e); // the application goes down
        }
    }

    private void callFor(Requester requester, Signals<T> signals) {
        try {
            requester.run(() -> call(signals));
        } catch (Throwable e) { // of what takes the request's context along
            signals.fail(e);
        }
    }

    private void call(Signals<T> signals) {
        if (signals.areOver()) {
            return;
        }
        try {
            @Nullable T result = code.call();
            if (result != null) {
                signals.add(result);
            }
            signals.complete();
        } catch (Throwable e) {
            signals.fail(e);
        }
    }

    private record Subscribed<T>(Signals<T> signals) implements Flow.Subscription {
        @Override
        public void request(long n) {
            signals.request(n);
        }

        @Override
        public void cancel() {
            signals.cancel();
        }
    }
}
