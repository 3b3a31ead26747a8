package dev.aistreaming.tool;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.pipeline.StagedProvider;
import dev.aistreaming.thread.Threads;
import java.util.Collection;
import java.util.List;

/**
 * Offers tools to a model, runs the tools that it calls, and calls the model again with their results, until it gives a final
 * answer. To the caller, all of this is one call: the events of the steps are separated by {@link
 * dev.aistreaming.chat.StreamEvent.StepFinished}, and the answer contains the text and token usage of all steps, as well as
 * {@linkplain dev.aistreaming.chat.ChatResponse#messages() their messages}.
 *
 * <p>Tools that are only defined in the request, and tools that were never offered, are not run. If the model calls them, the
 * answer ends with the finish reason {@code tool_calls} once all other calls have been run.
 *
 * <p>Place it inside of the total timeout and the limits, and outside of retries: see {@link
 * dev.aistreaming.pipeline.Pipeline#loop}. It has no effect on requests without tools to run.
 */
public final class ToolLoopProvider extends StagedProvider {

    private final Toolbox common;
    private final ToolLimits limits;
    private final Threads threads;

    /**
     * Creates a decorator that runs the {@linkplain Toolbox tools attached} to a request.
     *
     * @param delegate calls the model
     * @param limits limits the use of tools
     * @param threads run the tools and apply the timeouts; not closed here
     */
    public ToolLoopProvider(ChatProvider delegate, ToolLimits limits, Threads threads) {
        this(delegate, List.of(), limits, threads);
    }

    /**
     * Creates a decorator.
     *
     * @param delegate calls the model
     * @param tools offered with every request, in addition to those attached to it
     * @param limits limits the use of tools
     * @param threads run the tools and apply the timeouts; not closed here
     * @throws AiException with {@link dev.aistreaming.chat.ErrorCode#INVALID_REQUEST} if two tools have the same name
     */
    public ToolLoopProvider(ChatProvider delegate, Collection<LocalTool> tools, ToolLimits limits, Threads threads) {
        super(delegate);
        this.common = Toolbox.of(tools);
        this.limits = limits;
        this.threads = threads;
    }

    @Override
    public ChatCall newCall(ChatRequest request) {
        Toolbox tools = tools(request);
        return tools.isEmpty() ? delegate().newCall(request) : super.newCall(offered(request, tools));
    }

    private Toolbox tools(ChatRequest request) {
        return Toolbox.of(request).with(common.tools());
    }

    /** The request may already name a tool, for example as the one that must be called. */
    private ChatRequest offered(ChatRequest request, Toolbox tools) {
        if (limits.maxSteps() == 1) {
            return request.toBuilder().withoutTools().build();
        }
        ChatRequest.Builder builder = request.toBuilder();
        for (LocalTool tool : tools.tools()) {
            Tool definition = tool.definition();
            if (!request.tools().contains(definition)) {
                builder.tool(definition);
            }
        }
        return builder.build();
    }

    @Override
    protected ChatCall around(ChatCall call, ChatRequest request) {
        Toolbox tools = tools(request);
        ToolSteps steps = new ToolSteps(
                delegate(), request, step -> new ToolRunner(tools, limits, request, threads, step), limits.maxSteps());
        return new ToolLoopCall(call, steps, threads);
    }
}
