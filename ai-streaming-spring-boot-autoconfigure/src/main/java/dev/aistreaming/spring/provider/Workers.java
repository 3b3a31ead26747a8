package dev.aistreaming.spring.provider;

import dev.aistreaming.spring.web.WriteLimit;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.system.JavaVersion;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/**
 * The threads that read and write answers, and threads that may wait for answers: virtual threads from JDK 21 on, otherwise bounded pools.
 *
 * <p>A type of its own rather than an {@link Executor}, because a bean of that type would replace Spring Boot's.
 */
public final class Workers implements AutoCloseable {

    private static final String PREFIX = "ai-streaming-";
    private static final String CALLERS_PREFIX = "ai-streaming-call-";

    /** On JDK 17, a write to a slow browser may occupy a thread. */
    static final int MAX_PLATFORM_THREADS = 256;

    /** The number of calls that may wait for a thread, per thread. */
    static final int WAITING_CALLERS = 4;

    private final Executor executor;
    private final Executor callers;
    private final WriteLimit writeLimit;

    public Workers() {
        this(JavaVersion.getJavaVersion().isEqualOrNewerThan(JavaVersion.TWENTY_ONE));
    }

    Workers(boolean virtual) {
        this(
                virtual ? new VirtualThreadTaskExecutor(PREFIX) : platformThreads(MAX_PLATFORM_THREADS),
                virtual ? new VirtualThreadTaskExecutor(CALLERS_PREFIX) : callers(MAX_PLATFORM_THREADS),
                virtual ? WriteLimit.none() : writeLimit(MAX_PLATFORM_THREADS));
    }

    /** Creates a pool with this number of threads, and another one for callers. */
    public Workers(int platformThreads) {
        this(platformThreads(platformThreads), callers(platformThreads), writeLimit(platformThreads));
    }

    private Workers(Executor executor, Executor callers, WriteLimit writeLimit) {
        this.executor = executor;
        this.callers = callers;
        this.writeLimit = writeLimit;
    }

    /** The other half is reserved for opening streams, ending them, and their timeouts. */
    private static WriteLimit writeLimit(int threads) {
        return new WriteLimit(threads / 2);
    }

    private static ThreadPoolExecutor platformThreads(int max) {
        return pool(max, PREFIX, new LinkedBlockingQueue<>());
    }

    private static ThreadPoolExecutor callers(int max) {
        return pool(max, CALLERS_PREFIX, new LinkedBlockingQueue<>(max * WAITING_CALLERS));
    }

    private static ThreadPoolExecutor pool(int max, String prefix, BlockingQueue<Runnable> queue) {
        AtomicInteger count = new AtomicInteger();
        // not the one of the request that happens to need a thread, because a server that stops would report it as a
        // leak
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        ThreadFactory factory = task -> {
            Thread thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(loader);
            return thread;
        };
        ThreadPoolExecutor pool = new ThreadPoolExecutor(max, max, 10, TimeUnit.SECONDS, queue, factory);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    public Executor executor() {
        return executor;
    }

    /** Runs code of the application that may wait for those threads. Rejects tasks if there are too many. */
    public Executor callers() {
        return callers;
    }

    /** Limits the writes on these threads. */
    public WriteLimit writeLimit() {
        return writeLimit;
    }

    @Override
    public void close() {
        for (Executor each : new Executor[] {executor, callers}) {
            if (each instanceof ExecutorService pool) {
                pool.shutdown();
            }
        }
    }
}
