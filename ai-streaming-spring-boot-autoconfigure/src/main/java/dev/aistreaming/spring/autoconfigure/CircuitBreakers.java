package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.observation.ProviderIdentity;
import dev.aistreaming.spring.ProviderCustomizer;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;

/** Each provider behind the circuit breaker of its name. */
final class CircuitBreakers implements ProviderCustomizer {

    private final CircuitBreakerRegistry registry;

    CircuitBreakers(CircuitBreakerRegistry registry) {
        this.registry = registry;
    }

    @Override
    public ChatProvider customize(ChatProvider provider, ProviderIdentity identity) {
        return new CircuitBreakerProvider(provider, registry.circuitBreaker(provider.name()));
    }
}
