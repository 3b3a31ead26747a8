package dev.aistreaming.spring.web;

import java.util.Map;

/** Responds to one request of a browser. Exactly one method is called, once. */
public interface Responder {

    /**
     * Begins a response that will be written to. Its owner is not called before the method that opens the stream has returned.
     *
     * @param head status and headers
     * @param settings say how the response is kept open
     */
    BrowserResponse begin(ResponseHead head, BrowserSettings settings, ResponseOwner owner);

    /**
     * Sends only the headers of a stream, without asking a provider: a GET handler runs for HEAD requests, too.
     *
     * @param headers headers of the response in addition to those of every stream
     */
    void headOnly(Map<String, String> headers);

    /** Responds with 204, because the browser has seen the whole answer. An {@code EventSource} does not reconnect after that. */
    void noContent();
}
