package dev.aistreaming.spring.bridge;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.provider.PushSource;

/**
 * Lets a bean of another AI library answer as a provider. A library may have several, one for each type of bean; they are asked in
 * their order.
 *
 * @param <B> the type of bean
 */
public interface Bridge<B> {

    /** What {@code ai.streaming.providers.<name>.type} calls the library, such as {@code spring-ai}. */
    String type();

    /** The type of bean. */
    Class<B> beanType();

    /** Whether it can be sent {@link ChatRequest#options()}. */
    default boolean takesOptions() {
        return false;
    }

    /**
     * What answers a request; nothing has begun yet.
     *
     * @param bean asked
     * @param provider the name of the provider, for errors
     * @param request with the configured defaults
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST}, naming what of the request cannot be said to this library
     */
    PushSource source(B bean, String provider, ChatRequest request);
}
