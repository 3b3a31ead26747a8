package dev.aistreaming.pipeline;

import dev.aistreaming.chat.ChatCall;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Pauses and resumes a call where a resume may be late: it never undoes a pause that came after it, and none is lost. Safe for
 * use by many threads.
 */
public final class Pacing {

    private final Supplier<ChatCall> call;
    private final AtomicInteger resumes = new AtomicInteger();
    private volatile boolean paused;

    /** Paces one call, which is not paused. */
    public Pacing(ChatCall call) {
        this(() -> call);
    }

    /** @param call the one that is under way, which may be another each time */
    Pacing(Supplier<ChatCall> call) {
        this.call = call;
    }

    /** Pauses the call before this returns. */
    public void pause() {
        paused = true;
        call.get().pause();
    }

    /**
     * Resumes the call, unless it is paused again by then.
     *
     * @param executor resumes, which may deliver what has come in the meantime
     */
    public void resume(Executor executor) {
        paused = false;
        wakeUp(executor);
    }

    /** Another call has taken the place of the one before, and is not paused. */
    void replaced() {
        if (paused) {
            call.get().pause();
            wakeUp(Runnable::run); // it may have been resumed in between
        }
    }

    /** One thread at a time resumes: whoever comes meanwhile leaves it to that one. */
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
