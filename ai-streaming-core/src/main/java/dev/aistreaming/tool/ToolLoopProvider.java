package dev.aistreaming.tool;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.pipeline.StagedProvider;
import dev.aistreaming.thread.Threads;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Offers tools to a model, runs those that it calls, and asks it again with their results, until it answers. All of that is one
 * call to whoever asks: the steps stand in its events, between {@link dev.aistreaming.chat.StreamEvent.StepFinished}, and its answer
 * has the text and the tokens of all of them, and {@linkplain dev.aistreaming.chat.ChatResponse#messages() their messages}.
 *
 * <p>Tools that stand only in the request, and those that nobody has offered, are not run: their calls end the answer, with the
 * finish reason {@code tool_calls}, after the others have been run.
 *
 * <p>Belongs inside of the total time and the limits, and outside of retry: see {@link dev.aistreaming.pipeline.Pipeline#loop}.
 */
public final class ToolLoopProvider extends StagedProvider {

    private final Map<String, LocalTool> tools;
    private final ToolLimits limits;
    private final Map<String, Object> attributes;
    private final Threads threads;

    /**
     * A decorator.
     *
     * @param delegate makes the calls of the model
     * @param tools offered with every request
     * @param limits how far the model may go
     * @param threads run the tools, and measure their time; not closed here
     * @throws AiException with {@link dev.aistreaming.chat.ErrorCode#INVALID_REQUEST} for two tools of one name
     */
    public ToolLoopProvider(ChatProvider delegate, Collection<LocalTool> tools, ToolLimits limits, Threads threads) {
        this(delegate, tools, limits, threads, Map.of());
    }

    /**
     * The same, for tools that know who asks.
     *
     * @param delegate makes the calls of the model
     * @param tools offered with every request
     * @param limits how far the model may go
     * @param threads run the tools, and measure their time; not closed here
     * @param attributes what tools find in their {@link ToolContext}
     * @throws AiException with {@link dev.aistreaming.chat.ErrorCode#INVALID_REQUEST} for two tools of one name
     */
    public ToolLoopProvider(
            ChatProvider delegate,
            Collection<LocalTool> tools,
            ToolLimits limits,
            Threads threads,
            Map<String, Object> attributes) {
        super(delegate);
        this.tools = byName(tools);
        this.limits = limits;
        this.threads = threads;
        this.attributes = Map.copyOf(attributes);
    }

    private static Map<String, LocalTool> byName(Collection<LocalTool> tools) {
        Map<String, LocalTool> byName = new LinkedHashMap<>();
        for (LocalTool tool : tools) {
            if (byName.putIfAbsent(tool.name(), tool) != null) {
                throw AiException.invalidRequest(
                        "tools must have different names, but two are called '" + tool.name() + "'");
            }
        }
        return byName;
    }

    @Override
    public ChatCall newCall(ChatRequest request) {
        return tools.isEmpty() ? delegate().newCall(request) : super.newCall(offered(request));
    }

    /** A request may have named a tool already, such as one that must be called. */
    private ChatRequest offered(ChatRequest request) {
        if (limits.maxSteps() == 1) {
            return request.toBuilder().withoutTools().build();
        }
        ChatRequest.Builder builder = request.toBuilder();
        for (LocalTool tool : tools.values()) {
            Tool definition = tool.definition();
            if (!request.tools().contains(definition)) {
                builder.tool(definition);
            }
        }
        return builder.build();
    }

    @Override
    protected ChatCall around(ChatCall call, ChatRequest request) {
        ToolSteps steps = new ToolSteps(
                delegate(),
                request,
                step -> new ToolRunner(tools, limits, attributes, threads, step),
                limits.maxSteps());
        return new ToolLoopCall(call, steps, threads);
    }
}
