package dev.aistreaming.spring.provider;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.pipeline.Stage;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.concurrent.TimeUnit;

/** A call that a circuit breaker has permitted and learns from. */
final class CircuitBreakerCall extends Stage {

    private final String provider;
    private final CircuitBreaker breaker;
    private volatile boolean cancelled;
    private boolean permitted;
    private long startedAt;

    CircuitBreakerCall(String provider, ChatCall delegate, CircuitBreaker breaker) {
        super(delegate);
        this.provider = provider;
        this.breaker = breaker;
    }

    @Override
    protected void begin() {
        if (cancelled) {
            super.begin(); // which reports it
            return;
        }
        permitted = breaker.tryAcquirePermission();
        if (permitted) {
            startedAt = System.nanoTime();
            super.begin();
        } else {
            onError(AiException.of(ErrorCode.OVERLOADED)
                    .provider(provider)
                    .userMessage("The AI provider has failed too often; it is left alone for a while.")
                    .build());
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        super.cancel();
    }

    @Override
    protected boolean needsEvents() {
        return false;
    }

    @Override
    protected void completed(ChatResponse response) {
        if (permitted) {
            breaker.onSuccess(System.nanoTime() - startedAt, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    protected void failed(AiException error) {
        if (!permitted) {
            return;
        }
        if (error.code().providerFault()) {
            // listeners to the breaker's events may keep them
            breaker.onError(System.nanoTime() - startedAt, TimeUnit.NANOSECONDS, error.withPartial(null));
        } else {
            breaker.releasePermission();
        }
    }
}
