package dev.aistreaming.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Connects to providers with Apache HttpClient: a pool of connections, and a few threads that read all of them. */
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
     * Creates a transport.
     *
     * @param settings how connections are made
     * @param executor runs callbacks of listeners that may block: virtual threads, or a pool large enough that a slow listener,
     *     which occupies its thread, does not delay others; not closed here
     */
    public HttpTransport(HttpSettings settings, Executor executor) {
        this(settings, executor, Map::of);
    }

    /**
     * Creates a transport.
     *
     * @param settings how connections are made
     * @param executor as above
     * @param callHeaders additional headers for each exchange, evaluated on the thread that starts it
     */
    public HttpTransport(HttpSettings settings, Executor executor, Supplier<Map<String, String>> callHeaders) {
        this(settings, executor, callHeaders, () -> {});
    }

    /**
     * Creates a transport.
     *
     * @param settings how connections are made
     * @param executor as above
     * @param callHeaders as above
     * @param onDead called if a thread that reads connections has died, usually for lack of memory, and cannot be replaced, so that
     *     no provider can be called any more. Called again for each exchange that fails because of that
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

    /** Runs the task on the executor. */
    @Override
    public Future<?> schedule(Duration delay, Runnable task) {
        return Later.run(delay, executor, task);
    }

    /** The number of exchanges in progress. */
    public int openExchanges() {
        return open.size();
    }

    /** The number of connections in use, including those being established. */
    public int activeConnections() {
        return current().stats().getLeased();
    }

    /** The number of idle connections. */
    public int idleConnections() {
        return current().stats().getAvailable();
    }

    /** Closes all connections. The listeners of exchanges in progress receive a failure. */
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
