package dev.aistreaming.spring.provider;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.StreamListener;
import dev.aistreaming.pipeline.ForwardingCall;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** One call that a circuit breaker permits, and learns from. */
final class CircuitBreakerCall extends ForwardingCall {

    private final String provider;
    private final CircuitBreaker breaker;
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile boolean cancelled;

    CircuitBreakerCall(String provider, ChatCall delegate, CircuitBreaker breaker) {
        super(delegate);
        this.provider = provider;
        this.breaker = breaker;
    }

    @Override
    public void start(StreamListener listener) {
        if (!started.compareAndSet(false, true)) {
            throw new IllegalStateException("a call is started once");
        }
        if (cancelled) {
            delegate().start(listener); // which says so
        } else if (breaker.tryAcquirePermission()) {
            start(new Watch(listener));
        } else {
            listener.onError(AiException.of(ErrorCode.OVERLOADED)
                    .provider(provider)
                    .userMessage("The AI provider has failed too often; it is left alone for a while.")
                    .build());
        }
    }

    private void start(Watch watch) {
        try {
            delegate().start(watch);
        } catch (Throwable e) {
            watch.notStarted();
            throw e;
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        super.cancel();
    }

    private final class Watch extends OutcomeListener {
        private final long startedAt = System.nanoTime();
        private final AtomicBoolean noted = new AtomicBoolean();

        Watch(StreamListener listener) {
            super(listener);
        }

        @Override
        void answered() {
            noted.set(true);
            breaker.onSuccess(System.nanoTime() - startedAt, TimeUnit.NANOSECONDS);
        }

        @Override
        void failed(AiException error) {
            noted.set(true);
            if (error.code().providerFault()) {
                // who listens to the breaker's events may keep them
                breaker.onError(System.nanoTime() - startedAt, TimeUnit.NANOSECONDS, error.withPartial(null));
            } else {
                breaker.releasePermission();
            }
        }

        void notStarted() {
            if (noted.compareAndSet(false, true)) {
                breaker.releasePermission();
            }
        }
    }
}
