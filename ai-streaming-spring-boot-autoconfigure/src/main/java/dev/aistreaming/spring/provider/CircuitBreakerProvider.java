package dev.aistreaming.spring.provider;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;

/** Asks a provider only while its circuit breaker is not open. */
final class CircuitBreakerProvider implements ChatProvider {

    private final ChatProvider delegate;
    private final CircuitBreaker breaker;

    CircuitBreakerProvider(ChatProvider delegate, CircuitBreaker breaker) {
        this.delegate = delegate;
        this.breaker = breaker;
    }

    @Override
    public String name() {
        return delegate.name();
    }

    @Override
    public ChatCall newCall(ChatRequest request) {
        return new CircuitBreakerCall(delegate.name(), delegate.newCall(request), breaker);
    }

    @Override
    public String toString() {
        return delegate.toString();
    }
}
