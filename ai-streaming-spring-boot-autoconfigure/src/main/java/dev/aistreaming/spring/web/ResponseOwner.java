package dev.aistreaming.spring.web;

/** Writes to a {@link BrowserResponse} and gets its notifications. No method blocks, unless it says so. */
public interface ResponseOwner {

    /** The browser takes no more for now. */
    void pause();

    /** The browser takes more. Called for the first time when the framework has taken over the response. */
    void resume();

    /** A write has failed because the client has disconnected. */
    void browserLeft(Throwable failure);

    /** The client has disconnected, or the server has ended the request. May be called more than once, and after a regular end. */
    void closed();

    /** Too many browsers do not read, and this one is given up. May take a long time. */
    void giveUp();
}
