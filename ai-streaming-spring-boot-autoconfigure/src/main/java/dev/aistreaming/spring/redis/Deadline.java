package dev.aistreaming.spring.redis;

import java.time.Duration;

/** The time until which a caller waits, no matter for how many answers. */
record Deadline(long nanoTime) {

    static Deadline after(Duration patience) {
        return new Deadline(System.nanoTime() + patience.toNanos());
    }

    /** Returns the remaining time; zero if the deadline has passed. */
    long millisLeft() {
        return Math.max(0, (nanoTime - System.nanoTime()) / 1_000_000);
    }
}
