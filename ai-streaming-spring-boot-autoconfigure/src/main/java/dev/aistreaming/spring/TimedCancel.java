package dev.aistreaming.spring;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Restart;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.StreamListener;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Measures how long it takes that a call ends when it is cancelled. */
final class TimedCancel implements ChatCall {

    private final ChatCall delegate;
    private final Consumer<Duration> onLatency;
    private final AtomicBoolean cancelled = new AtomicBoolean();

    /** That the listener is told, and that the connection is closed: in whichever order. */
    private final AtomicInteger left = new AtomicInteger(2);

    private volatile long cancelledAt;

    TimedCancel(ChatCall delegate, Consumer<Duration> onLatency) {
        this.delegate = delegate;
        this.onLatency = onLatency;
    }

    @Override
    public void start(StreamListener listener) {
        delegate.start(new Watch(listener));
    }

    @Override
    public void pause() {
        delegate.pause();
    }

    @Override
    public void resume() {
        delegate.resume();
    }

    @Override
    public void cancel() {
        if (cancelled.compareAndSet(false, true)) {
            cancelledAt = System.nanoTime();
            delegate.cancel();
            leave();
        } else {
            delegate.cancel();
        }
    }

    private void leave() {
        if (left.decrementAndGet() == 0) {
            onLatency.accept(Duration.ofNanos(System.nanoTime() - cancelledAt));
        }
    }

    private final class Watch implements StreamListener {
        private final StreamListener listener;

        Watch(StreamListener listener) {
            this.listener = listener;
        }

        @Override
        public void onEvent(StreamEvent event) {
            listener.onEvent(event);
        }

        @Override
        public void onFlush() {
            listener.onFlush();
        }

        @Override
        public void onRestart(Restart restart) {
            listener.onRestart(restart);
        }

        @Override
        public void onComplete(ChatResponse response) {
            listener.onComplete(response);
        }

        @Override
        public void onError(AiException error) {
            if (error.code() == ErrorCode.CANCELLED && cancelled.get()) {
                leave();
            }
            listener.onError(error);
        }

        @Override
        public boolean isNonBlocking() {
            return listener.isNonBlocking();
        }
    }
}
