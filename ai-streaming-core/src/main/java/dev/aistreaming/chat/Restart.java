package dev.aistreaming.chat;

import java.time.Duration;

/**
 * A call that had delivered nothing has failed, and another is made in its place.
 *
 * @param failed the name of the provider that failed
 * @param next the name of the provider that is asked now
 * @param delay how long is waited before
 * @param cause what the failed call ended with
 */
public record Restart(String failed, String next, Duration delay, AiException cause) {

    /** Whether another provider is asked; if not, it is a retry. */
    public boolean isFallback() {
        return !failed.equals(next);
    }
}
