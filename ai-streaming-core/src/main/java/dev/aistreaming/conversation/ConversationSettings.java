package dev.aistreaming.conversation;

import java.time.Duration;

/**
 * Controls how consecutive questions of one conversation are handled.
 *
 * @param waitWhenBusy how long a question waits for the answer before it, blocking the calling thread; 0 to reject it immediately
 * @param lease how long a conversation stays locked after the instance that locked it has died
 */
public record ConversationSettings(Duration waitWhenBusy, Duration lease) {

    /** Rejected immediately; 30 seconds. */
    public static final ConversationSettings DEFAULTS = new ConversationSettings(Duration.ZERO, Duration.ofSeconds(30));

    /**
     * Validates the durations.
     *
     * @throws IllegalArgumentException if the wait is negative, or if the lease is less than a second
     */
    public ConversationSettings {
        if (waitWhenBusy.isNegative()) {
            throw new IllegalArgumentException("the wait must not be negative, but is " + waitWhenBusy);
        }
        if (lease.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("the lease must be 1 second or longer, but is " + lease);
        }
    }
}
