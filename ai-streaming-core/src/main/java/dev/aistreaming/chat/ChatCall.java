package dev.aistreaming.chat;

/** One call of a model. Every method may be called from any thread. */
public interface ChatCall {

    /**
     * Sends the request and returns at once.
     *
     * @throws IllegalStateException when called a second time
     */
    void start(StreamListener listener);

    /**
     * Stops reading from the provider. What one network read had already brought is still delivered. May be called before
     * {@link #start}.
     */
    void pause();

    /** Goes on reading after {@link #pause}. */
    void resume();

    /**
     * Ends the call in whatever phase it is and closes the provider's connection at once. The listener gets
     * {@link ErrorCode#CANCELLED}, unless the call had ended before.
     */
    void cancel();
}
