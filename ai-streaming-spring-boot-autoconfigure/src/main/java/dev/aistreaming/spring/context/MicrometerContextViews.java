package dev.aistreaming.spring.context;

import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import java.util.concurrent.Executor;

/** What Micrometer's context propagation finds in a context that is no thread's, such as that of a subscriber of Reactor. */
public final class MicrometerContextViews {

    private final ContextSnapshotFactory snapshots =
            ContextSnapshotFactory.builder().clearMissing(true).build();

    /**
     * What is in a context.
     *
     * @param context of a kind that context propagation knows
     * @return runs tasks with that, at once, on the thread that gives them
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
