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
 * The threads that read and write answers: virtual threads from JDK 21 on, otherwise a bounded pool.
 *
 * <p>A type of its own rather than an {@link Executor}, because a bean of that type would replace Spring Boot's.
 */
public final class Workers implements AutoCloseable {

    private static final String PREFIX = "ai-streaming-";

    /** On JDK 17, a write to a slow browser may occupy a thread. */
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

    /** Creates a pool with this number of threads. */
    public Workers(int platformThreads) {
        this(platformThreads(platformThreads), writeLimit(platformThreads));
    }

    private Workers(Executor executor, WriteLimit writeLimit) {
        this.executor = executor;
        this.writeLimit = writeLimit;
    }

    /** The other half is reserved for opening streams, ending them, and their timeouts. */
    private static WriteLimit writeLimit(int threads) {
        return new WriteLimit(threads / 2);
    }

    private static ThreadPoolExecutor platformThreads(int max) {
        AtomicInteger count = new AtomicInteger();
        // not the one of the request that happens to need a thread, because a server that stops would report it as a
        // leak
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

    /** Limits the writes on these threads. */
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
