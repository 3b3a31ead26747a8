package dev.aistreaming.spring.web;

import java.io.IOException;
import java.time.Duration;

/** Where the bytes for one browser go. One thread at a time writes. */
interface BrowserOutput {

    /** Writes and flushes: before this returns, or as soon as the browser takes it. */
    void write(byte[] events) throws IOException;

    /** Runs a task when everything has been written, which may be at once. Nothing is written after this. */
    void whenWritten(Runnable task);

    /** How long the browser has been taking nothing of what is to be written; zero where nothing waits. */
    Duration blockedFor();

    /** Whether what is written now does not only join what waits for the browser. */
    boolean takes();

    /** Gives up what the browser does not take. */
    void breakOff();

    /** Whether nothing here ever waits for the browser. */
    boolean isNonBlocking();
}
