package dev.aistreaming.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Connections to providers, by Apache HttpClient: a pool of them, and a few threads that read them all. */
public final class HttpTransport implements Transport, AutoCloseable {

    private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

    private final HttpSettings settings;
    private final Executor executor;
    private final Supplier<Map<String, String>> callHeaders;
    private final Runnable onDead;
    private final Duration keepAlive;
    private final Set<HttpExchange> open = ConcurrentHashMap.newKeySet();
    private Connections connections;
    private boolean closed;

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
        this(settings, executor, callHeaders, () -> {});
    }

    /**
     * @param settings how connections are made
     * @param executor as above
     * @param callHeaders as above
     * @param onDead called where a thread that reads connections has died, for want of memory as a rule, and cannot be
     *     replaced: no provider can be asked any more. Called again with each exchange that fails of it
     */
    public HttpTransport(
            HttpSettings settings, Executor executor, Supplier<Map<String, String>> callHeaders, Runnable onDead) {
        this(settings, executor, callHeaders, onDead, KEEP_ALIVE);
    }

    HttpTransport(
            HttpSettings settings,
            Executor executor,
            Supplier<Map<String, String>> callHeaders,
            Runnable onDead,
            Duration keepAlive) {
        Later.prepare();
        this.settings = settings;
        this.keepAlive = keepAlive;
        this.onDead = onDead;
        this.executor = executor;
        this.callHeaders = callHeaders;
        this.connections = connect();
    }

    private Connections connect() {
        return new Connections(settings, keepAlive, this::endThoseOfDeadThreads);
    }

    @Override
    public Exchange newExchange(HttpPost post, ExchangeListener listener) {
        return new HttpExchange(current(), post, listener, settings, callHeaders, executor, open);
    }

    private synchronized Connections current() {
        if (connections.isBroken() && !closed) {
            connections.closeNow();
            try {
                connections = connect();
            } catch (Throwable e) {
                onDead.run();
                throw e;
            }
        }
        return connections;
    }

    private void endThoseOfDeadThreads() {
        IOException cause = new IOException("a thread that reads connections to providers has died");
        for (HttpExchange exchange : open) {
            if (exchange.isOnBroken()) {
                exchange.abort(cause);
            }
        }
    }

    /** As the interface says, on the executor. */
    @Override
    public Future<?> schedule(Duration delay, Runnable task) {
        return Later.run(delay, executor, task);
    }

    /** How many exchanges are under way. */
    public int openExchanges() {
        return open.size();
    }

    /** How many connections are in use, those that are being made included. */
    public int activeConnections() {
        return current().stats().getLeased();
    }

    /** How many connections wait for their next use. */
    public int idleConnections() {
        return current().stats().getAvailable();
    }

    /** Closes all connections. The listeners of what is under way are told a failure. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        IOException cause = new IOException("the application is closing its connections to providers");
        open.forEach(exchange -> exchange.abort(cause));
        connections.close();
    }
}
