package dev.aistreaming.store;

/**
 * What a store tells the producer of a stream. On any thread, also from within a call of its own; the methods must not wait
 * for anything. {@link #abandoned} and {@link #attended} take turns, and so do {@link #pause} and {@link #resume}.
 */
public interface StreamProducer {

    /** Somebody wants the stream to end at once. Perhaps more than once. */
    void stop();

    /**
     * Another instance says something, in words that only producers know.
     *
     * @return whether it was understood and taken
     */
    default boolean told(String message) {
        return false;
    }

    /** Nobody reads the stream any more, here or elsewhere, and it has not ended. */
    void abandoned();

    /** Somebody reads the stream again. A new stream counts as read until {@link #abandoned}. */
    void attended();

    /** A reader of a stream that is no longer kept cannot follow: nothing more should come until {@link #resume}. */
    void pause();

    /** Goes on after {@link #pause}. */
    void resume();
}
