package dev.aistreaming.chat;

/** A single call to a model. Every method may be called from any thread. */
public interface ChatCall {

    /**
     * Sends the request and returns immediately.
     *
     * @param listener receives the events of the answer, and exactly one completion or error
     * @throws IllegalStateException if the call has already been started
     */
    void start(StreamListener listener);

    /**
     * Stops reading from the provider. Events from data that has already been read are still delivered. May be called before {@link
     * #start}.
     */
    void pause();

    /** Continues reading after {@link #pause()}. */
    void resume();

    /**
     * Ends the call, whatever phase it is in, and closes the connection to the provider immediately. The listener receives {@link
     * ErrorCode#CANCELLED} unless the call has already ended. Calling it again has no effect.
     */
    void cancel();
}
