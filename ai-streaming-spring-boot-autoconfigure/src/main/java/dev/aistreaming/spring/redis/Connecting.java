package dev.aistreaming.spring.redis;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Makes connections, one attempt at a time, on a thread that may wait: where packets vanish, an attempt takes long. */
final class Connecting {

    private final AtomicBoolean underWay = new AtomicBoolean();
    private final ExecutorService executor;

    Connecting() {
        ThreadPoolExecutor thread = new ThreadPoolExecutor(
                1,
                1,
                1,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> {
                    Thread connecting = new Thread(task, "ai-streaming-redis-connect");
                    connecting.setDaemon(true);
                    return connecting;
                },
                new ThreadPoolExecutor.DiscardPolicy()); // after the end there is nothing to connect for
        thread.allowCoreThreadTimeOut(true);
        this.executor = thread;
    }

    /** Begins an attempt, unless one is under way. */
    void begin(Runnable attempt) {
        if (underWay.compareAndSet(false, true)) {
            executor.execute(() -> {
                try {
                    attempt.run();
                } finally {
                    underWay.set(false);
                }
            });
        }
    }

    /** Ends the thread after the attempt that is under way. */
    void close() {
        executor.shutdown();
    }
}
