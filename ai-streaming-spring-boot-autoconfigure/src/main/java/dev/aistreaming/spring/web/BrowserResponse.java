package dev.aistreaming.spring.web;

import java.io.IOException;
import java.time.Duration;

/** The response to one browser, independent of the framework that writes it. */
public interface BrowserResponse {

    /** Writes and flushes the bytes: before this method returns, or as soon as the browser takes them. */
    void write(byte[] events) throws IOException;

    /** Writes the bytes unless another thread is writing, so that nothing waits behind a slow browser. */
    void writeIfIdle(byte[] events) throws IOException;

    /** Returns how long the browser has not taken any bytes; zero if none are waiting. */
    Duration blockedFor();

    /** Whether new bytes are written at once, and do not only queue behind bytes that the browser has not taken. */
    boolean takes();

    /** Whether the client is known to have disconnected, although the owner may not have been told yet. */
    default boolean isAbandoned() {
        return false;
    }

    /** Returns the time since the last write. */
    Duration idleFor();

    /** Whether writing never blocks from now on. */
    boolean isNonBlocking();

    /** Whether anything has been sent or is waiting to be sent. */
    boolean hasWritten();

    /** Runs a task when the browser has taken everything. */
    void whenWritten(Runnable task);

    /** Discards what the browser does not take. */
    void breakOff();

    /** Ends the response. */
    void complete();

    /**
     * Ends the response in a way that nobody mistakes for a complete answer: with an error status if nothing has been sent, or else by
     * closing the connection.
     */
    void fail(Throwable cause);

    /** Makes sure that nobody writes any more, because the server reuses the response for other requests. */
    void close();
}
