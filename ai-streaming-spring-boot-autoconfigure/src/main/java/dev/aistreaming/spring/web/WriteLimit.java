package dev.aistreaming.spring.web;

import java.time.Duration;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits the number of writes that browsers block at a time, if each of them occupies a thread of a shared pool. Beyond the limit, the
 * stream that has been blocked for the longest time ends with the code {@code timeout}.
 */
public final class WriteLimit {

    private static final Logger log = LoggerFactory.getLogger(WriteLimit.class);

    /** A shorter write may only have waited for a CPU. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final int UNLIMITED = Integer.MAX_VALUE;

    private final int max;
    private final Set<Write> underWay = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean relieving = new AtomicBoolean();

    /** A write that may be blocked. */
    interface Write {
        /** Returns how long the write has been blocked. */
        Duration blockedFor();

        /** Ends the stream of this write. May take a long time. */
        void giveUp();
    }

    /**
     * Creates a limit for one pool.
     *
     * @param max the number of writes that may be blocked at a time
     */
    public WriteLimit(int max) {
        this.max = max;
    }

    /** No limit, for pools that have as many threads as necessary. */
    public static WriteLimit none() {
        return new WriteLimit(UNLIMITED);
    }

    void enter(Write write) {
        if (max == UNLIMITED) {
            return;
        }
        underWay.add(write);
        if (underWay.size() > max && relieving.compareAndSet(false, true)) {
            start(this::relieve, "ai-streaming-relief"); // because there may be no other thread left
        }
    }

    void leave(Write write) {
        if (max != UNLIMITED) {
            underWay.remove(write);
        }
    }

    private void relieve() {
        do {
            while (underWay.size() > max) {
                relieveOfOne();
            }
            relieving.set(false);
        } while (underWay.size() > max && relieving.compareAndSet(false, true));
    }

    private void relieveOfOne() {
        Write longest =
                underWay.stream().max(Comparator.comparing(Write::blockedFor)).orElse(null);
        if (longest == null) {
            return;
        }
        Duration left = PATIENCE.minus(longest.blockedFor());
        if (left.isNegative()) {
            if (underWay.remove(longest)) {
                log.debug("More than {} writes are blocked: one is given up", max);
                start(longest::giveUp, "ai-streaming-rescue");
            }
        } else {
            LockSupport.parkNanos(left.toNanos() + 1);
        }
    }

    private static void start(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}
