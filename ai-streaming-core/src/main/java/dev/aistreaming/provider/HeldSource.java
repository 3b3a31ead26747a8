package dev.aistreaming.provider;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The handle of a source, which may come before or after the call has ended: the source is stopped once in either case. */
final class HeldSource {

    private static final PushSource.Handle RELEASED = () -> {};

    private final AtomicReference<PushSource.@Nullable Handle> handle = new AtomicReference<>();

    /** Takes hold of the source. The first handle counts. */
    @SuppressWarnings("ReferenceEquality") // RELEASED is one object
    void attach(PushSource.Handle attached) {
        if (!handle.compareAndSet(null, attached) && handle.get() == RELEASED) {
            attached.cancel();
        }
    }

    /** Stops the source, now or as soon as there is a handle. */
    void release() {
        PushSource.Handle held = handle.getAndSet(RELEASED);
        if (held != null) {
            held.cancel();
        }
    }

    /** Asks for more, where that is possible. */
    void request() {
        PushSource.Handle held = handle.get();
        if (held != null) {
            held.request();
        }
    }
}
