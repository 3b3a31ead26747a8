package dev.aistreaming.store;

/**
 * Where the producer of one stream writes. {@link #append} and {@link #end} are called one at a time. No method waits for
 * anything.
 */
public interface StreamLog {

    /**
     * Reads the stream from its first event, also where the store cannot keep it. To be called before anything is written.
     *
     * @param onAvailable see {@link StreamReading#open}
     */
    StreamCursor read(Runnable onAvailable);

    /**
     * The next events, given to all who read the stream before this returns, as far as they take them.
     *
     * @param events whole events, encoded; not changed afterwards by anybody
     * @param count how many they are, at least 1
     */
    void append(byte[] events, int count);

    /** The last events: the stream has ended. Later calls do nothing. */
    void end(byte[] events, int count);
}
