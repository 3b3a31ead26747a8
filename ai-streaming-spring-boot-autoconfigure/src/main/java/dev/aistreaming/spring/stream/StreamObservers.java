package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.spring.StreamObserver;
import dev.aistreaming.spring.StreamOutcome;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Several observers that are called one after the other. */
public final class StreamObservers implements StreamObserver {

    private static final Logger log = LoggerFactory.getLogger(StreamObservers.class);

    private final List<StreamObserver> observers;

    public StreamObservers(List<StreamObserver> observers) {
        this.observers = List.copyOf(observers);
    }

    @Override
    public void ended(String provider, StreamOutcome outcome) {
        ended(provider, outcome, null);
    }

    @Override
    public void ended(String provider, StreamOutcome outcome, @Nullable ChatResponse answer) {
        tell(observer -> observer.ended(provider, outcome, answer));
    }

    @Override
    public void cancelled(String provider, Duration latency) {
        tell(observer -> observer.cancelled(provider, latency));
    }

    @Override
    public void failedOver(String failed, String next, AiException error) {
        tell(observer -> observer.failedOver(failed, next, error));
    }

    private void tell(Consumer<StreamObserver> news) {
        for (StreamObserver observer : observers) {
            try {
                news.accept(observer);
            } catch (Throwable e) {
                log.error("{} failed", observer, e);
            }
        }
    }
}
