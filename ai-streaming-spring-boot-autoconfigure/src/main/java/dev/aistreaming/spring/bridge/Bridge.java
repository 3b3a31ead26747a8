package dev.aistreaming.spring.bridge;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.provider.PushSource;

/**
 * Lets a bean of another AI library answer as a provider. A library may have several bridges, one for each type of bean, which are tried
 * in order.
 *
 * @param <B> the type of bean
 */
public interface Bridge<B> {

    /** Returns the library's name in {@code ai.streaming.providers.<name>.type}, such as {@code spring-ai}. */
    String type();

    /** Returns the type of bean. */
    Class<B> beanType();

    /** Whether it supports {@link ChatRequest#options()}. */
    default boolean takesOptions() {
        return false;
    }

    /**
     * Creates the source of an answer. Nothing has been sent yet.
     *
     * @param bean the bean to ask
     * @param provider the name of the provider, for errors
     * @param request the request with the configured defaults
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST}, naming the part of the request that this library cannot express
     */
    PushSource source(B bean, String provider, ChatRequest request);
}
