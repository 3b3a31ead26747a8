package dev.aistreaming.store;

/** A stream that was found, and what can be read of it. Whoever does not {@link #open} it is no reader of it, and need not close anything. */
public interface StreamReading {

    /** What was known of the stream when it was found. */
    StoredStream stream();

    /**
     * Reads what is kept after the event that was asked for, and then what comes. Does not wait for anything.
     *
     * @param onAvailable called, on any thread, when {@link StreamCursor#next} has something to say, or
     *     {@link StreamCursor#ended} has, after there was nothing; rarely once too often. Must not wait for anything. Not called
     *     before {@code next} has said that there is nothing: ask the cursor first
     */
    StreamCursor open(Runnable onAvailable);
}
