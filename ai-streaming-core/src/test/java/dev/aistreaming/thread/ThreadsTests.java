package dev.aistreaming.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ThreadsTests {

    @Test
    void theTimerHasNotTheClassLoaderOfTheRequestThatNeedsItFirst() throws Exception {
        ClassLoader ofTheApplication = Thread.currentThread().getContextClassLoader();
        CompletableFuture<ClassLoader> ofTheTimer = new CompletableFuture<>();
        try (Threads threads = new Threads(Runnable::run);
                URLClassLoader ofTheServer = new URLClassLoader(new URL[0])) {
            Thread request = new Thread(() -> {
                Future<?> unused = threads.schedule(
                        Duration.ZERO,
                        () -> ofTheTimer.complete(Thread.currentThread().getContextClassLoader()));
            });
            request.setContextClassLoader(ofTheServer);
            request.start();

            assertThat(ofTheTimer.get(10, TimeUnit.SECONDS)).isSameAs(ofTheApplication);
        }
    }
}
