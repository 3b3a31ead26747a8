package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Restart;
import dev.aistreaming.pipeline.Stage;
import dev.aistreaming.spring.StreamObserver;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Reports what happens to a call besides its end: failovers, and how long a cancellation takes. */
final class CallNews extends Stage {

    private final String provider;
    private final StreamObserver observer;
    private final AtomicBoolean cancelled = new AtomicBoolean();

    /** Counts the two parts of a cancellation, in either order: the listener is notified, and the connection is closed. */
    private final AtomicInteger left = new AtomicInteger(2);

    private volatile long cancelledAt;

    CallNews(ChatCall delegate, String provider, StreamObserver observer) {
        super(delegate);
        this.provider = provider;
        this.observer = observer;
    }

    @Override
    public void cancel() {
        if (cancelled.compareAndSet(false, true)) {
            cancelledAt = System.nanoTime();
            super.cancel();
            leave();
        } else {
            super.cancel();
        }
    }

    @Override
    protected boolean needsEvents() {
        return false;
    }

    @Override
    protected void restarted(Restart restart) {
        if (restart.delivered()) {
            observer.failedOver(restart.failed(), restart.next(), restart.cause());
        }
    }

    @Override
    protected void failed(AiException error) {
        if (error.code() == ErrorCode.CANCELLED && cancelled.get()) {
            leave();
        }
    }

    private void leave() {
        if (left.decrementAndGet() == 0) {
            observer.cancelled(provider, Duration.ofNanos(System.nanoTime() - cancelledAt));
        }
    }
}
