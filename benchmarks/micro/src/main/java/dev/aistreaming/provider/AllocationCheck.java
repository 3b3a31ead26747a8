package dev.aistreaming.provider;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Measures how many bytes the core allocates per token, and fails above the limit. Unlike time, that is the same on every
 * machine and under every load, so a build can depend on it.
 */
public final class AllocationCheck {

    /** For decoding, mapping and encoding one token, the share of what is made once per answer included. */
    private static final int LIMIT_WHOLE = 400;

    /** The compiler removes allocations as it gets to know the code, so nothing counts before this many answers. */
    private static final int WARM_UP_ANSWERS = 2_000;

    private static final int BATCHES = 9;
    private static final int ANSWERS_PER_BATCH = 200;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private AllocationCheck() {}

    /** Prints a table; exits with 1 above the limit. */
    public static void main(String[] args) {
        System.out.println("Bytes allocated per token, JDK " + Runtime.version() + "\n");
        System.out.println("| provider | bytes per event | decode | map | encode | decode + map + encode | limit |");
        System.out.println("|---|---|---|---|---|---|---|");
        boolean good = true;
        for (Wire wire : Wire.values()) {
            CorePath path = new CorePath(wire);
            double whole = perToken(path::whole);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.0f | %.0f | %.0f | %.0f | %.0f | %d |%n",
                    wire,
                    wire.bytesPerEvent(),
                    perToken(path::decode),
                    perToken(path::map),
                    perToken(path::encode),
                    whole,
                    LIMIT_WHOLE);
            good &= whole <= LIMIT_WHOLE;
        }
        if (!good) {
            System.out.println("\nThe core allocates more than the limit allows.");
            System.exit(1);
        }
    }

    private static double perToken(LongSupplier answer) {
        run(answer, WARM_UP_ANSWERS);
        long[] bytes = new long[BATCHES];
        for (int i = 0; i < BATCHES; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            run(answer, ANSWERS_PER_BATCH);
            bytes[i] = THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        // the median: the compiler may still be at work during the first batches
        Arrays.sort(bytes);
        return (double) bytes[BATCHES / 2] / ANSWERS_PER_BATCH / Wire.TOKENS;
    }

    /** The sum is looked at, so that the compiler cannot do without the work. */
    private static void run(LongSupplier answer, int times) {
        long sum = 0;
        for (int i = 0; i < times; i++) {
            sum += answer.getAsLong();
        }
        if (sum == 0) {
            throw new IllegalStateException("nothing was done");
        }
    }
}
