package dev.aistreaming.spring.provider;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.observation.ProviderIdentity;
import java.util.List;

/** Puts something of an optional library around each provider. Those of a lower order are further inside. */
public interface ProviderDecorator {

    /** Learns from every call that is made, and not from those that are refused. */
    int HEALTH = -100;

    /** Next to the call: it decides whether the provider is asked. */
    int CIRCUIT_BREAKER = 0;

    /** Around it: a call that is refused is a call. */
    int METERS = 100;

    /** Outermost. */
    int OBSERVATION = 200;

    ChatProvider decorate(ChatProvider provider, ProviderIdentity identity);

    /** What stands around a provider that has others behind it. */
    default ChatProvider decorateChain(ChatProvider chain) {
        return chain;
    }

    /** One around the other. */
    static ProviderDecorator nested(List<ProviderDecorator> innermostFirst) {
        return new ProviderDecorator() {
            @Override
            public ChatProvider decorate(ChatProvider provider, ProviderIdentity identity) {
                ChatProvider decorated = provider;
                for (ProviderDecorator decorator : innermostFirst) {
                    decorated = decorator.decorate(decorated, identity);
                }
                return decorated;
            }

            @Override
            public ChatProvider decorateChain(ChatProvider chain) {
                ChatProvider decorated = chain;
                for (ProviderDecorator decorator : innermostFirst) {
                    decorated = decorator.decorateChain(decorated);
                }
                return decorated;
            }
        };
    }
}
