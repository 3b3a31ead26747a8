package dev.aistreaming.spring.web;

import java.io.IOException;
import java.time.Duration;

/** Takes the bytes for one browser. Used by one thread at a time. */
interface BrowserOutput {

    /** Writes and flushes the bytes: before this method returns, or as soon as the browser takes them. */
    void write(byte[] events) throws IOException;

    /** Runs a task when everything has been written, which may be at once. Nothing is written after this call. */
    void whenWritten(Runnable task);

    /** Returns how long the browser has not taken any bytes; zero if none are waiting. */
    Duration blockedFor();

    /** Whether new bytes are written at once, and do not only queue behind bytes that the browser has not taken. */
    boolean takes();

    /** Discards what the browser does not take. */
    void breakOff();

    /** Whether no method ever waits for the browser. */
    boolean isNonBlocking();
}
