package dev.aistreaming.tool;

import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.pipeline.PointOfNoReturn;
import dev.aistreaming.thread.Threads;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the tool for one call, after its approval if one is needed. No thread is blocked while waiting. */
final class ToolTask {

    private static final Logger log = LoggerFactory.getLogger(ToolTask.class);

    private final RunningCall running;
    private final LocalTool tool;
    private final ToolContext known;
    private final ToolLimits limits;
    private final @Nullable Approvals approvals;
    private final Threads threads;
    private final Executor workers;
    private final ToolRun events;

    /** @param workers run the tool, in the context of the request */
    ToolTask(
            RunningCall running,
            LocalTool tool,
            ToolContext known,
            ToolLimits limits,
            @Nullable Approvals approvals,
            Threads threads,
            Executor workers,
            ToolRun events) {
        this.running = running;
        this.tool = tool;
        this.known = known;
        this.limits = limits;
        this.approvals = approvals;
        this.threads = threads;
        this.workers = workers;
        this.events = events;
    }

    void start() {
        run(this::askOrCall);
    }

    /** Runs on a worker thread, within the tool's timeout. */
    private void run(Runnable code) {
        if (running.hasEnded()) {
            return;
        }
        Runnable work = running.toRun(() -> attempt(code));
        try {
            Future<?> timer = threads.schedule(limits.timeout(), this::giveUp);
            running.waitsFor(() -> timer.cancel(false));
            workers.execute(work);
        } catch (RejectedExecutionException e) { // the application is shutting down, or all workers are busy
            running.end(Results.threw(call()), e);
        }
    }

    private ToolCall call() {
        return running.call();
    }

    private void attempt(Runnable code) {
        if (known.cancelled()) {
            return;
        }
        try {
            code.run();
        } catch (Throwable e) {
            failed(e);
        }
    }

    private void failed(Throwable fault) {
        if (!known.cancelled()) {
            log.warn("The {} failed", tool, fault);
        }
        running.end(Results.threw(call()), fault);
    }

    private void askOrCall() {
        if (!tool.needsApproval(call())) {
            callTool();
        } else if (approvals == null) {
            running.end(Results.nobodyToAsk(call()), null);
        } else {
            ask(approvals);
        }
    }

    private void ask(Approvals approvals) {
        StreamEvent.ApprovalRequested request = approvals.add(call(), this::decided);
        Future<?> timer = threads.schedule(limits.approvalTimeout(), () -> {
            if (approvals.forget(request.id())) {
                giveUp(Results.unanswered(call(), limits.approvalTimeout()), null);
            }
        });
        running.waitsFor(() -> {
            timer.cancel(false);
            approvals.forget(request.id());
        });
        events.emit(request, workers);
        approvals.ask(request);
    }

    /** May run on any thread, for example one of a server or of a Redis client. */
    private void decided(Approvals.Decision decision) {
        if (decision.approved()) {
            run(this::callTool);
        } else {
            Part.ToolResult refused = Results.notApproved(call(), decision.reason(), limits.maxResultCharacters());
            onWorker(() -> running.end(refused, null));
        }
    }

    private void callTool() {
        if (!tool.isRepeatable()) {
            PointOfNoReturn.pass(known.attributes());
            if (known.cancelled()) {
                return; // whoever abandoned it may have checked before
            }
        }
        ToolCall call = call();
        Part.ToolResult result;
        try {
            result = Results.of(call, tool.call(call.arguments(), known), limits.maxResultCharacters());
        } catch (ToolException e) {
            log.debug("The {} rejected a call", tool, e);
            result = Results.refused(call, e, limits.maxResultCharacters());
        } catch (Throwable e) {
            failed(e);
            return;
        }
        running.end(result, null);
    }

    private void giveUp() {
        Duration timeout = limits.timeout();
        giveUp(Results.timedOut(call(), timeout), new TimeoutException("no result after " + timeout));
    }

    /**
     * Runs on the timer thread, which must not block. The tool may occupy the last worker, so it is interrupted before another one
     * is needed.
     */
    private void giveUp(Part.ToolResult result, @Nullable TimeoutException fault) {
        if (running.abandon(result, fault)) {
            onWorker(() -> {
                if (fault != null) {
                    log.warn("The tool '{}' gave {}", call().name(), fault.getMessage());
                }
                running.tell();
            });
        }
    }

    private void onWorker(Runnable news) {
        try {
            threads.execute(news);
        } catch (RejectedExecutionException e) {
            news.run(); // the application is shutting down: better to block the listener than never to call it
        }
    }
}
