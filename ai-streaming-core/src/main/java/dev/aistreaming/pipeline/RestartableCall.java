package dev.aistreaming.pipeline;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Restart;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.StreamListener;
import dev.aistreaming.thread.Threads;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call that may be made of several, one after the other, as long as none has delivered content, reasoning or a piece of a
 * tool call. What the plan does not restart is the end.
 */
final class RestartableCall implements ChatCall {

    /** Says what comes after a failure. Asked by one thread at a time. */
    interface Plan {
        /** The next call, or {@code null} if the error is the end. */
        @Nullable
        Next after(AiException error);
    }

    /** Another call, and what is said of it. */
    record Next(Restart restart, Supplier<ChatCall> call) {}

    private enum Phase {
        NEW,
        CALLING,
        WAITING,
        CANCELLED_WHILE_WAITING
    }

    private final Plan plan;
    private final Threads threads;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.NEW);
    private final Pacing pacing = new Pacing(this::current);
    private volatile ChatCall current;
    private volatile boolean cancelled;
    private volatile @Nullable Future<?> waiting;
    private volatile @Nullable StreamListener listener;
    private volatile Executor context = Runnable::run;

    RestartableCall(ChatCall first, Plan plan, Threads threads) {
        this.current = first;
        this.plan = plan;
        this.threads = threads;
    }

    @Override
    public void start(StreamListener listener) {
        if (!phase.compareAndSet(Phase.NEW, Phase.CALLING)) {
            throw new IllegalStateException("a call is started once");
        }
        this.listener = listener;
        context = threads.captureContext();
        current.start(new Attempt(listener));
    }

    private ChatCall current() {
        return current;
    }

    private @Nullable Next planAfter(AiException error) {
        AtomicReference<@Nullable Next> next = new AtomicReference<>();
        context.execute(() -> next.set(plan.after(error)));
        return next.get();
    }

    private void restartAfter(Next next, StreamListener listener) {
        phase.set(Phase.WAITING);
        Future<?> timed = threads.schedule(
                next.restart().delay(), () -> threads.execute(() -> context.execute(() -> restart(next, listener))));
        waiting = timed;
        if (cancelled) {
            timed.cancel(false); // a cancel from elsewhere may have come too early to see it
            cancel();
        }
    }

    private void restart(Next planned, StreamListener listener) {
        if (!phase.compareAndSet(Phase.WAITING, Phase.CALLING)) {
            return;
        }
        ChatCall next;
        try {
            next = planned.call().get();
        } catch (Throwable e) {
            listener.onError(e instanceof AiException refused ? refused : internal(e));
            return;
        }
        current = next;
        pacing.replaced();
        if (cancelled) {
            next.cancel();
        }
        try {
            next.start(new Attempt(listener));
        } catch (Throwable e) {
            listener.onError(internal(e)); // there is no caller to throw it to
        }
    }

    private static AiException internal(Throwable fault) {
        return AiException.of(ErrorCode.INTERNAL).cause(fault).build();
    }

    @Override
    public void pause() {
        pacing.pause();
    }

    @Override
    public void resume() {
        pacing.resume(Runnable::run);
    }

    @Override
    public void cancel() {
        cancelled = true;
        StreamListener begun = listener;
        if (begun != null && phase.compareAndSet(Phase.WAITING, Phase.CANCELLED_WHILE_WAITING)) {
            Future<?> timed = waiting;
            if (timed != null) {
                timed.cancel(false);
            }
            begun.onError(AiException.of(ErrorCode.CANCELLED).build());
        } else {
            current.cancel();
        }
    }

    /** One of the calls. Its beginning is held back until it is sure that it is the one. */
    private final class Attempt extends ForwardingListener {
        private final StreamListener listener;
        private StreamEvent.@Nullable Started started;
        private boolean delivered;

        Attempt(StreamListener listener) {
            super(listener);
            this.listener = listener;
        }

        @Override
        public void onEvent(StreamEvent event) {
            if (!delivered) {
                if (event instanceof StreamEvent.Started beginning) {
                    started = beginning;
                    return;
                }
                delivered = true;
                if (started != null) {
                    listener.onEvent(started);
                }
            }
            listener.onEvent(event);
        }

        /** Not as long as an error may lead to another call, for making one may take long. */
        @Override
        public boolean isNonBlocking() {
            return delivered && listener.isNonBlocking();
        }

        @Override
        public void onError(AiException error) {
            Next next = delivered || cancelled ? null : planAfter(error);
            if (next == null) {
                listener.onError(error);
                return;
            }
            try {
                listener.onRestart(next.restart());
            } catch (Throwable e) {
                listener.onError(internal(e));
                return;
            }
            try {
                restartAfter(next, listener);
            } catch (RejectedExecutionException e) {
                // they are closed: the application goes down
                if (phase.compareAndSet(Phase.WAITING, Phase.CALLING)) {
                    listener.onError(error);
                }
            }
        }
    }
}
