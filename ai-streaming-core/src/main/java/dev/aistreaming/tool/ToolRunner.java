package dev.aistreaming.tool;

import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.thread.Threads;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs tools on workers, each for a limited time, in the context of the thread that has them run. */
final class ToolRunner {

    private static final Logger log = LoggerFactory.getLogger(ToolRunner.class);

    private final Toolbox tools;
    private final ToolLimits limits;
    private final Map<String, Object> attributes;
    private final Threads threads;
    private final int step;

    ToolRunner(Toolbox tools, ToolLimits limits, Map<String, Object> attributes, Threads threads, int step) {
        this.tools = tools;
        this.limits = limits;
        this.attributes = attributes;
        this.threads = threads;
        this.step = step;
    }

    boolean knows(ToolCall call) {
        return tools.get(call.name()) != null;
    }

    boolean endsOnFailure() {
        return limits.endOnFailure();
    }

    void run(List<RunningCall> calls) {
        Executor context = threads.captureContext();
        int left = limits.maxCallsPerStep();
        for (RunningCall running : calls) {
            ToolCall call = running.call();
            LocalTool tool = tools.get(call.name());
            if (tool == null || !JsonObjects.isObject(call.arguments())) {
                running.end(Results.malformed(call), null);
            } else if (left-- > 0) {
                run(running, tool, context);
            } else {
                running.end(Results.oneTooMany(call, limits.maxCallsPerStep()), null);
            }
        }
    }

    private void run(RunningCall running, LocalTool tool, Executor context) {
        if (running.hasEnded()) {
            return;
        }
        ToolContext known = new ToolContext(running.call(), step, attributes, running::hasEnded);
        Runnable work = running.toRun(() -> call(running, tool, known));
        try {
            Future<?> timer = threads.schedule(limits.timeout(), () -> giveUp(running));
            running.timed(timer);
            threads.execute(() -> context.execute(work));
        } catch (RejectedExecutionException e) { // the application goes down, or all workers are taken
            running.end(Results.threw(running.call()), e);
        }
    }

    private void call(RunningCall running, LocalTool tool, ToolContext known) {
        if (known.cancelled()) {
            return;
        }
        ToolCall call = running.call();
        Part.ToolResult result;
        Throwable fault = null;
        try {
            result = Results.of(call, tool.call(call.arguments(), known), limits.maxResultCharacters());
        } catch (ToolException e) {
            log.debug("The {} refused a call", tool, e);
            result = Results.refused(call, e, limits.maxResultCharacters());
        } catch (Throwable e) {
            if (!known.cancelled()) {
                log.warn("The {} failed", tool, e);
            }
            result = Results.threw(call);
            fault = e;
        }
        running.end(result, fault);
    }

    /** On the timer's thread, which waits for nobody. The tool may have the last worker: it is interrupted before one is needed. */
    private void giveUp(RunningCall running) {
        ToolCall call = running.call();
        TimeoutException fault = new TimeoutException("no result after " + limits.timeout());
        if (!running.abandon(Results.timedOut(call, limits.timeout()), fault)) {
            return;
        }
        try {
            threads.execute(() -> {
                log.warn("The tool '{}' gave {}", call.name(), fault.getMessage());
                running.tell();
            });
        } catch (RejectedExecutionException e) {
            running.tell(); // the application goes down: a listener that blocks is better than one that is never told
        }
    }
}
