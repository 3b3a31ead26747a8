package dev.aistreaming.spring.web;

/** Who writes a {@link BrowserResponse}, as that sees it. None of the methods waits for anything, unless it says so. */
public interface ResponseOwner {

    /** The browser takes no more for now. */
    void pause();

    /** The browser takes more: for the first time when the framework has taken over the response. */
    void resume();

    /** There is nobody left to write to, as a write has found out. */
    void browserLeft(Throwable failure);

    /** The browser has left, or the server has ended the request. May be called more than once, and after a good end. */
    void closed();

    /** Too many browsers take nothing, and this one is given up. May take long. */
    void giveUp();
}
