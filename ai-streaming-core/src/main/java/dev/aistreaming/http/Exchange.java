package dev.aistreaming.http;

/** A request in progress and its response. Every method may be called from any thread. */
public interface Exchange {

    /** Sends the request and returns immediately. */
    void start();

    /** Stops reading. What has already been read is still delivered. */
    void pause();

    /** Continues reading. */
    void resume();

    /** Closes the connection immediately. The listener may or may not be notified. */
    void cancel();

    /**
     * The rest of the body is not needed. It is read to the end so that the connection can be reused, unless that takes too long,
     * in which case the connection is closed. The listener continues to receive what is read.
     */
    void drain();
}
