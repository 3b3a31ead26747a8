package dev.aistreaming.spring.mcp;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.Part;
import dev.aistreaming.pipeline.WholeAnswer;
import dev.aistreaming.spring.tool.WantedTools;
import dev.aistreaming.testing.ScriptedProvider;
import dev.aistreaming.thread.Threads;
import dev.aistreaming.tool.LocalTool;
import dev.aistreaming.tool.ToolLimits;
import dev.aistreaming.tool.ToolLoopProvider;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An application with one server, whose model calls tools. */
final class McpCaller implements AutoCloseable {

    static final McpServerSettings.Approval NO_APPROVAL = new McpServerSettings.Approval(false, Set.of());

    final McpServers servers;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final Threads threads = new Threads(workers);
    private ToolLimits limits = ToolLimits.DEFAULTS;

    McpCaller(McpServerSettings settings) {
        servers = new McpServers(List.of(settings), threads, Duration.ZERO);
    }

    McpCaller(McpServerSettings.Place place) {
        this(settings(place, Duration.ofSeconds(30)));
    }

    static McpServerSettings settings(McpServerSettings.Place place, Duration timeout) {
        return new McpServerSettings("weather", place, null, NO_APPROVAL, Duration.ofSeconds(30), timeout);
    }

    McpCaller withLimits(ToolLimits limits) {
        this.limits = limits;
        return this;
    }

    List<LocalTool> find(String name) {
        return servers.find(new WantedTools(name));
    }

    List<String> names(String name) {
        return find(name).stream().map(LocalTool::name).toList();
    }

    /** What the model is told of its call. */
    Part.ToolResult call(String tool, String arguments) {
        ChatResponse answer = start(tool, arguments).join();
        return answer.messages().stream()
                .flatMap(message -> message.parts().stream())
                .filter(Part.ToolResult.class::isInstance)
                .map(Part.ToolResult.class::cast)
                .findFirst()
                .orElseThrow();
    }

    CompletableFuture<ChatResponse> start(String tool, String arguments) {
        ScriptedProvider model =
                ScriptedProvider.named("own").toolCall(tool, arguments).then().answer("Done.");
        return WholeAnswer.start(
                new ToolLoopProvider(model, find(tool), limits, threads), ChatRequest.of("How is the weather?"));
    }

    @Override
    public void close() {
        servers.close();
        threads.close();
        workers.shutdownNow();
    }
}
