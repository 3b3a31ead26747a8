package dev.aistreaming.spring.publish;

/** Whose request a subscription is for. */
public interface Requester {

    /** Opens the stream on this thread, where the request is the current one meanwhile, and only then. */
    void run(Runnable opening);

    /** Closes the connection at once, where that can be done: the browser has taken nothing for too long. */
    void closeConnection();
}
