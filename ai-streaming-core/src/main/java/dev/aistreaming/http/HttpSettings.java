package dev.aistreaming.http;

import java.net.ProxySelector;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * How connections to providers are made.
 *
 * @param connectTimeout the longest wait for a connection, TLS included
 * @param http2 whether to speak HTTP/2 where the provider does; off by default, because a provider's limit of streams per
 *     connection then holds up many streams at a time, and because HTTP/1.1 costs no more CPU per token
 * @param proxy which proxy to use; {@code null}: the JVM's default
 * @param sslContext certificates and keys; {@code null}: the JVM's default
 * @param sslParameters ciphers and protocols; {@code null}: the context's default
 */
public record HttpSettings(
        Duration connectTimeout,
        boolean http2,
        @Nullable ProxySelector proxy,
        @Nullable SSLContext sslContext,
        @Nullable SSLParameters sslParameters) {

    /** HTTP/1.1, 10 seconds to connect, the JVM's proxy and certificates. */
    public static final HttpSettings DEFAULTS = new HttpSettings(Duration.ofSeconds(10), false, null, null, null);

    /** The same with another time to connect. */
    public HttpSettings withConnectTimeout(Duration connectTimeout) {
        return new HttpSettings(connectTimeout, http2, proxy, sslContext, sslParameters);
    }

    /** The same with or without HTTP/2. */
    public HttpSettings withHttp2(boolean http2) {
        return new HttpSettings(connectTimeout, http2, proxy, sslContext, sslParameters);
    }

    /** The same with this proxy. */
    public HttpSettings withProxy(@Nullable ProxySelector proxy) {
        return new HttpSettings(connectTimeout, http2, proxy, sslContext, sslParameters);
    }

    /** The same with these certificates and keys. */
    public HttpSettings withSslContext(@Nullable SSLContext sslContext) {
        return new HttpSettings(connectTimeout, http2, proxy, sslContext, sslParameters);
    }

    /** The same with these ciphers and protocols. */
    public HttpSettings withSslParameters(@Nullable SSLParameters sslParameters) {
        return new HttpSettings(connectTimeout, http2, proxy, sslContext, sslParameters);
    }
}
