package dev.aistreaming.spring;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.observation.ProviderIdentity;
import dev.aistreaming.pipeline.Stage;
import dev.aistreaming.pipeline.StagedProvider;

/**
 * Puts something around every provider of the application, the configured ones and its own: say it with a bean. What it puts
 * there stands around timeouts, retry and limits, so it sees each call once, whatever is retried inside, and the answer as it is
 * limited.
 *
 * <p>Those of a lower {@linkplain org.springframework.core.annotation.Order order} are further inside; the starter's own have the
 * orders named here, and a bean without an order is outermost. {@link StagedProvider} and {@link Stage} do all but what is of
 * interest. Callbacks may come on any thread, without what belongs to the request's.
 */
@FunctionalInterface
public interface ProviderCustomizer {

    /** The order of what learns for the health endpoint: from every call that is made, and not from those that are refused. */
    int HEALTH_ORDER = -100;

    /** The order of the circuit breakers, which decide whether a provider is asked. */
    int CIRCUIT_BREAKER_ORDER = 0;

    /** The order of the meters, for which a call that is refused is a call. */
    int METERS_ORDER = 100;

    /** The order of the observations, and so of spans. */
    int OBSERVATION_ORDER = 200;

    /**
     * Decorates one provider. Called once for each, when the application starts.
     *
     * @param provider with all that is further inside
     * @param identity what is known of it; of a provider of the application's own, that is its name
     * @return has the same name; the same provider, where there is nothing to do for it
     */
    ChatProvider customize(ChatProvider provider, ProviderIdentity identity);

    /**
     * Decorates a provider that has others behind it; each of them is {@linkplain #customize decorated} by itself. Called for
     * each call that has fallbacks.
     *
     * @param chain the first provider, by its name, which falls back to the others
     * @return as it is, unless said otherwise
     */
    default ChatProvider customizeChain(ChatProvider chain) {
        return chain;
    }
}
