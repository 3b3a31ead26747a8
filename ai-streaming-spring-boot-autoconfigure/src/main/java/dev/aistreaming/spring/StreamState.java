package dev.aistreaming.spring;

import java.util.Locale;

/** How far a stream is. */
public enum StreamState {
    /** Nothing of the answer has come yet. */
    WAITING,
    /** The answer has begun. */
    STREAMING,
    /** A call has failed before it delivered anything, and another is about to be made or has been. */
    RETRYING;

    /** The name in lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
