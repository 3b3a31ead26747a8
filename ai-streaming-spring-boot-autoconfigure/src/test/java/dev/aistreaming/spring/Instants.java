package dev.aistreaming.spring;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.awaitility.Awaitility;

/** Clocks of tests that tell what came later. */
final class Instants {

    private Instants() {}

    /** Waits until the clock shows another millisecond. */
    static void await() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Awaitility.await().until(() -> Instant.now().isAfter(now.plusMillis(1)));
    }
}
