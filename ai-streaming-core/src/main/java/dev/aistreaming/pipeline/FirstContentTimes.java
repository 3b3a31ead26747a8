package dev.aistreaming.pipeline;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The times to first content of one provider, for its last {@value #MOST} calls. Thread-safe. */
final class FirstContentTimes {

    static final int MOST = 100;

    /** With fewer values, the 95th percentile is hardly more than the slowest one. */
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

    /** The 95th percentile, or {@code null} if there are fewer than {@value #LEAST} values. */
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
