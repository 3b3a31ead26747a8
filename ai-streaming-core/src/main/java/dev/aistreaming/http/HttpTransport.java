package dev.aistreaming.http;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Connections to providers, by the JDK's {@link HttpClient}s: some few, for each reads all its connections on one thread.
 */
public final class HttpTransport implements AutoCloseable {

    /** More threads than this would only wait: each relays tens of thousands of tokens per second. */
    private static final int MAX_CLIENTS = 4;

    private final List<Connections> connections;
    private final Executor executor;
    private final Supplier<Map<String, String>> callHeaders;

    /** Those that one thread reads. */
    private record Connections(HttpClient client, Set<JdkExchange> open) {}

    /**
     * @param settings how connections are made
     * @param executor runs the callbacks of listeners that may block: virtual threads, or a pool large enough that a slow
     *     listener, which keeps its thread, does not hold up others; not closed here
     */
    public HttpTransport(HttpSettings settings, Executor executor) {
        this(settings, executor, Map::of);
    }

    /**
     * @param settings how connections are made
     * @param executor as above
     * @param callHeaders further headers of each exchange, asked for on the thread that starts it
     */
    public HttpTransport(HttpSettings settings, Executor executor, Supplier<Map<String, String>> callHeaders) {
        int count = Math.min(Runtime.getRuntime().availableProcessors(), MAX_CLIENTS);
        this.connections = Stream.generate(() -> new Connections(newClient(settings), ConcurrentHashMap.newKeySet()))
                .limit(count)
                .toList();
        this.executor = executor;
        this.callHeaders = callHeaders;
    }

    private static HttpClient newClient(HttpSettings settings) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(settings.http2() ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.connectTimeout())
                .executor(Runnable::run);
        if (settings.proxy() != null) {
            builder.proxy(settings.proxy());
        }
        if (settings.sslContext() != null) {
            builder.sslContext(settings.sslContext());
        }
        if (settings.sslParameters() != null) {
            builder.sslParameters(settings.sslParameters());
        }
        return builder.build();
    }

    /** Prepares an exchange; nothing is sent before its {@link Exchange#start}. */
    public Exchange newExchange(HttpPost post, ExchangeListener listener) {
        // of those with as few, the first: calls one after the other use the same connection
        Connections chosen = Collections.min(
                connections, Comparator.comparingInt(one -> one.open().size()));
        return new JdkExchange(chosen.client(), post.toRequest(), callHeaders, listener, executor, chosen.open());
    }

    /**
     * Runs a task on the executor after a time, unless what is returned is cancelled before.
     *
     * @param delay the time to wait
     * @param task what to run; not held once it is cancelled
     */
    public Future<?> schedule(Duration delay, Runnable task) {
        CompletableFuture<Void> timer = new CompletableFuture<>();
        var unused = timer.thenRunAsync(task, executor);
        return timer.completeOnTimeout(null, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** How many exchanges are under way. */
    public int openExchanges() {
        return connections.stream().mapToInt(one -> one.open().size()).sum();
    }

    /** Cancels what is under way. On JDK 17 a client's own thread ends when the client is garbage. */
    @Override
    public void close() {
        for (Connections one : connections) {
            one.open().forEach(JdkExchange::cancel);
            if (one.client() instanceof AutoCloseable closeable) { // since JDK 21
                try {
                    closeable.close();
                } catch (Exception e) {
                    throw new IllegalStateException("the HTTP client could not be closed", e);
                }
            }
        }
    }
}
