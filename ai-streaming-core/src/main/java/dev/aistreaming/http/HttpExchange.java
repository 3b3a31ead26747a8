package dev.aistreaming.http;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.nio.AsyncConnectionEndpoint;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.ComplexCancellable;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** One request: obtains a pooled or new connection, sends the request, and has the response delivered. */
final class HttpExchange implements Exchange {

    private static final Duration DRAIN = Duration.ofSeconds(1);

    private final Connections connections;
    private final HttpPost post;
    private final Supplier<Map<String, String>> callHeaders;
    private final @Nullable ProxyCredentials proxyCredentials;
    private final Executor executor;
    private final Set<HttpExchange> open;
    private final Delivery delivery;

    /** The operation that is waiting for a connection. */
    private final ComplexCancellable step = new ComplexCancellable();

    private volatile @Nullable Loan loan;
    private volatile Map<String, String> headersOfCall = Map.of();
    private volatile HttpPost signed;
    private volatile boolean reused;
    private volatile boolean triedAgain;
    private volatile boolean ended;
    private volatile @Nullable Future<?> drainLimit;

    HttpExchange(
            Connections connections,
            HttpPost post,
            ExchangeListener listener,
            HttpSettings settings,
            Supplier<Map<String, String>> callHeaders,
            Executor executor,
            Set<HttpExchange> open) {
        post.check();
        this.connections = connections;
        this.post = post;
        this.signed = post;
        this.callHeaders = callHeaders;
        this.proxyCredentials = settings.proxyCredentials();
        this.executor = executor;
        this.open = open;
        this.delivery = new Delivery(listener, executor, this::abort);
    }

    @Override
    public void start() {
        headersOfCall = callHeaders.get();
        open.add(this);
        if (step.isCancelled()) { // the cancellation may have missed it
            over();
            return;
        }
        elsewhere(this::lease);
    }

    /** Runs something that may take long, such as resolving a host. */
    private void elsewhere(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException closed) {
            abort(closed);
        }
    }

    private void lease() {
        if (step.isCancelled()) {
            return; // an answer that nobody wants might be billed
        }
        try {
            signed = post.signed();
            HttpRoute route = connections.route(signed.uri());
            var lease = connections.lease(route, new Callback<AsyncConnectionEndpoint>() {
                @Override
                public void completed(AsyncConnectionEndpoint endpoint) {
                    leased(route, connections.loan(endpoint));
                }
            });
            step.setDependency(() -> lease.cancel(true));
        } catch (HttpException | RuntimeException e) {
            failed(e);
        }
    }

    private void leased(HttpRoute route, Loan loan) {
        this.loan = loan;
        if (step.isCancelled()) {
            loan.discard();
            return;
        }
        reused = loan.endpoint().isConnected();
        if (reused) {
            send(route, loan);
        } else {
            elsewhere(() -> connect(route, loan));
        }
    }

    private void connect(HttpRoute route, Loan loan) {
        if (step.isCancelled()) {
            return;
        }
        try {
            var connecting = connections.connect(loan, new Callback<AsyncConnectionEndpoint>(loan) {
                @Override
                public void completed(AsyncConnectionEndpoint endpoint) {
                    if (route.isTunnelled()) {
                        openTunnel(route, loan);
                    } else {
                        send(route, loan);
                    }
                }
            });
            step.setDependency(() -> connecting.cancel(true));
        } catch (RuntimeException e) {
            loan.discard();
            failed(e);
        }
    }

    private void openTunnel(HttpRoute route, Loan loan) {
        loan.endpoint().setSocketTimeout(connections.connectTimeout());
        execute(
                loan,
                new TunnelHandler(
                        route.getProxyHost(),
                        Requests.connect(route, proxyCredentials),
                        new Callback<@Nullable Void>(loan) {
                            @Override
                            public void completed(@Nullable Void nothing) {
                                startTls(route, loan);
                            }
                        }));
    }

    /** The client has no timeout for a TLS handshake inside a tunnel, so there is one here. */
    private void startTls(HttpRoute route, Loan loan) {
        Future<?> limit = Later.run(connections.connectTimeout().toDuration(), executor, () -> {
            loan.discard();
            failed(new SocketTimeoutException("no TLS through the proxy within " + connections.connectTimeout()));
        });
        connections.startTls(loan, new Callback<AsyncConnectionEndpoint>(loan) {
            @Override
            public void completed(AsyncConnectionEndpoint endpoint) {
                if (limit.cancel(false)) {
                    endpoint.setSocketTimeout(Timeout.INFINITE); // from here on the pipeline's timeouts apply
                    send(route, loan);
                }
            }

            @Override
            public void failed(Exception cause) {
                limit.cancel(false);
                super.failed(cause);
            }
        });
    }

    private void send(HttpRoute route, Loan loan) {
        HttpRequest request = Requests.post(signed, headersOfCall, route, proxyCredentials);
        execute(loan, new PostHandler(this, delivery, loan, request, signed.body(), Requests.proxy(route)));
    }

    private void execute(Loan loan, AsyncClientExchangeHandler handler) {
        try {
            loan.endpoint().execute("", handler, HttpClientContext.create());
        } catch (RuntimeException givenUp) {
            handler.failed(givenUp);
        }
    }

    /** @param begun whether anything may have reached the server, which may then have acted on the request */
    void attemptFailed(boolean begun, Exception cause) {
        if (!begun && reused && !triedAgain && !ended && !step.isCancelled()) {
            triedAgain = true;
            elsewhere(this::lease);
        } else {
            failed(cause);
        }
    }

    private void failed(Exception cause) {
        over();
        delivery.fail(Failures.translate(cause));
    }

    /** The response has been read to its end. */
    void ended() {
        over();
        delivery.end();
    }

    private void over() {
        ended = true;
        open.remove(this);
        Future<?> limit = drainLimit;
        if (limit != null) {
            limit.cancel(false);
        }
    }

    /** Gives up with this failure. */
    void abort(Throwable cause) {
        giveUp();
        delivery.abort(cause);
    }

    private void giveUp() {
        over();
        step.cancel();
        Loan loan = this.loan;
        if (loan != null) {
            loan.discard();
        }
    }

    boolean isOnBroken() {
        return connections.isBroken();
    }

    @Override
    public void pause() {
        delivery.pause();
    }

    @Override
    public void resume() {
        delivery.resume();
    }

    @Override
    public void cancel() {
        giveUp();
        delivery.stop();
    }

    @Override
    public void drain() {
        resume();
        Future<?> limit = Later.run(DRAIN, executor, this::cancel);
        drainLimit = limit;
        if (ended) {
            limit.cancel(false);
        }
    }

    /** A failure closes the connection, if there is one, and ends the exchange. */
    private abstract class Callback<T extends @Nullable Object> implements FutureCallback<T> {

        private final @Nullable Loan loan;

        Callback() {
            this(null);
        }

        Callback(@Nullable Loan loan) {
            this.loan = loan;
        }

        @Override
        public void failed(Exception cause) {
            if (loan != null) {
                loan.discard();
            }
            HttpExchange.this.failed(cause);
        }

        @Override
        public void cancelled() {
            failed(new IOException("the connection was given up"));
        }
    }
}
