package dev.aistreaming.spring.mcp;

import java.time.Duration;

/** Decides when a failed action is tried again, with growing delays. Not safe for use by several threads. */
final class Backoff {

    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Duration first;
    private Duration next;
    private long failedAt;
    private boolean waiting;

    /** @param first the delay after the first failure; doubled after each further one, up to a minute */
    Backoff(Duration first) {
        this.first = first;
        this.next = first;
    }

    boolean isOver() {
        return !waiting || System.nanoTime() - failedAt >= next.toNanos();
    }

    void failed() {
        if (waiting) {
            Duration doubled = next.multipliedBy(2);
            next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        }
        waiting = true;
        failedAt = System.nanoTime();
    }

    void succeeded() {
        waiting = false;
        next = first;
    }
}
