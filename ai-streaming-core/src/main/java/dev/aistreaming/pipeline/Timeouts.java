package dev.aistreaming.pipeline;

import java.time.Duration;

/**
 * The timeouts of a call. Time during which the listener blocks its own stream does not count, nor does time spent waiting for a
 * tool call to be approved.
 *
 * @param firstToken from the start to the first piece of text, reasoning or tool call; keep-alives do not count
 * @param idle from then on, between one network read and the next; a keep-alive counts as a read
 * @param total from start to end
 */
public record Timeouts(Duration firstToken, Duration idle, Duration total) {

    /** 60 seconds to the first token, 60 seconds idle, 10 minutes in total. */
    public static final Timeouts DEFAULTS =
            new Timeouts(Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofMinutes(10));

    /** Effectively no limit. */
    private static final Duration NEVER = Duration.ofDays(36_500);

    /** Timeouts for the first token and for silence, without a total timeout. */
    public static Timeouts ofSilence(Duration firstToken, Duration idle) {
        return new Timeouts(firstToken, idle, NEVER);
    }

    /** A total timeout only. */
    public static Timeouts ofTotal(Duration total) {
        return new Timeouts(NEVER, NEVER, total);
    }

    /** Returns a copy without a total timeout. */
    Timeouts withoutTotal() {
        return new Timeouts(firstToken, idle, NEVER);
    }

    /**
     * Validates the timeouts.
     *
     * @throws IllegalArgumentException if a timeout is not positive
     */
    public Timeouts {
        requirePositive("first-token", firstToken);
        requirePositive("idle", idle);
        requirePositive("total", total);
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException("timeout " + name + " must be longer than 0, but is " + value);
        }
    }
}
