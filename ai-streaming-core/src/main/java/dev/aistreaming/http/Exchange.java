package dev.aistreaming.http;

/** A request under way and its answer. Every method may be called from any thread. */
public interface Exchange {

    /** Sends the request and returns at once. */
    void start();

    /** Stops reading; what one read had already brought is still delivered. */
    void pause();

    /** Goes on reading. */
    void resume();

    /** Closes the connection at once. The listener may or may not hear of it. */
    void cancel();

    /**
     * The rest of the body is of no interest: it is read away, so that the connection can be used again, unless it does not
     * end soon; then the connection is closed. The listener goes on getting what is read.
     */
    void drain();
}
