package dev.aistreaming.spring.publish;

/** The request that a subscription belongs to. */
public interface Requester {

    /** Runs the opening of a stream on this thread, with the request as the current one during that time only. */
    void run(Runnable opening);

    /** Closes the connection at once if possible, because the browser has not read for too long. */
    void closeConnection();
}
