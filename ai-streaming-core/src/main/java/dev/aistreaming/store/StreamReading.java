package dev.aistreaming.store;

/**
 * A stream that was found and can be read. Unless it is {@linkplain #open opened} it does not count as a reader, and nothing needs
 * to be closed.
 */
public interface StreamReading {

    /** What was known about the stream when it was found. */
    StoredStream stream();

    /**
     * Reads the stored events after the requested one, followed by new events. Does not block.
     *
     * @param onAvailable called on any thread when {@link StreamCursor#next} or {@link StreamCursor#ended} has news after there was
     *     nothing; occasionally called without need. Must not block. It is not called before {@code next} has returned
     *     {@code null}, so poll the cursor first
     */
    StreamCursor open(Runnable onAvailable);
}
