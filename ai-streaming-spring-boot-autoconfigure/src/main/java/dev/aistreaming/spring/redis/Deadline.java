package dev.aistreaming.spring.redis;

import java.time.Duration;

/** Until when a caller waits, for whatever number of answers. */
record Deadline(long nanoTime) {

    static Deadline after(Duration patience) {
        return new Deadline(System.nanoTime() + patience.toNanos());
    }

    /** Zero where it is over. */
    long millisLeft() {
        return Math.max(0, (nanoTime - System.nanoTime()) / 1_000_000);
    }
}
