package dev.aistreaming.spring;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Gets notified of how the streams of an application end. Methods are called on threads that other streams need, too: they must not block. */
public interface StreamObserver {

    /** A stream has ended, because the provider with this name has answered or failed. */
    default void ended(String provider, StreamOutcome outcome) {}

    /**
     * A stream has ended. Override this method to see the answer, too. By default, it calls {@link #ended(String, StreamOutcome)}.
     *
     * @param provider the name of the provider that was asked; the answer names the provider that answered
     * @param answer the whole answer, or the part that had arrived before the stream was stopped, cut off, or failed: its text, its tool
     *     calls, and its {@linkplain dev.aistreaming.chat.Usage usage}, which is estimated if the provider could not report it;
     *     {@code null} if nothing had arrived
     */
    default void ended(String provider, StreamOutcome outcome, @Nullable ChatResponse answer) {
        ended(provider, outcome);
    }

    /**
     * A call was cancelled, because the client disconnected or because somebody stopped it.
     *
     * @param latency the time from the cancellation until the call had ended and its connection was closed
     */
    default void cancelled(String provider, Duration latency) {}

    /**
     * A provider has failed in the middle of an answer, which starts over with another one. The browser discards what it has received.
     *
     * @param failed the name of the provider that failed
     * @param next the name of the provider that is asked now
     * @param error the failure, with the {@linkplain AiException#partial() part of the answer} that had arrived
     */
    default void failedOver(String failed, String next, AiException error) {}
}
