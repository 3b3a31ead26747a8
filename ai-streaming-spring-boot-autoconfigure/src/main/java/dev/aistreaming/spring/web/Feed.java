package dev.aistreaming.spring.web;

/** Supplies what a browser gets, as seen by its connection. No method blocks. */
public interface Feed {

    /** The browser takes no more for now. */
    void pause();

    /** The browser takes more. Called for the first time when the framework has taken over the response. */
    void resume();

    /** The client has disconnected, or the server has ended the request. May be called more than once, and after a regular end. */
    void browserLeft();

    /** The browser has not read for too long. The stream should be ended with {@link BrowserConnection#breakOff}. */
    void tookNothing();

    /** Nothing is written any more. Called once. */
    void ended();
}
