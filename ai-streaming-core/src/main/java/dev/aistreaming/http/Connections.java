package dev.aistreaming.http;

import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.SystemDefaultRoutePlanner;
import org.apache.hc.client5.http.nio.AsyncConnectionEndpoint;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.routing.HttpRoutePlanner;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolStats;
import org.apache.hc.core5.reactor.ConnectionInitiator;
import org.apache.hc.core5.reactor.DefaultConnectingIOReactor;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.reactor.ssl.SSLBufferMode;
import org.apache.hc.core5.reactor.ssl.SSLIOSession;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections of a transport and the threads that read them. */
final class Connections implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Connections.class);

    /** More threads would only be idle: each one relays tens of thousands of tokens per second. */
    private static final int MAX_THREADS = 4;

    /** A connection that has been idle for this long may have been closed without our having noticed. */
    private static final TimeValue CHECKED_AFTER = TimeValue.ofSeconds(1);

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final Timeout connectTimeout;
    private final Duration keepAlive;
    private final AtomicReference<@Nullable Future<?>> sweep = new AtomicReference<>();
    private final HttpRoutePlanner routes;
    private final PoolingAsyncClientConnectionManager pool;
    private final DefaultConnectingIOReactor reactor;
    private final @Nullable AllowedAddresses addresses;
    private final Runnable onDeath;
    private volatile boolean closed;
    private volatile boolean broken;

    /**
     * @param keepAlive how long a connection may stay idle before it is closed
     * @param onDeath called if a thread has died unexpectedly, after which these connections are unusable
     */
    Connections(HttpSettings settings, Duration keepAlive, Runnable onDeath) {
        this.onDeath = onDeath;
        this.keepAlive = keepAlive;
        this.connectTimeout = Timeout.of(settings.connectTimeout());
        this.routes = new SystemDefaultRoutePlanner(settings.proxy());
        this.addresses = settings.addressFilter() == null ? null : new AllowedAddresses(settings.addressFilter());
        this.pool = newPool(settings, connectTimeout, addresses);
        this.reactor = new DefaultConnectingIOReactor(
                new Protocols(this::logException),
                IOReactorConfig.custom()
                        .setIoThreadCount(Math.min(Runtime.getRuntime().availableProcessors(), MAX_THREADS))
                        .build(),
                threads(),
                session -> session instanceof SSLIOSession ? session : new SingleReadSession(session),
                this::logException,
                null,
                session -> session.close(CloseMode.IMMEDIATE));
        reactor.start();
    }

    private static PoolingAsyncClientConnectionManager newPool(
            HttpSettings settings, Timeout connectTimeout, @Nullable AllowedAddresses addresses) {
        int max = settings.maxConnections() == null ? Integer.MAX_VALUE : settings.maxConnections();
        return PoolingAsyncClientConnectionManagerBuilder.create()
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.STRICT)
                .setMaxConnPerRoute(max)
                .setMaxConnTotal(Integer.MAX_VALUE)
                .setTlsStrategy(tls(settings))
                .setDnsResolver(addresses) // null for the system's resolver
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(connectTimeout)
                        .setValidateAfterInactivity(CHECKED_AFTER)
                        .build())
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setHandshakeTimeout(connectTimeout)
                        .setVersionPolicy(
                                settings.http2() ? HttpVersionPolicy.NEGOTIATE : HttpVersionPolicy.FORCE_HTTP_1)
                        .build())
                .build();
    }

    private static TlsStrategy tls(HttpSettings settings) {
        SSLContext context = settings.sslContext() == null ? defaultContext() : settings.sslContext();
        context.createSSLEngine(); // so that an unusable context fails here, and not with the first call
        SSLParameters parameters = settings.sslParameters();
        return new DefaultClientTlsStrategy(
                context,
                parameters == null ? null : parameters.getProtocols(),
                parameters == null ? null : parameters.getCipherSuites(),
                SSLBufferMode.STATIC,
                HostnameVerificationPolicy.BUILTIN,
                null);
    }

    private static SSLContext defaultContext() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the JVM has no default SSLContext", e);
        }
    }

    private ThreadFactory threads() {
        return task -> {
            Thread thread = new Thread(() -> run(task), "ai-streaming-http-" + NUMBERS.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable fault) {
            log.error("A thread that reads connections to providers has died", fault);
        } finally {
            if (!closed) {
                broken = true;
                onDeath.run();
            }
        }
    }

    private void logException(Exception fault) {
        if (!closed) {
            log.error("A thread that reads connections to providers has failed", fault);
        }
    }

    /** Whether a thread has died. */
    boolean isBroken() {
        return broken;
    }

    /** Direct or through a proxy. */
    HttpRoute route(URI uri) throws HttpException {
        return routes.determineRoute(HttpHost.create(uri), HttpClientContext.create());
    }

    /** Leases a place in the pool, which comes with a connection if one is idle. */
    Future<AsyncConnectionEndpoint> lease(HttpRoute route, FutureCallback<AsyncConnectionEndpoint> callback) {
        pool.closeExpired();
        return pool.lease("", route, null, Timeout.DISABLED, callback);
    }

    Loan loan(AsyncConnectionEndpoint endpoint) {
        sweepLater();
        return new Loan(pool, endpoint, Timeout.of(keepAlive));
    }

    /** The pool checks its connections only when one is requested. */
    private void sweepLater() {
        if (sweep.get() == null && !closed) {
            Future<?> next = Later.run(keepAlive, Runnable::run, this::sweep);
            if (!sweep.compareAndSet(null, next) || closed) {
                next.cancel(false);
            }
        }
    }

    private void sweep() {
        sweep.set(null);
        PoolStats now = stats();
        if (now.getLeased() + now.getAvailable() > 0) {
            sweepLater();
        }
    }

    /** Connects to the provider, including TLS, or to the proxy. Resolves addresses, which may take long. */
    Future<AsyncConnectionEndpoint> connect(Loan loan, FutureCallback<AsyncConnectionEndpoint> callback) {
        return pool.connect(
                loan.endpoint(), initiator(loan), connectTimeout, null, HttpClientContext.create(), callback);
    }

    /** The client loses track of a connection that is established while waiting for it is being cancelled; the loan does not. */
    private ConnectionInitiator initiator(Loan loan) {
        return (endpoint, remote, local, timeout, versions, callback) -> {
            AddressRefusedException refusal = addresses == null ? null : addresses.refusal(remote);
            if (refusal != null) {
                callback.failed(refusal);
                return CompletableFuture.failedFuture(refusal);
            }
            return reactor.connect(endpoint, remote, local, timeout, new Connecting(loan, versions), callback);
        };
    }

    /** Starts TLS inside the tunnel that a proxy has opened. */
    void startTls(Loan loan, FutureCallback<AsyncConnectionEndpoint> callback) {
        pool.upgrade(loan.endpoint(), null, HttpClientContext.create(), callback);
    }

    Timeout connectTimeout() {
        return connectTimeout;
    }

    /** Connections in use and idle ones. */
    PoolStats stats() {
        pool.closeExpired();
        return pool.getTotalStats();
    }

    /** Closes all connections and waits for the threads to end. */
    @Override
    public void close() {
        close(CloseMode.GRACEFUL);
    }

    /** Does not wait. */
    void closeNow() {
        close(CloseMode.IMMEDIATE);
    }

    private void close(CloseMode threads) {
        closed = true;
        Future<?> next = sweep.getAndSet(null);
        if (next != null) {
            next.cancel(false);
        }
        pool.close(CloseMode.IMMEDIATE);
        reactor.close(threads);
    }
}
