package dev.aistreaming.spring;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.observation.ProviderIdentity;
import dev.aistreaming.pipeline.Stage;
import dev.aistreaming.pipeline.StagedProvider;

/**
 * Decorates every provider of the application, both configured ones and {@link ChatProvider} beans. Define a bean of this type. The decorator
 * is outside of timeouts, retry and limits: it sees each call once, no matter how often it is retried, and sees the limited answer.
 *
 * <p>A lower {@linkplain org.springframework.core.annotation.Order order} is further inside. The starter's own customizers have the orders
 * of the constants below. A bean without an order is outermost. {@link StagedProvider} and {@link Stage} save you most of the code.
 * Callbacks may run on any thread, without the context of the request.
 */
@FunctionalInterface
public interface ProviderCustomizer {

    /** The order of the health indicator, which sees every call that is made, but not calls that are refused. */
    int HEALTH_ORDER = -100;

    /** The order of the circuit breakers, which may refuse a call. */
    int CIRCUIT_BREAKER_ORDER = 0;

    /** The order of the meters, which also count refused calls. */
    int METERS_ORDER = 100;

    /** The order of the observations, which produce spans. */
    int OBSERVATION_ORDER = 200;

    /**
     * Decorates a provider. Called once for each provider when the application starts.
     *
     * @param provider the provider with all decorators that are further inside
     * @param identity what is known of the provider; for a {@link ChatProvider} bean, only its name
     * @return a provider with the same name; the argument itself if there is nothing to do
     */
    ChatProvider customize(ChatProvider provider, ProviderIdentity identity);

    /**
     * Decorates a provider with fallbacks. Each of them is {@linkplain #customize decorated} separately. Called for each call that has
     * fallbacks.
     *
     * @param chain a provider with the name of the first one, which falls back to the others
     * @return the argument itself by default
     */
    default ChatProvider customizeChain(ChatProvider chain) {
        return chain;
    }
}
