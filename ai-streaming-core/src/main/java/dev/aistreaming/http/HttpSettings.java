package dev.aistreaming.http;

import java.net.ProxySelector;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * How connections to providers are made.
 *
 * @param connectTimeout the timeout for each of: connecting, opening a proxy's tunnel, and the TLS handshake
 * @param http2 whether to use HTTP/2 if a provider supports it over TLS; off by default, because HTTP/1.1 needs no more CPU per
 *     token and less memory
 * @param maxConnections the maximum number of connections to one provider, for which further calls have to wait; {@code null} for
 *     no limit
 * @param proxy selects the proxy; {@code null} for the JVM's default
 * @param proxyCredentials for a proxy that requires them; {@code null} for none
 * @param sslContext certificates and keys; {@code null} for the JVM's default
 * @param sslParameters ciphers and protocols; {@code null} for the defaults of the context
 * @param addressFilter decides to which addresses connections are allowed; {@code null} to allow all
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

    /** Returns a copy with a different connect timeout. */
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

    /** Returns a copy with or without HTTP/2. */
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

    /** Returns a copy with this maximum number of connections to one provider. */
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

    /** Returns a copy with this proxy. */
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

    /** Returns a copy with these credentials for the proxy. */
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

    /** Returns a copy with these certificates and keys. */
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

    /** Returns a copy with these ciphers and protocols. */
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

    /** Returns a copy with this address filter. */
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
