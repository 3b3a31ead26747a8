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
}
