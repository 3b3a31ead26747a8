package dev.aistreaming.chat;

/**
 * Answers {@link ChatRequest}s. Implemented by the providers themselves and by decorators around them. Implementations must be
 * thread-safe.
 */
public interface ChatProvider {

    /** The name under which the provider is configured, such as {@code openai}. */
    String name();

    /**
     * Prepares a call. Nothing is sent before {@link ChatCall#start}.
     *
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST}, naming the field, if this provider cannot handle the request
     */
    ChatCall newCall(ChatRequest request);
}
