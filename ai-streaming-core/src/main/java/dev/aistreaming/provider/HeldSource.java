package dev.aistreaming.provider;

import dev.aistreaming.thread.Threads;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The handle of a source, which may arrive before or after the call has ended. In either case the source is stopped exactly once.
 */
final class HeldSource {

    private static final PushSource.Handle RELEASED = () -> {};

    private final AtomicReference<PushSource.@Nullable Handle> handle = new AtomicReference<>();
    private final Threads threads;

    /** @param threads run what may block */
    HeldSource(Threads threads) {
        this.threads = threads;
    }

    /** Sets the handle. Only the first one counts. */
    @SuppressWarnings("ReferenceEquality") // RELEASED is compared by identity
    void attach(PushSource.Handle attached) {
        if (!handle.compareAndSet(null, attached) && RELEASED.equals(handle.get())) {
            stop(attached);
        }
    }

    /** Stops the source, now or as soon as there is a handle. */
    void release() {
        PushSource.Handle held = handle.getAndSet(RELEASED);
        if (held != null) {
            stop(held);
        }
    }

    private void stop(PushSource.Handle held) {
        if (held.cancelMayWait()) {
            threads.execute(held::cancel);
        } else {
            held.cancel();
        }
    }

    /** Requests more, if that is possible. */
    void request() {
        PushSource.Handle held = handle.get();
        if (held != null) {
            held.request();
        }
    }
}
