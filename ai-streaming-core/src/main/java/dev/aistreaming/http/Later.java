package dev.aistreaming.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs a task after a delay. A cancelled task is not retained. */
final class Later {

    private Later() {}

    static Future<?> run(Duration delay, Executor executor, Runnable task) {
        CompletableFuture<Void> timer = new CompletableFuture<>();
        var unused = timer.thenRunAsync(task, executor);
        return timer.completeOnTimeout(null, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Makes the JVM start its timer thread now. That thread never ends, and retains the context class loader of whoever is the
     * first to use it, which would otherwise be that of an application that may be redeployed or restarted.
     */
    static void prepare() {
        Thread current = Thread.currentThread();
        ClassLoader loader = current.getContextClassLoader();
        current.setContextClassLoader(ClassLoader.getSystemClassLoader());
        try {
            var unused = new CompletableFuture<Void>().completeOnTimeout(null, 0, TimeUnit.MILLISECONDS);
        } finally {
            current.setContextClassLoader(loader);
        }
    }
}
