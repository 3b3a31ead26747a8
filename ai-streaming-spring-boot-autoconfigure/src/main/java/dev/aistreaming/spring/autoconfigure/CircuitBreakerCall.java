package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Restart;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.StreamListener;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.concurrent.TimeUnit;

/** One call that a circuit breaker permits, and learns from. */
final class CircuitBreakerCall implements ChatCall {

    private final String provider;
    private final ChatCall delegate;
    private final CircuitBreaker breaker;

    CircuitBreakerCall(String provider, ChatCall delegate, CircuitBreaker breaker) {
        this.provider = provider;
        this.delegate = delegate;
        this.breaker = breaker;
    }

    @Override
    public void start(StreamListener listener) {
        if (breaker.tryAcquirePermission()) {
            delegate.start(new Watch(listener));
        } else {
            listener.onError(AiException.of(ErrorCode.OVERLOADED)
                    .provider(provider)
                    .userMessage("The AI provider has failed too often; it is left alone for a while.")
                    .build());
        }
    }

    @Override
    public void pause() {
        delegate.pause();
    }

    @Override
    public void resume() {
        delegate.resume();
    }

    @Override
    public void cancel() {
        delegate.cancel();
    }

    private final class Watch implements StreamListener {
        private final StreamListener listener;
        private final long startedAt = System.nanoTime();

        Watch(StreamListener listener) {
            this.listener = listener;
        }

        @Override
        public void onEvent(StreamEvent event) {
            listener.onEvent(event);
        }

        @Override
        public void onFlush() {
            listener.onFlush();
        }

        @Override
        public void onRestart(Restart restart) {
            listener.onRestart(restart);
        }

        @Override
        public boolean isNonBlocking() {
            return listener.isNonBlocking();
        }

        @Override
        public void onComplete(ChatResponse response) {
            breaker.onSuccess(System.nanoTime() - startedAt, TimeUnit.NANOSECONDS);
            listener.onComplete(response);
        }

        @Override
        public void onError(AiException error) {
            if (isFaultOfTheProvider(error.code())) {
                breaker.onError(System.nanoTime() - startedAt, TimeUnit.NANOSECONDS, error);
            } else {
                breaker.releasePermission();
            }
            listener.onError(error);
        }
    }

    /** A request that no provider would take says nothing about this one. */
    private static boolean isFaultOfTheProvider(ErrorCode code) {
        return switch (code) {
            case INVALID_REQUEST, CONTEXT_LENGTH_EXCEEDED, CONTENT_FILTERED, CANCELLED, INTERNAL -> false;
            default -> true;
        };
    }
}
