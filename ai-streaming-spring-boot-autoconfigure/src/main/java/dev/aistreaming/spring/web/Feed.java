package dev.aistreaming.spring.web;

/** Where what a browser gets comes from, as its connection sees it. None of the methods waits for anything. */
public interface Feed {

    /** The browser takes no more for now. */
    void pause();

    /** The browser takes more: for the first time when the framework has taken over the response. */
    void resume();

    /** The browser has left, or the server has ended the request. May be called more than once, and after a good end. */
    void browserLeft();

    /** The browser has taken nothing for too long: to be ended by {@link BrowserConnection#breakOff}. */
    void tookNothing();

    /** Nothing is written any more; called once. */
    void ended();
}
