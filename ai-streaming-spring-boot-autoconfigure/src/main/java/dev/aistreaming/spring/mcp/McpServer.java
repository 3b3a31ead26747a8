package dev.aistreaming.spring.mcp;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Part;
import dev.aistreaming.thread.Threads;
import dev.aistreaming.tool.LocalTool;
import dev.aistreaming.tool.ToolException;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpTransportSessionNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Schedulers;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** One server, which may be unavailable. It is connected to when somebody needs it, but no more often than {@link Backoff} allows. */
final class McpServer {

    private static final Logger log = LoggerFactory.getLogger(McpServer.class);
    private static final TypeReference<Map<String, Object>> ARGUMENTS = new TypeReference<>() {};

    private final McpServerSettings settings;
    private final Supplier<McpClientTransport> transports;
    private final JsonMapper mapper;
    private final McpResults results;
    private final McpCatalog catalog;
    private final Threads threads;
    private final Backoff backoff;
    private @Nullable CompletableFuture<McpConnection> current;
    private @Nullable McpConnection latest;
    private boolean closed;

    McpServer(
            McpServerSettings settings,
            Supplier<McpClientTransport> transports,
            JsonMapper mapper,
            Threads threads,
            Backoff backoff) {
        this.settings = settings;
        this.transports = transports;
        this.mapper = mapper;
        this.results = new McpResults(mapper);
        this.catalog = new McpCatalog(settings, mapper, tool -> (arguments, context) -> call(tool, arguments));
        this.threads = threads;
        this.backoff = backoff;
    }

    McpServerSettings settings() {
        return settings;
    }

    /**
     * Returns its tools, by the names that models see. Waits for the connection if necessary.
     *
     * @throws AiException with {@code tool_failed} if the server cannot be reached
     */
    Map<String, LocalTool> tools() {
        try {
            return connected().tools();
        } catch (IOException e) {
            throw AiException.of(ErrorCode.TOOL_FAILED)
                    .userMessage("The tools of '" + settings.name() + "' cannot be reached at the moment.")
                    .retryable(true)
                    .cause(e)
                    .build();
        }
    }

    /** Returns the tools that are known without asking; an empty list if the server is not connected. */
    Map<String, LocalTool> knownTools() {
        CompletableFuture<McpConnection> known = known();
        return known != null && isUsable(known) ? known.join().tools() : Map.of();
    }

    private synchronized @Nullable CompletableFuture<McpConnection> known() {
        return current;
    }

    private List<Part> call(String tool, String arguments) throws Exception {
        Map<String, Object> all = mapper.readValue(arguments, ARGUMENTS);
        try {
            return results.of(connectedForCall().call(tool, all));
        } catch (McpTransportSessionNotFoundException e) {
            log.debug("The {} has lost the session", settings, e);
            return results.of(connectedForCall().call(tool, all));
        } catch (McpError e) {
            throw new ToolException("The tool's server refused the call: " + e.getMessage(), e);
        } catch (TimeoutException e) {
            log.warn("The tool '{}' of the {} gave no result after {}", tool, settings, settings.timeout());
            throw new ToolException(
                    "The tool did not answer within " + settings.timeout().toMillis() + " ms.", e);
        }
    }

    private McpConnection connectedForCall() {
        try {
            return connected();
        } catch (IOException e) {
            throw new ToolException("The tool cannot be reached at the moment.", e);
        }
    }

    /** @throws IOException if the server cannot be reached, or must not be tried yet */
    private McpConnection connected() throws IOException {
        CompletableFuture<McpConnection> connecting = connect();
        if (!connecting.isDone() && Schedulers.isInNonBlockingThread()) {
            throw new IOException("The " + settings + " is still being connected to, and this thread must not wait");
        }
        try {
            return connecting.get(settings.connectTimeout().toMillis() + 1000, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("The " + settings + " cannot be reached", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The " + settings + " was not waited for", e);
        }
    }

    /** Starts to connect, unless the server is connected or was tried a moment ago. Does not block. */
    synchronized CompletableFuture<McpConnection> connect() {
        CompletableFuture<McpConnection> known = current;
        if (known != null && (!known.isDone() || isUsable(known) || !backoff.isOver())) {
            return known;
        }
        if (closed) {
            return CompletableFuture.failedFuture(new ServerGoneException("the application stops"));
        }
        if (known != null && !known.isCompletedExceptionally()) {
            retire(known.join());
        }
        CompletableFuture<McpConnection> attempt = new CompletableFuture<>();
        current = attempt;
        try {
            threads.execute(() -> open(attempt));
        } catch (RejectedExecutionException e) {
            attempt.completeExceptionally(e);
        }
        return attempt;
    }

    private static boolean isUsable(@Nullable CompletableFuture<McpConnection> connection) {
        return connection != null
                && connection.isDone()
                && !connection.isCompletedExceptionally()
                && connection.join().isUsable();
    }

    /** Running calls may still end, but there will be no new ones. */
    private void retire(McpConnection connection) {
        try {
            var unused = threads.schedule(settings.timeout(), connection::abandon);
        } catch (RejectedExecutionException e) {
            log.debug("The {} is left, since the application stops", settings, e);
        }
    }

    private void open(CompletableFuture<McpConnection> attempt) {
        try {
            McpConnection connection = new McpConnection(settings, transports.get(), catalog::of);
            synchronized (this) {
                if (closed) {
                    throw new IllegalStateException("the application stops");
                }
                latest = connection;
            }
            var unused = connection.open().whenComplete((opened, error) -> {
                if (error == null) {
                    opened(attempt, connection);
                } else {
                    failed(attempt, error);
                }
            });
        } catch (RuntimeException e) {
            failed(attempt, e);
        }
    }

    private void opened(CompletableFuture<McpConnection> attempt, McpConnection connection) {
        log.info("The {} offers {}", settings, connection.tools().keySet());
        synchronized (this) {
            backoff.succeeded();
            attempt.complete(connection);
        }
    }

    private void failed(CompletableFuture<McpConnection> attempt, Throwable error) {
        if (!isClosed()) {
            log.warn(
                    "The {} cannot be reached, so its tools are not there: {}. It is tried again when a task names one of them",
                    settings,
                    reason(error).toString());
            log.debug("Why the {} cannot be reached", settings, error);
        }
        synchronized (this) {
            backoff.failed();
            attempt.completeExceptionally(error);
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Ends the connection, even one that is being made, and makes no further one. */
    CompletableFuture<@Nullable Void> close() {
        McpConnection connection;
        synchronized (this) {
            closed = true;
            connection = latest;
        }
        return connection == null ? CompletableFuture.completedFuture(null) : connection.close();
    }

    /** Returns the cause of a failure, without the exceptions that only tell where it was noticed. */
    private static Throwable reason(Throwable error) {
        Throwable reason = error;
        while (reason instanceof RuntimeException && reason.getCause() != null) {
            reason = reason.getCause();
        }
        return reason;
    }
}
