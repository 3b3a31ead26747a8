package dev.aistreaming.spring;

import dev.aistreaming.chat.AiException;
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

    /**
     * A provider has failed in the middle of an answer, which begins anew with another one: what the browser has got is void.
     *
     * @param failed the name of the provider that failed
     * @param next the name of the one that is asked now
     * @param error what it failed with, and {@linkplain AiException#partial() what had come} of its answer
     */
    default void failedOver(String failed, String next, AiException error) {}
}
