package dev.aistreaming.tool;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.thread.Threads;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Runs tools on worker threads, each with a timeout, in the context of the thread that starts them. */
final class ToolRunner {

    private final Toolbox tools;
    private final ToolLimits limits;
    private final Map<String, Object> attributes;
    private final Threads threads;
    private final int step;
    private final @Nullable Approvals approvals;

    ToolRunner(Toolbox tools, ToolLimits limits, ChatRequest request, Threads threads, int step) {
        this.tools = tools;
        this.limits = limits;
        this.attributes = request.attributes();
        this.approvals = Approvals.of(request);
        this.threads = threads;
        this.step = step;
    }

    boolean knows(ToolCall call) {
        return tools.get(call.name()) != null;
    }

    boolean endsOnFailure() {
        return limits.endOnFailure();
    }

    void run(List<RunningCall> calls, ToolRun events) {
        Executor context = threads.captureContext();
        Executor workers = task -> threads.execute(() -> context.execute(task));
        int left = limits.maxCallsPerStep();
        for (RunningCall running : calls) {
            ToolCall call = running.call();
            LocalTool tool = tools.get(call.name());
            if (tool == null || !JsonObjects.isObject(call.arguments())) {
                running.end(Results.malformed(call), null);
            } else if (left-- > 0) {
                ToolContext known = new ToolContext(
                        call, step, attributes, running::hasEnded, event -> events.emit(event, workers));
                new ToolTask(running, tool, known, limits, approvals, threads, workers, events).start();
            } else {
                running.end(Results.oneTooMany(call, limits.maxCallsPerStep()), null);
            }
        }
    }
}
