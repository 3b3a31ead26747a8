package dev.aistreaming.spring;

/** What becomes of an answer that can be resumed when nobody reads it any more. */
public enum OnDisconnect {
    /** It goes on for a while, and is then cancelled unless somebody has come back. */
    LINGER,
    /** It goes on to its end. */
    CONTINUE,
    /** It is cancelled at once. */
    CANCEL
}
