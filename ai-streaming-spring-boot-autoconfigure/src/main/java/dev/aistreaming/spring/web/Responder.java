package dev.aistreaming.spring.web;

import java.util.Map;

/** Answers one request of a browser. One of the methods is called, once. */
public interface Responder {

    /**
     * Begins a response that is written from now on. Its owner hears nothing of it before whoever opens the stream has returned.
     *
     * @param head how it begins
     * @param settings how it is kept open
     */
    BrowserResponse begin(ResponseHead head, BrowserSettings settings, ResponseOwner owner);

    /**
     * The headers of a stream and nothing after them, which nobody is asked for: a handler of GET runs for HEAD, too.
     *
     * @param headers those of the response besides what every stream has
     */
    void headOnly(Map<String, String> headers);

    /** An answer of which everything has been seen: 204, after which an {@code EventSource} does not come back. */
    void noContent();
}
