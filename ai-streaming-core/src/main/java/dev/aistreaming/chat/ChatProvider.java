package dev.aistreaming.chat;

/** Something that answers a {@link ChatRequest}: a provider, or a decorator of one. Safe for use by many threads. */
public interface ChatProvider {

    /** The name it is configured under, such as {@code openai}. */
    String name();

    /**
     * Prepares a call; nothing is sent before {@link ChatCall#start}.
     *
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST}, naming the field, for a request this provider would refuse
     */
    ChatCall newCall(ChatRequest request);
}
