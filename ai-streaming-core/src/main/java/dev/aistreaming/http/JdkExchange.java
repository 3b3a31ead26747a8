package dev.aistreaming.http;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An exchange by the JDK's client: asks for the next read when the listener has taken the last one. The client calls from the
 * thread that reads all its connections; from there, only a listener that does not block is called at once.
 */
final class JdkExchange implements Exchange, HttpResponse.BodyHandler<Void>, HttpResponse.BodySubscriber<Void> {

    private static final long DRAIN_SECONDS = 1;

    /** Less than this between two deliveries, and the second one's bytes were there already. */
    private static final long TOGETHER_NANOS = 20_000;

    /** So often in the life of an exchange; 48 KB are read ahead for each, at most. */
    private static final int MAX_TOGETHER = 16;

    private enum Demand {
        FLOWING,
        PAUSED,
        /** Paused, and the next read has not been asked for. */
        OWED
    }

    private final HttpClient client;
    private final HttpRequest request;
    private final Supplier<Map<String, String>> callHeaders;
    private final ExchangeListener listener;
    private final Executor executor;
    private final Set<JdkExchange> open;
    private final AtomicReference<Demand> demand = new AtomicReference<>(Demand.FLOWING);
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicBoolean calling = new AtomicBoolean();
    private final AtomicReference<@Nullable Runnable> lastCall = new AtomicReference<>();
    private volatile boolean cancelled;

    // of one delivery after the other
    private long deliveredAt;
    private int together;

    private volatile @Nullable CompletableFuture<?> head;
    private volatile @Nullable Subscription subscription;

    JdkExchange(
            HttpClient client,
            HttpRequest request,
            Supplier<Map<String, String>> callHeaders,
            ExchangeListener listener,
            Executor executor,
            Set<JdkExchange> open) {
        this.client = client;
        this.request = request;
        this.callHeaders = callHeaders;
        this.listener = listener;
        this.executor = executor;
        this.open = open;
    }

    @Override
    public void start() {
        HttpRequest whole = withCallHeaders();
        open.add(this);
        executor.execute(() -> send(whole)); // looking up an address may take long
    }

    private HttpRequest withCallHeaders() {
        Map<String, String> headers = callHeaders.get();
        if (headers.isEmpty()) {
            return request;
        }
        HttpRequest.Builder whole = HttpRequest.newBuilder(request, (name, value) -> true);
        headers.forEach(whole::setHeader);
        return whole.build();
    }

    private void send(HttpRequest request) {
        if (cancelled) {
            return; // an answer that nobody wants may be billed
        }
        CompletableFuture<HttpResponse<Void>> response = sendAsync(request);
        head = response;
        var unused = response.whenComplete((answer, failure) -> {
            if (failure != null) {
                onError(failure);
            }
        });
        if (cancelled) {
            cancel();
        }
    }

    private CompletableFuture<HttpResponse<Void>> sendAsync(HttpRequest request) {
        try {
            return client.sendAsync(request, this);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public HttpResponse.BodySubscriber<Void> apply(HttpResponse.ResponseInfo info) {
        listener.onHead(info.statusCode(), info.headers());
        return this;
    }

    @Override
    public CompletionStage<Void> getBody() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        this.subscription = subscription;
        if (cancelled) {
            subscription.cancel();
        } else {
            askForMore(subscription);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        calling.set(true);
        if (isDeliveredHere()) {
            deliver(bytes);
        } else {
            executor.execute(() -> deliver(bytes));
        }
    }

    /**
     * Not where reads keep coming one right after the other: then others would wait. And the client itself, where what it has
     * read in one go is delivered in several pieces and each asks for more, would read ahead by the pieces in excess.
     */
    private boolean isDeliveredHere() {
        if (together > MAX_TOGETHER || !listener.isNonBlocking()) {
            return false;
        }
        if (System.nanoTime() - deliveredAt < TOGETHER_NANOS) {
            together++;
        }
        return together <= MAX_TOGETHER;
    }

    private void deliver(List<ByteBuffer> bytes) {
        try {
            listener.onBody(bytes);
        } finally {
            deliveredAt = System.nanoTime();
            calling.set(false);
        }
        makeLastCall();
        Subscription current = subscription;
        if (current != null && !cancelled) {
            askForMore(current);
        }
    }

    private void askForMore(Subscription current) {
        if (!demand.compareAndSet(Demand.PAUSED, Demand.OWED)) {
            current.request(1);
        }
    }

    @Override
    public void onComplete() {
        end(listener::onEnd);
    }

    @Override
    public void onError(Throwable failure) {
        Throwable cause = failure instanceof CompletionException e && e.getCause() != null ? e.getCause() : failure;
        end(() -> listener.onFailure(cause));
    }

    private void end(Runnable call) {
        open.remove(this);
        if (ended.compareAndSet(false, true)) {
            lastCall.set(call);
            makeLastCall();
        }
    }

    /** The end may come while the last read is still being delivered. */
    private void makeLastCall() {
        Runnable call = lastCall.get();
        if (call != null && calling.compareAndSet(false, true)) {
            if (listener.isNonBlocking()) {
                call.run();
            } else {
                executor.execute(call);
            }
        }
    }

    @Override
    public void pause() {
        demand.compareAndSet(Demand.FLOWING, Demand.PAUSED);
    }

    @Override
    public void resume() {
        Subscription current = subscription;
        if (demand.getAndSet(Demand.FLOWING) == Demand.OWED && current != null) {
            current.request(1);
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        open.remove(this);
        if (ended.get()) {
            return; // the connection is in the pool again, and may already be another exchange's
        }
        CompletableFuture<?> head = this.head;
        if (head != null) {
            head.cancel(true);
        }
        Subscription current = subscription;
        if (current != null) {
            current.cancel();
        }
    }

    @Override
    public void drain() {
        resume();
        CompletableFuture.delayedExecutor(DRAIN_SECONDS, TimeUnit.SECONDS, executor)
                .execute(() -> {
                    if (!ended.get()) {
                        cancel();
                    }
                });
    }
}
