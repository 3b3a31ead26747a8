package dev.aistreaming.http;

import java.time.Duration;
import java.util.concurrent.Future;

/** Carries requests to providers and their responses back. */
public interface Transport {

    /** Prepares an exchange. Nothing is sent before {@link Exchange#start}. */
    Exchange newExchange(HttpPost post, ExchangeListener listener);

    /**
     * Runs a task after a delay, unless the returned future is cancelled before.
     *
     * @param delay how long to wait
     * @param task the task; not retained once it is cancelled
     */
    Future<?> schedule(Duration delay, Runnable task);
}
