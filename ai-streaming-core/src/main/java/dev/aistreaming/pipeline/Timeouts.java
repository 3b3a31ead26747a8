package dev.aistreaming.pipeline;

import java.time.Duration;

/**
 * How long to wait for what. Time in which the listener holds up its own stream does not count, nor does that in which
 * people decide whether a tool may be called.
 *
 * @param firstToken from the start to the first piece of text, reasoning or tool call; keep-alives do not count
 * @param idle from one network read to the next after that; a keep-alive is a read too
 * @param total from the start to the end
 */
public record Timeouts(Duration firstToken, Duration idle, Duration total) {

    /** 60 seconds, 60 seconds, 10 minutes. */
    public static final Timeouts DEFAULTS =
            new Timeouts(Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofMinutes(10));

    /** A time that never comes. */
    private static final Duration NEVER = Duration.ofDays(36_500);

    /** Limits of silence only. */
    public static Timeouts ofSilence(Duration firstToken, Duration idle) {
        return new Timeouts(firstToken, idle, NEVER);
    }

    /** A limit of the whole only. */
    public static Timeouts ofTotal(Duration total) {
        return new Timeouts(NEVER, NEVER, total);
    }

    /** The same, without a limit of the whole. */
    Timeouts withoutTotal() {
        return new Timeouts(firstToken, idle, NEVER);
    }

    /**
     * Checks that time passes.
     *
     * @throws IllegalArgumentException for a time of zero or less
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
