package dev.aistreaming.spring.provider;

import dev.aistreaming.http.HttpSettings;
import dev.aistreaming.http.HttpTransport;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** Creates one transport for all providers with the same settings: each has a few threads and a pool of connections. */
public final class Transports implements AutoCloseable {

    private final Executor executor;
    private final CallHeaders headers;
    private final Runnable onDead;
    private final Map<HttpSettings, HttpTransport> transports = new ConcurrentHashMap<>();

    /** @param onDead called if no provider can be asked any more */
    public Transports(Executor executor, CallHeaders headers, Runnable onDead) {
        this.executor = executor;
        this.headers = headers;
        this.onDead = onDead;
    }

    public HttpTransport get(HttpSettings settings) {
        return transports.computeIfAbsent(settings, key -> new HttpTransport(key, executor, headers, onDead));
    }

    /** Returns the number of running exchanges. */
    public int openExchanges() {
        return transports.values().stream()
                .mapToInt(HttpTransport::openExchanges)
                .sum();
    }

    /** Returns the number of connections in use. */
    public int activeConnections() {
        return transports.values().stream()
                .mapToInt(HttpTransport::activeConnections)
                .sum();
    }

    /** Returns the number of idle connections. */
    public int idleConnections() {
        return transports.values().stream()
                .mapToInt(HttpTransport::idleConnections)
                .sum();
    }

    @Override
    public void close() {
        transports.values().forEach(HttpTransport::close);
    }
}
