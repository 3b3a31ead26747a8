package dev.aistreaming.pipeline;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How long one provider took to its first content, the last {@value #MOST} times. Safe for use by many threads. */
final class FirstContentTimes {

    static final int MOST = 100;

    /** Of fewer, the 95th percentile is hardly more than the slowest. */
    static final int LEAST = 20;

    // guarded by this
    private final long[] nanos = new long[MOST];
    private int count;
    private int next;

    synchronized void add(long time) {
        nanos[next] = time;
        next = (next + 1) % MOST;
        count = Math.min(count + 1, MOST);
    }

    private synchronized long[] snapshot() {
        return Arrays.copyOf(nanos, count);
    }

    /** The 95th percentile; {@code null} as long as there are fewer than {@value #LEAST}. */
    @Nullable
    Duration p95() {
        long[] times = snapshot();
        if (times.length < LEAST) {
            return null;
        }
        Arrays.sort(times);
        return Duration.ofNanos(times[(times.length * 95 + 99) / 100 - 1]);
    }
}
