package dev.aistreaming.spring.mcp;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.spring.tool.ToolSource;
import dev.aistreaming.spring.tool.WantedTools;
import dev.aistreaming.thread.Threads;
import dev.aistreaming.tool.LocalTool;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * The tools of all configured MCP servers. Connecting starts in the background when the application starts, which does not wait for it. A
 * server that is not connected is tried again when a task names one of its tools.
 */
public final class McpServers implements ToolSource, SmartInitializingSingleton, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(McpServers.class);
    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(1);
    private static final Duration CLOSING = Duration.ofSeconds(6);

    private final List<McpServer> servers;

    /**
     * Creates the servers, none of which is connected yet.
     *
     * @param settings none of the names, followed by {@code _}, may be a prefix of another
     * @param threads run the calls; not closed here
     */
    public McpServers(List<McpServerSettings> settings, Threads threads) {
        this(settings, threads, FIRST_BACKOFF);
    }

    McpServers(List<McpServerSettings> settings, Threads threads, Duration firstBackoff) {
        Transports transports = new Transports();
        this.servers = settings.stream()
                .map(each -> new McpServer(
                        each, () -> transports.to(each), transports.mapper(), threads, new Backoff(firstBackoff)))
                .toList();
    }

    @Override
    public void afterSingletonsInstantiated() {
        for (McpServer server : servers) {
            var unused = server.connect(); // it logs its own result
        }
    }

    /** @throws AiException with {@code tool_failed} if a server that may have them cannot be reached */
    @Override
    public List<LocalTool> find(WantedTools wanted) {
        return servers.stream()
                .filter(server -> wanted.mayBeginWith(server.settings().prefix()))
                .flatMap(server -> server.tools().entrySet().stream())
                .filter(tool -> wanted.include(tool.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Waits until all processes of servers have ended, for a few seconds at most. */
    @Override
    public void close() {
        List<CompletableFuture<@Nullable Void>> closing =
                servers.stream().map(McpServer::close).toList();
        try {
            CompletableFuture.allOf(closing.toArray(CompletableFuture[]::new))
                    .get(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            log.warn("Not all MCP servers could be closed in good order", e);
        }
    }

    @Override
    public String toString() {
        return servers.stream()
                .map(server ->
                        server.settings() + " with " + server.knownTools().keySet())
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
