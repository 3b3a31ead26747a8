package dev.aistreaming.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs a task after a time. One that is cancelled before is not held any longer. */
final class Later {

    private Later() {}

    static Future<?> run(Duration delay, Executor executor, Runnable task) {
        CompletableFuture<Void> timer = new CompletableFuture<>();
        var unused = timer.thenRunAsync(task, executor);
        return timer.completeOnTimeout(null, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Has the JVM start the thread that waits, if it has not yet. The thread never ends, and holds the context class loader of whoever
     * is the first to need it: without this, that of an application that is redeployed or restarted.
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
