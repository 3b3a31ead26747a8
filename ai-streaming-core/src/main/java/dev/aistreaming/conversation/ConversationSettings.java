package dev.aistreaming.conversation;

import java.time.Duration;

/**
 * How questions of one conversation come one after the other.
 *
 * @param waitWhenBusy how long a question waits for the answer before it, on the thread that asks; 0: it is refused at once
 * @param lease how long a conversation is locked by an instance that has died
 */
public record ConversationSettings(Duration waitWhenBusy, Duration lease) {

    /** Refused at once; 30 seconds. */
    public static final ConversationSettings DEFAULTS = new ConversationSettings(Duration.ZERO, Duration.ofSeconds(30));

    /**
     * Checks the times.
     *
     * @throws IllegalArgumentException for a negative wait, and a lease of less than a second
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
