package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.observation.ProviderIdentity;
import java.util.List;

/** Puts something of an optional library around each provider. Those of a lower order are further inside. */
interface ProviderDecorator {

    /** Next to the call: it decides whether the provider is asked. */
    int CIRCUIT_BREAKER = 0;

    ChatProvider decorate(ChatProvider provider, ProviderIdentity identity);

    /** One around the other. */
    static ProviderDecorator nested(List<ProviderDecorator> innermostFirst) {
        return (provider, identity) -> {
            ChatProvider decorated = provider;
            for (ProviderDecorator decorator : innermostFirst) {
                decorated = decorator.decorate(decorated, identity);
            }
            return decorated;
        };
    }
}
