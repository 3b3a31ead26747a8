package dev.aistreaming.pipeline;

import dev.aistreaming.chat.ChatCall;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Pauses and resumes a call when resuming may happen with a delay: a late resume never undoes a more recent pause, and no resume is
 * lost. Thread-safe.
 */
public final class Pacing {

    private final Supplier<ChatCall> call;
    private final AtomicInteger resumes = new AtomicInteger();
    private volatile boolean paused;

    /** Paces one call, which must not be paused. */
    public Pacing(ChatCall call) {
        this(() -> call);
    }

    /** @param call supplies the call in progress, which may change */
    Pacing(Supplier<ChatCall> call) {
        this.call = call;
    }

    /** Pauses the call before it returns. */
    public void pause() {
        paused = true;
        call.get().pause();
    }

    /**
     * Resumes the call, unless it has been paused again by then.
     *
     * @param executor runs the resumption, which may deliver what has arrived in the meantime
     */
    public void resume(Executor executor) {
        paused = false;
        wakeUp(executor);
    }

    /** Another call, which is not paused, has replaced the previous one. */
    void replaced() {
        if (paused) {
            call.get().pause();
            wakeUp(Runnable::run); // it may have been resumed in the meantime
        }
    }

    /** Only one thread at a time resumes. Others leave the work to it. */
    private void wakeUp(Executor executor) {
        if (resumes.getAndIncrement() == 0) {
            executor.execute(this::goOn);
        }
    }

    private void goOn() {
        int seen;
        do {
            seen = resumes.get();
            if (!paused) {
                ChatCall current = call.get();
                current.resume();
                if (paused) {
                    current.pause();
                }
            }
        } while (!resumes.compareAndSet(seen, 0));
    }
}
