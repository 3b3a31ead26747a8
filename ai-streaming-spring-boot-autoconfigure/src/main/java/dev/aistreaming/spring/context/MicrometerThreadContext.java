package dev.aistreaming.spring.context;

import dev.aistreaming.thread.ThreadContext;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Captures what Micrometer's context propagation knows of a thread: trace, MDC, security, locale, and everything else that is registered.
 */
public final class MicrometerThreadContext implements ThreadContext {

    private static final Logger log = LoggerFactory.getLogger(MicrometerThreadContext.class);

    private final ContextSnapshotFactory snapshots = ContextSnapshotFactory.builder()
            .contextRegistry(new StreamContextRegistry(ContextRegistry.getInstance()))
            .clearMissing(true)
            .build();

    @Override
    public Executor capture() {
        ContextSnapshot snapshot = snapshots.captureAll();
        return task -> run(snapshot, task);
    }

    private static void run(ContextSnapshot snapshot, Runnable task) {
        ContextSnapshot.Scope scope;
        try {
            scope = snapshot.setThreadLocals();
        } catch (Throwable e) {
            log.error("The context of a request could not be restored; what follows is done without it", e);
            task.run();
            return;
        }
        try {
            task.run();
        } finally {
            close(scope);
        }
    }

    private static void close(ContextSnapshot.Scope scope) {
        try {
            scope.close();
        } catch (Throwable e) {
            log.error("The context of a request could not be taken back", e);
        }
    }
}
