package dev.aistreaming.chat;

/**
 * Takes what one {@link ChatCall} delivers.
 *
 * <p>The callbacks come one at a time, in order, each seeing what the one before did; on which thread is not said. The last
 * one is exactly one of {@link #onComplete} and {@link #onError}. A listener that is slow holds up only its own stream, unless
 * it says that it {@linkplain #isNonBlocking never is}. An exception that a listener throws ends the call with {@link ErrorCode#INTERNAL}.
 */
public interface StreamListener {

    /** The answer goes on. */
    void onEvent(StreamEvent event);

    /**
     * Every event that has arrived so far has been delivered: the moment to write out what was collected. Comes after each
     * network read, also after one that brought nothing but a keep-alive.
     */
    default void onFlush() {}

    /**
     * The call has failed and is made again, by the same provider or by another. Comes before the wait in between, once for each
     * further call. It has failed before any content, reasoning or piece of a tool call, unless {@link Restart#delivered()} says
     * otherwise.
     */
    default void onRestart(Restart restart) {}

    /** The whole answer has arrived. Nothing comes after this. */
    void onComplete(ChatResponse response);

    /** The answer broke off, or never began. Nothing comes after this. */
    void onError(AiException error);

    /**
     * Whether, for the time being, the callbacks return without waiting for anything: no I/O that can block, no lock that is
     * held for long. They may then come on a thread that other streams need too. Asked before each network read is
     * delivered; a listener that passes callbacks on to another asks that one.
     */
    default boolean isNonBlocking() {
        return false;
    }
}
