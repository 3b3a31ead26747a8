package dev.aistreaming.benchmarks.harness;

/** Delays in microseconds, in buckets 3 % wide. */
final class Delays {

    private static final int PER_POWER = 32;
    private static final int EXACT = 64;

    private final long[] buckets = new long[EXACT + 58 * PER_POWER];
    private long count;

    void add(long micros) {
        buckets[bucket(Math.max(0, micros))]++;
        count++;
    }

    private static int bucket(long value) {
        if (value < EXACT) {
            return (int) value;
        }
        int power = 63 - Long.numberOfLeadingZeros(value);
        return EXACT + (power - 6) * PER_POWER + (int) ((value >> (power - 5)) & (PER_POWER - 1));
    }

    private static double middle(int bucket) {
        if (bucket < EXACT) {
            return bucket;
        }
        int power = (bucket - EXACT) / PER_POWER + 6;
        long base = (PER_POWER + (bucket - EXACT) % PER_POWER) * (1L << (power - 5));
        return base * (1 + 0.5 / PER_POWER);
    }

    boolean isEmpty() {
        return count == 0;
    }

    double quantile(double share) {
        long before = 0;
        for (int i = 0; i < buckets.length; i++) {
            before += buckets[i];
            if (before > share * count) {
                return middle(i);
            }
        }
        return 0;
    }
}
