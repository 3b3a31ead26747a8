package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.pipeline.Stage;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Measures how long it takes that a call ends when it is cancelled. */
final class CancelLatency extends Stage {

    private final Consumer<Duration> onLatency;
    private final AtomicBoolean cancelled = new AtomicBoolean();

    /** That the listener is told, and that the connection is closed: in whichever order. */
    private final AtomicInteger left = new AtomicInteger(2);

    private volatile long cancelledAt;

    CancelLatency(ChatCall delegate, Consumer<Duration> onLatency) {
        super(delegate);
        this.onLatency = onLatency;
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
    protected void failed(AiException error) {
        if (error.code() == ErrorCode.CANCELLED && cancelled.get()) {
            leave();
        }
    }

    private void leave() {
        if (left.decrementAndGet() == 0) {
            onLatency.accept(Duration.ofNanos(System.nanoTime() - cancelledAt));
        }
    }
}
