package dev.aistreaming.resume;

/** Where the producer of one stream writes. The methods are called one at a time and wait for nothing. */
public interface StreamLog {

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
