package dev.aistreaming.http;

import java.time.Duration;
import java.util.concurrent.Future;

/** Carries requests to providers, and their answers back. */
public interface Transport {

    /** Prepares an exchange; nothing is sent before its {@link Exchange#start}. */
    Exchange newExchange(HttpPost post, ExchangeListener listener);

    /**
     * Runs a task after a time, unless what is returned is cancelled before.
     *
     * @param delay the time to wait
     * @param task what to run; not held once it is cancelled
     */
    Future<?> schedule(Duration delay, Runnable task);
}
