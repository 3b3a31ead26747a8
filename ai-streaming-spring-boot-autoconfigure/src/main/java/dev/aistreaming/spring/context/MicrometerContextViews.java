package dev.aistreaming.spring.context;

import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import java.util.concurrent.Executor;

/** Reads what Micrometer's context propagation finds in a context that is not a thread's, such as that of a Reactor subscriber. */
public final class MicrometerContextViews {

    private final ContextSnapshotFactory snapshots =
            ContextSnapshotFactory.builder().clearMissing(true).build();

    /**
     * Captures a context.
     *
     * @param context a context that context propagation supports
     * @return runs a task with the captured context, at once and on the calling thread
     */
    public Executor of(Object context) {
        ContextSnapshot snapshot = snapshots.captureFrom(context);
        return task -> {
            ContextSnapshot.Scope scope = snapshot.setThreadLocals();
            try {
                task.run();
            } finally {
                scope.close();
            }
        };
    }
}
