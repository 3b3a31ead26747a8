package dev.aistreaming.testing;

import dev.aistreaming.http.Exchange;
import dev.aistreaming.http.ExchangeListener;
import dev.aistreaming.http.HttpPost;
import dev.aistreaming.http.Transport;
import dev.aistreaming.recording.Recording;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Answers every request with the same recording, without a network. */
final class ReplayTransport implements Transport {

    private final Recording recording;
    private final boolean atSpeed;
    private final Runnable onStart;

    /**
     * @param atSpeed whether to reproduce the timing of the provider
     * @param onStart runs at the start of each exchange
     */
    ReplayTransport(Recording recording, boolean atSpeed, Runnable onStart) {
        this.recording = recording;
        this.atSpeed = atSpeed;
        this.onStart = onStart;
    }

    @Override
    public Exchange newExchange(HttpPost post, ExchangeListener listener) {
        return new ReplayExchange(recording, atSpeed, listener, onStart);
    }

    @Override
    public Future<?> schedule(Duration delay, Runnable task) {
        CompletableFuture<Void> timer = new CompletableFuture<>();
        var unused = timer.thenRunAsync(task);
        return timer.completeOnTimeout(null, delay.toMillis(), TimeUnit.MILLISECONDS);
    }
}
