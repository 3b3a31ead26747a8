package dev.aistreaming.http;

import java.net.http.HttpClient;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** Connections to providers, by the JDK's {@link HttpClient}. */
public final class HttpTransport implements AutoCloseable {

    private final HttpClient client;
    private final Executor executor;
    private final Set<JdkExchange> open = ConcurrentHashMap.newKeySet();

    /**
     * @param settings how connections are made
     * @param executor runs the callbacks of all exchanges: virtual threads, or a pool large enough that a slow listener,
     *     which keeps its thread, does not hold up others; not closed here
     */
    public HttpTransport(HttpSettings settings, Executor executor) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(settings.http2() ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.connectTimeout())
                .executor(executor);
        if (settings.proxy() != null) {
            builder.proxy(settings.proxy());
        }
        if (settings.sslContext() != null) {
            builder.sslContext(settings.sslContext());
        }
        this.client = builder.build();
        this.executor = executor;
    }

    /** Prepares an exchange; nothing is sent before its {@link Exchange#start}. */
    public Exchange newExchange(HttpPost post, ExchangeListener listener) {
        return new JdkExchange(client, post.toRequest(), listener, executor, open);
    }

    /** How many exchanges are under way. */
    public int openExchanges() {
        return open.size();
    }

    /** Cancels what is under way. On JDK 17 the client's own thread ends when the client is garbage. */
    @Override
    public void close() {
        open.forEach(JdkExchange::cancel);
        if (client instanceof AutoCloseable closeable) { // since JDK 21
            try {
                closeable.close();
            } catch (Exception e) {
                throw new IllegalStateException("the HTTP client could not be closed", e);
            }
        }
    }
}
