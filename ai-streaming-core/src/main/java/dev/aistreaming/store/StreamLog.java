package dev.aistreaming.store;

/**
 * The log to which the producer of one stream writes. {@link #append} and {@link #end} must be called by one thread at a time. No
 * method blocks.
 */
public interface StreamLog {

    /**
     * Reads the stream from its first event, even if the store cannot keep it. Must be called before anything is written.
     *
     * @param onAvailable see {@link StreamReading#open}
     */
    StreamCursor read(Runnable onAvailable);

    /**
     * Appends the next events. All current readers have been offered them by the time this returns.
     *
     * @param events complete, encoded events; must not be modified afterwards
     * @param count the number of events, at least 1
     */
    void append(byte[] events, int count);

    /** Appends the last events and ends the stream. Later calls have no effect. */
    void end(byte[] events, int count);
}
