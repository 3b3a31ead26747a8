package dev.aistreaming.chat;

import java.time.Duration;

/**
 * Reports that a call has failed and that another one is made in its place.
 *
 * @param failed the name of the provider that failed
 * @param next the name of the provider that is called next
 * @param delay the time to wait before the next call
 * @param cause the error that ended the failed call
 * @param delivered whether the failed call had already delivered something, which a {@link StreamEvent.Reset} voids before the next
 *     call delivers anything
 */
public record Restart(String failed, String next, Duration delay, AiException cause, boolean delivered) {

    /** A restart after a call that had delivered nothing. */
    public Restart(String failed, String next, Duration delay, AiException cause) {
        this(failed, next, delay, cause, false);
    }

    /** Returns the same restart, after a call that had already delivered something. */
    public Restart afterDelivery() {
        return new Restart(failed, next, delay, cause, true);
    }

    /** Whether another provider is called next; otherwise it is a retry. */
    public boolean isFallback() {
        return !failed.equals(next);
    }
}
