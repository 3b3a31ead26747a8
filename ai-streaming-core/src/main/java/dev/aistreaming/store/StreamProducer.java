package dev.aistreaming.store;

/**
 * Notifications from a store to the producer of a stream. They may come on any thread, even from within the producer's own calls to
 * the store, and must not block. Calls to {@link #abandoned} and {@link #attended} alternate, and so do calls to {@link #pause} and
 * {@link #resume}.
 */
public interface StreamProducer {

    /** The stream is to end immediately. May be called more than once. */
    void stop();

    /**
     * A message from another instance, in a form that only producers understand.
     *
     * @return whether it was understood and accepted
     */
    default boolean told(String message) {
        return false;
    }

    /** Nobody is reading the stream any more, neither here nor on another instance, and it has not ended. */
    void abandoned();

    /** The stream is being read again. A new stream counts as being read until {@link #abandoned}. */
    void attended();

    /** A reader of a stream that is no longer kept cannot keep up. Nothing more should be written until {@link #resume}. */
    void pause();

    /** Writing may continue after {@link #pause}. */
    void resume();
}
