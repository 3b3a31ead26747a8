package dev.aistreaming.spring.mcp;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Adds what the SDK's client lacks to one of its transports: calls can be cancelled, both at the server and in the client, which would
 * keep them for ever; failures are reported; and a session that the server has lost is not silently replaced, because nobody would ask
 * for the tools again.
 */
final class WatchedTransport implements McpClientTransport {

    private static final Logger log = LoggerFactory.getLogger(WatchedTransport.class);
    private static final String CANCELLED = "notifications/cancelled";

    private final McpClientTransport transport;
    private final Set<Object> open = ConcurrentHashMap.newKeySet();
    private final Consumer<Throwable> onFault;
    private volatile Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> session = message -> message;

    /** @param onFault called on a thread that must not block */
    WatchedTransport(McpClientTransport transport, Consumer<Throwable> onFault) {
        this.transport = transport;
        this.onFault = onFault;
    }

    @Override
    public Mono<Void> connect(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> session) {
        this.session = session;
        return transport.connect(message -> session.apply(message.filter(this::isAwaited)));
    }

    /** Servers may respond to a cancelled call. */
    private boolean isAwaited(JSONRPCMessage message) {
        if (message instanceof JSONRPCResponse response && response.id() != null && !open.remove(response.id())) {
            log.debug("Nobody waits for the response to {}", response.id());
            return false;
        }
        return true;
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
        if (!(message instanceof JSONRPCRequest request)) {
            return transport.sendMessage(message);
        }
        return Mono.deferContextual(context -> {
            SentRequest call = context.hasKey(SentRequest.class) ? context.get(SentRequest.class) : new SentRequest();
            open.add(request.id());
            Mono<Void> sending =
                    call.send(request.id(), context) ? transport.sendMessage(message) : Mono.error(new CallCancelled());
            return sending.doOnError(e -> open.remove(request.id()));
        });
    }

    /**
     * Cancels a call that nobody waits for.
     *
     * @param reason is written to the server's log
     */
    void cancel(SentRequest call, String reason) {
        SentRequest.Sent sent = call.cancel();
        if (sent == null || !open.remove(sent.id())) {
            return;
        }
        Map<String, Object> what = Map.of("requestId", sent.id(), "reason", reason);
        transport
                .sendMessage(new JSONRPCNotification(CANCELLED, what))
                .contextWrite(sent.context())
                .subscribe(none -> {}, e -> log.debug("A call could not be cancelled", e));
        JSONRPCMessage nothing = JSONRPCResponse.error(
                sent.id(), new JSONRPCResponse.JSONRPCError(McpSchema.ErrorCodes.INTERNAL_ERROR, "cancelled", null));
        session.apply(Mono.just(nothing)).subscribe(ignored -> {}, e -> log.debug("A cancelled call", e));
    }

    @Override
    public void setExceptionHandler(Consumer<Throwable> handler) {
        transport.setExceptionHandler(onFault);
    }

    @Override
    public Mono<Void> closeGracefully() {
        return transport.closeGracefully();
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        return transport.unmarshalFrom(data, type);
    }

    @Override
    public List<String> protocolVersions() {
        return transport.protocolVersions();
    }

    private static final class CallCancelled extends RuntimeException {

        private static final long serialVersionUID = 1L;

        CallCancelled() {
            super("cancelled before it was sent", null, false, false);
        }
    }
}
