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
 * Offers tools to a model, runs those that it calls, and asks it again with their results, until it answers. All of that is one
 * call to whoever asks: the steps stand in its events, between {@link dev.aistreaming.chat.StreamEvent.StepFinished}, and its answer
 * has the text and the tokens of all of them, and {@linkplain dev.aistreaming.chat.ChatResponse#messages() their messages}.
 *
 * <p>Tools that stand only in the request, and those that nobody has offered, are not run: their calls end the answer, with the
 * finish reason {@code tool_calls}, after the others have been run.
 *
 * <p>Belongs inside of the total time and the limits, and outside of retry: see {@link dev.aistreaming.pipeline.Pipeline#loop}. A
 * request without tools that run here passes it by.
 */
public final class ToolLoopProvider extends StagedProvider {

    private final Toolbox common;
    private final ToolLimits limits;
    private final Threads threads;

    /**
     * A decorator that runs the tools that {@linkplain Toolbox go along} with a request.
     *
     * @param delegate makes the calls of the model
     * @param limits how far the model may go
     * @param threads run the tools, and measure their time; not closed here
     */
    public ToolLoopProvider(ChatProvider delegate, ToolLimits limits, Threads threads) {
        this(delegate, List.of(), limits, threads);
    }

    /**
     * A decorator.
     *
     * @param delegate makes the calls of the model
     * @param tools offered with every request, beside those that go along with it
     * @param limits how far the model may go
     * @param threads run the tools, and measure their time; not closed here
     * @throws AiException with {@link dev.aistreaming.chat.ErrorCode#INVALID_REQUEST} for two tools of one name
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

    /** A request may have named a tool already, such as one that must be called. */
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
