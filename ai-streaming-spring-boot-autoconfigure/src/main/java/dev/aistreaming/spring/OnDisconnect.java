package dev.aistreaming.spring;

/** What happens to a resumable answer when the last client disconnects. */
public enum OnDisconnect {
    /** The answer goes on for a while. It is cancelled unless a client reconnects in time. */
    LINGER,
    /** The answer goes on until it is complete. */
    CONTINUE,
    /** The answer is cancelled at once. */
    CANCEL
}
