package dev.aistreaming.spring.mcp;

import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Talks to a process through its standard input and output. Replaces the SDK's own transport, which reads with the platform's character
 * set, ends at the first line that is not a message, does not notice the end of the process, and waits for ever for a process that does
 * not end.
 */
final class ProcessTransport implements McpClientTransport {

    private static final Logger log = LoggerFactory.getLogger(ProcessTransport.class);

    private final String name;
    private final McpServerSettings.Command command;
    private final McpJsonMapper mapper;
    private volatile Consumer<Throwable> onFault = error -> {};
    private volatile @Nullable ServerProcess process;
    private boolean closed;

    ProcessTransport(String name, McpServerSettings.Command command, McpJsonMapper mapper) {
        this.name = name;
        this.command = command;
        this.mapper = mapper;
    }

    @Override
    public void setExceptionHandler(Consumer<Throwable> handler) {
        onFault = handler;
    }

    @Override
    public Mono<Void> connect(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> session) {
        return Mono.fromRunnable(() -> {
            try {
                start(session);
            } catch (IOException e) {
                onFault.accept(new ServerGoneException("the program cannot be started: " + e.getMessage()));
            }
        });
    }

    /** Does nothing if the transport was closed in the meantime, because nobody would end the process. */
    private synchronized void start(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> session) throws IOException {
        if (closed) {
            throw new IOException("the connection was closed");
        }
        process =
                ServerProcess.start(name, builder(), line -> received(line, session), reason -> onFault.accept(reason));
    }

    private synchronized @Nullable ServerProcess closed() {
        closed = true;
        return process;
    }

    /** Passes on the few variables that every server gets, and no others, because they may be keys. */
    private ProcessBuilder builder() {
        ServerParameters defaults = ServerParameters.builder(command.line().get(0))
                .env(command.environment())
                .build();
        ProcessBuilder builder = new ProcessBuilder(command.line());
        builder.environment().clear();
        builder.environment().putAll(defaults.getEnv());
        return builder;
    }

    private void received(String line, Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> session) {
        JSONRPCMessage message;
        try {
            message = McpSchema.deserializeJsonRpcMessage(mapper, line);
        } catch (IOException | RuntimeException e) {
            log.debug("The MCP server '{}' has written a line that is no message: {}", name, line);
            return;
        }
        session.apply(Mono.just(message))
                .subscribe(ignored -> {}, e -> log.debug("A message of the MCP server '{}' had no effect", name, e));
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
        return Mono.fromRunnable(() -> {
            ServerProcess running = process;
            try {
                if (running == null) {
                    throw new ServerGoneException("the program is not running");
                }
                running.write(mapper.writeValueAsString(message));
            } catch (IOException e) {
                throw reactor.core.Exceptions.propagate(e);
            }
        });
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.defer(() -> {
            ServerProcess running = closed();
            return running == null ? Mono.empty() : Mono.fromFuture(running::stop);
        });
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        return mapper.convertValue(data, type);
    }
}
