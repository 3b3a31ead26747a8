package dev.aistreaming.spring;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Is told what becomes of the streams of an application. Called on threads that other streams need too: must not block. */
public interface StreamObserver {

    /** The provider that was asked, by its name, has answered or failed, and that is what became of the stream. */
    default void ended(String provider, StreamOutcome outcome) {}

    /**
     * The same, for those who want to know what there was of the answer. By default, {@link #ended(String, StreamOutcome)} is told.
     *
     * @param provider the name of the provider that was asked; who has answered says the answer
     * @param answer the whole answer, or what had arrived of one that was stopped, cut, or failed: its text, its calls, and its
     *     {@linkplain dev.aistreaming.chat.Usage usage}, which is estimated where the provider could not report it; {@code null} where nothing had arrived
     */
    default void ended(String provider, StreamOutcome outcome, @Nullable ChatResponse answer) {
        ended(provider, outcome);
    }

    /**
     * A call was cancelled, because the browser had left or somebody wanted it.
     *
     * @param latency from then until the call had ended and its connection was closed
     */
    default void cancelled(String provider, Duration latency) {}

    /**
     * A provider has failed in the middle of an answer, which begins anew with another one: what the browser has got is void.
     *
     * @param failed the name of the provider that failed
     * @param next the name of the one that is asked now
     * @param error what it failed with, and {@linkplain AiException#partial() what had come} of its answer
     */
    default void failedOver(String failed, String next, AiException error) {}
}
