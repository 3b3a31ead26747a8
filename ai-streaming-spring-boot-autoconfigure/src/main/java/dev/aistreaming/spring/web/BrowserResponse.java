package dev.aistreaming.spring.web;

import java.io.IOException;
import java.time.Duration;

/** The response to one browser, however the framework has it written. */
public interface BrowserResponse {

    /** Writes and flushes, before this returns or as soon as the browser takes it. */
    void write(byte[] events) throws IOException;

    /** Writes unless somebody else does: nothing waits behind a slow browser. */
    void writeIfIdle(byte[] events) throws IOException;

    /** How long the browser has been taking nothing; zero where nothing waits for it. */
    Duration blockedFor();

    /** Whether what is written now does not only wait for the browser. */
    boolean takes();

    /** Whether it is known that nobody reads it any more, though its owner may not have been told yet. */
    default boolean isAbandoned() {
        return false;
    }

    /** How long nothing has been written. */
    Duration idleFor();

    /** Whether writing never waits for the browser, from now on. */
    boolean isNonBlocking();

    /** Whether anything has been sent, or waits to be. */
    boolean hasWritten();

    /** Runs a task when the browser has taken everything. */
    void whenWritten(Runnable task);

    /** Gives up what the browser does not take. */
    void breakOff();

    /** Ends the response. */
    void complete();

    /** Ends the response so that nobody takes it for whole: by a status where nothing has been sent, else by breaking the connection off. */
    void fail(Throwable cause);

    /** Nothing is written any more, by whomever: the server goes on to other requests. */
    void close();
}
