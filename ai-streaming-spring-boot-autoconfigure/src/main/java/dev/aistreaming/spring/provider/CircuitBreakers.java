package dev.aistreaming.spring.provider;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.observation.ProviderIdentity;
import dev.aistreaming.spring.ProviderCustomizer;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;

/** Puts each provider behind the circuit breaker of the same name. */
public final class CircuitBreakers implements ProviderCustomizer {

    private final CircuitBreakerRegistry registry;

    public CircuitBreakers(CircuitBreakerRegistry registry) {
        this.registry = registry;
    }

    @Override
    public ChatProvider customize(ChatProvider provider, ProviderIdentity identity) {
        return new CircuitBreakerProvider(provider, registry.circuitBreaker(provider.name()));
    }
}
