package dev.aistreaming.spring;

import java.util.Locale;

/** The progress of a stream. */
public enum StreamState {
    /** Nothing of the answer has arrived yet. */
    WAITING,
    /** The answer has begun. */
    STREAMING,
    /** A call has failed before it delivered anything, and is being retried. */
    RETRYING;

    /** Returns the name in lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
