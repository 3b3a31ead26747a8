package dev.aistreaming.http;

import java.util.Map;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;

/** The requests sent to a provider, and to a proxy on the way. */
final class Requests {

    private Requests() {}

    /** The proxy that sees the request, or {@code null}. A proxy cannot see what goes through a tunnel. */
    static @Nullable HttpHost proxy(HttpRoute route) {
        return route.isTunnelled() ? null : route.getProxyHost();
    }

    /** Asks the proxy for a tunnel. */
    static HttpRequest connect(HttpRoute route, @Nullable ProxyCredentials credentials) {
        HttpHost target = route.getTargetHost();
        HttpRequest connect = new BasicHttpRequest(Method.CONNECT, target, target.toHostString());
        authorize(connect, credentials);
        return connect;
    }

    /** The request to the provider. */
    static HttpRequest post(
            HttpPost post, Map<String, String> headersOfCall, HttpRoute route, @Nullable ProxyCredentials credentials) {
        BasicHttpRequest request = new BasicHttpRequest(Method.POST, post.uri());
        request.setAuthority(new URIAuthority(HttpHost.create(post.uri())));
        request.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
        post.headers().forEach(request::setHeader);
        headersOfCall.forEach(request::setHeader);
        if (proxy(route) != null) {
            request.setAbsoluteRequestUri(true);
            authorize(request, credentials);
        }
        return request;
    }

    private static void authorize(HttpRequest request, @Nullable ProxyCredentials credentials) {
        if (credentials != null) {
            request.setHeader(HttpHeaders.PROXY_AUTHORIZATION, credentials.authorization());
        }
    }
}
