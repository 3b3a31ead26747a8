package dev.aistreaming.spring;

import java.time.Duration;

/** Is told what becomes of the streams of an application. Called on threads that other streams need too: must not block. */
public interface StreamObserver {

    /** The provider that was asked, by its name, has answered or failed, and that is what became of the stream. */
    void ended(String provider, StreamOutcome outcome);

    /**
     * A call was cancelled, because the browser had left or somebody wanted it.
     *
     * @param latency from then until the call had ended and its connection was closed
     */
    void cancelled(String provider, Duration latency);
}
