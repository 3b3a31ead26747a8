package dev.aistreaming.spring.mcp;

import dev.aistreaming.tool.LocalTool;
import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpTransportSessionNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** One session with a server. It is never repaired: if something is wrong with it, a new one replaces it. */
final class McpConnection {

    private static final Logger log = LoggerFactory.getLogger(McpConnection.class);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final McpServerSettings settings;
    private final Function<List<McpSchema.Tool>, Map<String, LocalTool>> catalog;
    private final WatchedTransport transport;
    private final McpAsyncClient client;
    private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();
    private volatile Map<String, LocalTool> tools = Map.of();
    private volatile boolean open;

    /**
     * Creates a session that is not open yet.
     *
     * @param catalog makes tools from those of the server, by the names that models see
     */
    McpConnection(
            McpServerSettings settings,
            McpClientTransport transport,
            Function<List<McpSchema.Tool>, Map<String, LocalTool>> catalog) {
        this.settings = settings;
        this.catalog = catalog;
        this.transport = new WatchedTransport(transport, this::failed);
        this.client = McpClient.async(this.transport)
                .clientInfo(McpSchema.Implementation.builder("ai-streaming", version())
                        .build())
                .initializationTimeout(settings.connectTimeout())
                .requestTimeout(settings.timeout())
                .toolsChangeConsumer(changed -> Mono.fromRunnable(() -> offer(changed)))
                .build();
    }

    private static String version() {
        String version = McpConnection.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** Connects and asks for the tools. If that fails, everything is released. */
    CompletableFuture<@Nullable McpConnection> open() {
        return client.initialize()
                .then(client.listTools())
                .timeout(settings.connectTimeout())
                .doOnNext(listed -> offer(listed.tools()))
                .onErrorMap(this::reason)
                .doOnError(e -> abandon())
                .thenReturn(this)
                .toFuture();
    }

    private void offer(List<McpSchema.Tool> offered) {
        tools = catalog.apply(offered);
        open = true;
    }

    private Throwable reason(Throwable error) {
        Throwable known = fault.get();
        return known == null ? error : known;
    }

    /** Returns the current tools of the server, by the names that models see. */
    Map<String, LocalTool> tools() {
        return tools;
    }

    /** Whether no fault of the session is known. */
    boolean isUsable() {
        return fault.get() == null;
    }

    /**
     * Calls a tool and waits for its result.
     *
     * @param tool the server's name of the tool
     * @throws InterruptedException if nobody waits any more; the server has been told
     * @throws TimeoutException if the call took too long; the server has been told
     * @throws McpTransportSessionNotFoundException if the server does not know the session any more, and has called nothing
     */
    McpSchema.CallToolResult call(String tool, Map<String, Object> arguments) throws Exception {
        SentRequest sent = new SentRequest();
        CompletableFuture<McpSchema.@Nullable CallToolResult> answer = client.callTool(
                        McpSchema.CallToolRequest.builder(tool)
                                .arguments(arguments)
                                .build())
                .contextWrite(context -> context.put(SentRequest.class, sent))
                .toFuture();
        try {
            return Objects.requireNonNull(answer.get(), "no result");
        } catch (InterruptedException e) {
            answer.cancel(false);
            transport.cancel(sent, "Nobody waits for the result any more.");
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TimeoutException) {
                transport.cancel(sent, "It took too long.");
            }
            if (fault.get() instanceof ServerGoneException gone) {
                throw new IOException("The " + settings + " is gone", gone);
            }
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    /**
     * Handles a failure of the transport. A broken stream may belong to a single call, or to the server's notifications, which no call
     * depends on. The server can tell whether other calls wait in vain.
     */
    private void failed(Throwable error) {
        boolean gone = error instanceof ServerGoneException;
        boolean lost = gone || error instanceof McpTransportSessionNotFoundException || error instanceof IOException;
        if (!lost || !fault.compareAndSet(null, error)) {
            return;
        }
        log.debug("The connection to the {} is not used any more", settings, error);
        if (gone) {
            abandon();
        } else if (open && error instanceof IOException) {
            client.ping().timeout(settings.connectTimeout()).subscribe(alive -> {}, e -> abandon());
        }
    }

    /** Ends the session without waiting. */
    void abandon() {
        var unused = close();
    }

    /** Ends the session. Whoever waits for a call is told at once. */
    CompletableFuture<@Nullable Void> close() {
        fault.compareAndSet(null, new ServerGoneException("the connection was closed"));
        return client.closeGracefully()
                .timeout(CLOSING)
                .onErrorResume(e -> {
                    log.debug("The connection to the {} could not be closed in good order", settings, e);
                    return Mono.empty();
                })
                .toFuture();
    }
}
