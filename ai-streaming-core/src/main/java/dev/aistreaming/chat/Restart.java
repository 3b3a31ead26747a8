package dev.aistreaming.chat;

import java.time.Duration;

/**
 * A call has failed, and another is made in its place.
 *
 * @param failed the name of the provider that failed
 * @param next the name of the provider that is asked now
 * @param delay how long is waited before
 * @param cause what the failed call ended with
 * @param delivered whether the failed call had delivered something, which a {@link StreamEvent.Reset} makes void before the next one delivers
 */
public record Restart(String failed, String next, Duration delay, AiException cause, boolean delivered) {

    /** After a call that had delivered nothing. */
    public Restart(String failed, String next, Duration delay, AiException cause) {
        this(failed, next, delay, cause, false);
    }

    /** The same, after a call that had delivered something. */
    public Restart afterDelivery() {
        return new Restart(failed, next, delay, cause, true);
    }

    /** Whether another provider is asked; if not, it is a retry. */
    public boolean isFallback() {
        return !failed.equals(next);
    }
}
