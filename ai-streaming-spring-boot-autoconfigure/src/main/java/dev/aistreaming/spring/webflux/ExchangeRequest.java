package dev.aistreaming.spring.webflux;

import dev.aistreaming.spring.web.CurrentRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;
import org.springframework.web.context.request.AbstractRequestAttributes;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;

/**
 * A WebFlux exchange as the current request of a thread that opens a stream for it. The application's own resolvers find it in Spring's
 * {@code RequestContextHolder}, with its attributes and its session.
 */
final class ExchangeRequest extends AbstractRequestAttributes implements CurrentRequest {

    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);
    private static final boolean NETTY =
            ClassUtils.isPresent(NettyHints.RESPONSE, ExchangeRequest.class.getClassLoader());

    private final ServerWebExchange exchange;
    private final @Nullable String user;

    ExchangeRequest(ServerWebExchange exchange, @Nullable String user) {
        this.exchange = exchange;
        this.user = user;
    }

    LocaleContext localeContext() {
        return exchange.getLocaleContext();
    }

    void closeConnection() {
        if (NETTY) {
            NettyConnection.close(exchange.getResponse());
        }
    }

    @Override
    public String method() {
        return exchange.getRequest().getMethod().name();
    }

    @Override
    public @Nullable String header(String name) {
        return exchange.getRequest().getHeaders().getFirst(name);
    }

    @Override
    public @Nullable String parameter(String name) {
        return exchange.getRequest().getQueryParams().getFirst(name);
    }

    @Override
    public @Nullable String user() {
        return user;
    }

    @Override
    public @Nullable String remoteAddress() {
        InetSocketAddress socket = exchange.getRequest().getRemoteAddress();
        if (socket == null) {
            return null;
        }
        InetAddress address = socket.getAddress();
        return address == null ? socket.getHostString() : address.getHostAddress();
    }

    /** Called on a thread that may block, as all methods are. */
    private WebSession session() {
        return Objects.requireNonNull(exchange.getSession().block(SESSION_TIMEOUT), "no session");
    }

    @Override
    public @Nullable Object getAttribute(String name, int scope) {
        return scope == SCOPE_REQUEST ? exchange.getAttribute(name) : session().getAttribute(name);
    }

    @Override
    public void setAttribute(String name, Object value, int scope) {
        (scope == SCOPE_REQUEST ? exchange.getAttributes() : session().getAttributes()).put(name, value);
    }

    @Override
    public void removeAttribute(String name, int scope) {
        (scope == SCOPE_REQUEST ? exchange.getAttributes() : session().getAttributes()).remove(name);
    }

    @Override
    public String[] getAttributeNames(int scope) {
        return StringUtils.toStringArray(
                (scope == SCOPE_REQUEST ? exchange.getAttributes() : session().getAttributes()).keySet());
    }

    @Override
    public void registerDestructionCallback(String name, Runnable callback, int scope) {
        registerRequestDestructionCallback(name, callback);
    }

    @Override
    public @Nullable Object resolveReference(String key) {
        return switch (key) {
            case REFERENCE_REQUEST -> exchange.getRequest();
            case REFERENCE_SESSION -> session();
            default -> null;
        };
    }

    /** Creates a session if there is none, as a servlet request does. */
    @Override
    public String getSessionId() {
        WebSession session = session();
        session.start();
        return session.getId();
    }

    @Override
    public Object getSessionMutex() {
        return session();
    }

    @Override
    protected void updateAccessedSessionAttributes() {}
}
