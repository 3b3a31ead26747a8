package dev.aistreaming.spring.provider;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.pipeline.StagedProvider;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;

/** Asks a provider unless its circuit breaker is open. */
final class CircuitBreakerProvider extends StagedProvider {

    private final CircuitBreaker breaker;

    CircuitBreakerProvider(ChatProvider delegate, CircuitBreaker breaker) {
        super(delegate);
        this.breaker = breaker;
    }

    @Override
    protected ChatCall around(ChatCall call, ChatRequest request) {
        return new CircuitBreakerCall(name(), call, breaker);
    }
}
