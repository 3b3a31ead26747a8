package dev.aistreaming.http;

import java.net.ProxySelector;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * How connections to providers are made.
 *
 * @param connectTimeout the longest wait for a connection, for a proxy's tunnel and for a TLS handshake, each
 * @param http2 whether to speak HTTP/2 where a provider with TLS offers it; off by default, because HTTP/1.1 costs no more CPU
 *     per token and less memory
 * @param maxConnections how many connections there may be to one provider; further calls wait for one. {@code null}: any
 *     number
 * @param proxy which proxy to use; {@code null}: the JVM's default
 * @param proxyCredentials for a proxy that asks; {@code null}: none
 * @param sslContext certificates and keys; {@code null}: the JVM's default
 * @param sslParameters ciphers and protocols; {@code null}: the context's default
 * @param addressFilter which addresses may be connected to; {@code null}: all
 */
public record HttpSettings(
        Duration connectTimeout,
        boolean http2,
        @Nullable Integer maxConnections,
        @Nullable ProxySelector proxy,
        @Nullable ProxyCredentials proxyCredentials,
        @Nullable SSLContext sslContext,
        @Nullable SSLParameters sslParameters,
        @Nullable AddressFilter addressFilter) {

    /** HTTP/1.1, 10 seconds to connect, any number of connections, the JVM's proxy and certificates. */
    public static final HttpSettings DEFAULTS =
            new HttpSettings(Duration.ofSeconds(10), false, null, null, null, null, null, null);

    /** The same with another time to connect. */
    public HttpSettings withConnectTimeout(Duration connectTimeout) {
        return new HttpSettings(
                connectTimeout,
                http2,
                maxConnections,
                proxy,
                proxyCredentials,
                sslContext,
                sslParameters,
                addressFilter);
    }

    /** The same with or without HTTP/2. */
    public HttpSettings withHttp2(boolean http2) {
        return new HttpSettings(
                connectTimeout,
                http2,
                maxConnections,
                proxy,
                proxyCredentials,
                sslContext,
                sslParameters,
                addressFilter);
    }

    /** The same with at most so many connections to one provider. */
    public HttpSettings withMaxConnections(@Nullable Integer maxConnections) {
        return new HttpSettings(
                connectTimeout,
                http2,
                maxConnections,
                proxy,
                proxyCredentials,
                sslContext,
                sslParameters,
                addressFilter);
    }

    /** The same with this proxy. */
    public HttpSettings withProxy(@Nullable ProxySelector proxy) {
        return new HttpSettings(
                connectTimeout,
                http2,
                maxConnections,
                proxy,
                proxyCredentials,
                sslContext,
                sslParameters,
                addressFilter);
    }

    /** The same with this name and password for the proxy. */
    public HttpSettings withProxyCredentials(@Nullable ProxyCredentials proxyCredentials) {
        return new HttpSettings(
                connectTimeout,
                http2,
                maxConnections,
                proxy,
                proxyCredentials,
                sslContext,
                sslParameters,
                addressFilter);
    }

    /** The same with these certificates and keys. */
    public HttpSettings withSslContext(@Nullable SSLContext sslContext) {
        return new HttpSettings(
                connectTimeout,
                http2,
                maxConnections,
                proxy,
                proxyCredentials,
                sslContext,
                sslParameters,
                addressFilter);
    }

    /** The same with these ciphers and protocols. */
    public HttpSettings withSslParameters(@Nullable SSLParameters sslParameters) {
        return new HttpSettings(
                connectTimeout,
                http2,
                maxConnections,
                proxy,
                proxyCredentials,
                sslContext,
                sslParameters,
                addressFilter);
    }

    /** The same with connections to such addresses only. */
    public HttpSettings withAddressFilter(@Nullable AddressFilter addressFilter) {
        return new HttpSettings(
                connectTimeout,
                http2,
                maxConnections,
                proxy,
                proxyCredentials,
                sslContext,
                sslParameters,
                addressFilter);
    }
}
