package dev.aistreaming.spring.provider;

import dev.aistreaming.spring.web.WriteLimit;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.system.JavaVersion;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/**
 * The threads on which answers are read and written: virtual ones from JDK 21 on, else a bounded pool.
 *
 * <p>A type of its own and not an {@link Executor}, for a bean of that type would take the place of Spring Boot's.
 */
public final class Workers implements AutoCloseable {

    private static final String PREFIX = "ai-streaming-";

    /** On JDK 17 a slow browser may hold a thread while it is written to. */
    static final int MAX_PLATFORM_THREADS = 256;

    private final Executor executor;
    private final WriteLimit writeLimit;

    public Workers() {
        this(JavaVersion.getJavaVersion().isEqualOrNewerThan(JavaVersion.TWENTY_ONE));
    }

    Workers(boolean virtual) {
        this(
                virtual ? new VirtualThreadTaskExecutor(PREFIX) : platformThreads(MAX_PLATFORM_THREADS),
                virtual ? WriteLimit.none() : writeLimit(MAX_PLATFORM_THREADS));
    }

    /** A pool of so many threads. */
    public Workers(int platformThreads) {
        this(platformThreads(platformThreads), writeLimit(platformThreads));
    }

    private Workers(Executor executor, WriteLimit writeLimit) {
        this.executor = executor;
        this.writeLimit = writeLimit;
    }

    /** The other half is left to what begins, ends or times out streams. */
    private static WriteLimit writeLimit(int threads) {
        return new WriteLimit(threads / 2);
    }

    private static ThreadPoolExecutor platformThreads(int max) {
        AtomicInteger count = new AtomicInteger();
        // not that of the request that happens to need a thread: a server that stops takes such a thread for a leak
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        ThreadFactory factory = task -> {
            Thread thread = new Thread(task, PREFIX + count.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(loader);
            return thread;
        };
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(max, max, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    public Executor executor() {
        return executor;
    }

    /** For writes on these threads. */
    public WriteLimit writeLimit() {
        return writeLimit;
    }

    @Override
    public void close() {
        if (executor instanceof ThreadPoolExecutor pool) {
            pool.shutdown();
        }
    }
}
