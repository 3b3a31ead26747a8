package dev.aistreaming.spring.provider;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.util.PatternMatchUtils;

/** One proxy for all hosts except some. Two proxies with the same settings are equal, so that providers can share connections. */
public final class HttpProxy extends ProxySelector {

    private static final List<Proxy> DIRECT = List.of(Proxy.NO_PROXY);

    private final List<Proxy> proxy;
    private final List<String> directHosts;

    /**
     * @param host the name of the proxy, which is resolved for each connection
     * @param directHosts hosts that are reached without the proxy; {@code *} stands for any text
     */
    public HttpProxy(String host, int port, List<String> directHosts) {
        this.proxy = List.of(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host.strip(), port)));
        this.directHosts = List.copyOf(directHosts);
    }

    @Override
    public List<Proxy> select(URI uri) {
        String[] patterns = directHosts.toArray(String[]::new);
        return PatternMatchUtils.simpleMatchIgnoreCase(patterns, uri.getHost()) ? DIRECT : proxy;
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        // the call ends with this failure
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HttpProxy that && proxy.equals(that.proxy) && directHosts.equals(that.directHosts);
    }

    @Override
    public int hashCode() {
        return Objects.hash(proxy, directHosts);
    }

    @Override
    public String toString() {
        return "HttpProxy[" + proxy + ", without it: " + directHosts + "]";
    }
}
