package dev.aistreaming.chat;

/**
 * Receives the events of one {@link ChatCall}.
 *
 * <p>Callbacks are made one at a time and in order, and each sees the effects of those before it. Which thread makes them is
 * unspecified. The last callback is exactly one of {@link #onComplete} and {@link #onError}. A slow listener delays only its own
 * stream, unless it claims to be {@linkplain #isNonBlocking() non-blocking}. If a listener throws an exception, the call ends with
 * {@link ErrorCode#INTERNAL}.
 */
public interface StreamListener {

    /** The next event of the answer. */
    void onEvent(StreamEvent event);

    /**
     * All events that have arrived so far have been delivered, so this is the moment to write buffered output. Called after every
     * network read, even one that brought nothing but a keep-alive.
     */
    default void onFlush() {}

    /**
     * The call has failed and is about to be repeated, by the same provider or another one. Called once for each new attempt,
     * before the delay. Unless {@link Restart#delivered()} says otherwise, the failed call had delivered no content, reasoning or
     * tool call delta.
     */
    default void onRestart(Restart restart) {}

    /** The answer is complete. No callback follows. */
    void onComplete(ChatResponse response);

    /**
     * The answer broke off or never began. No callback follows.
     *
     * @param error why; {@link AiException#partial()} is what had arrived
     */
    void onError(AiException error);

    /**
     * Whether callbacks currently return without blocking: no blocking I/O, and no lock that is held for long. If so, they may be
     * made on a thread that is shared with other streams. Queried before each network read is delivered. A listener that delegates
     * to another one should delegate this method too.
     */
    default boolean isNonBlocking() {
        return false;
    }
}
