package dev.aistreaming.tool;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.StreamListener;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.pipeline.EventQueue;
import dev.aistreaming.thread.OneAtATime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs all tool calls of one step in parallel, as one call of the chain. It ends when each of them has a result, or immediately if
 * it is cancelled. Its answer is that of the step.
 */
final class ToolRun implements ChatCall {

    private static final Logger log = LoggerFactory.getLogger(ToolRun.class);

    private final ChatResponse step;
    private final ToolRunner runner;
    private final boolean announced;
    private final boolean mayGoOn;
    private final List<RunningCall> running = new ArrayList<>();
    private final List<ToolCall> waiting = new ArrayList<>();
    private final EventQueue ready = new EventQueue();
    private final AtomicInteger open = new AtomicInteger();
    private final OneAtATime delivery = new OneAtATime(this::deliver);
    private volatile @Nullable StreamListener listener;
    private volatile @Nullable AiException failure;
    private boolean whole;
    private volatile boolean paused;
    private volatile boolean cancelled;
    private volatile boolean ended;

    /**
     * Creates the run without starting anything.
     *
     * @param step the answer that contains the calls
     * @param announced whether the provider has reported each complete call
     * @param mayGoOn whether the model may be called again; if not, nothing is run
     */
    ToolRun(ChatResponse step, ToolRunner runner, boolean announced, boolean mayGoOn) {
        this.step = step;
        this.runner = runner;
        this.announced = announced;
        this.mayGoOn = mayGoOn;
    }

    @Override
    public void start(StreamListener listener) {
        synchronized (running) {
            if (this.listener != null) {
                throw new IllegalStateException("a call can be started only once");
            }
            for (ToolCall call : step.toolCalls()) {
                sort(call);
            }
            open.set(running.size());
            this.listener = listener;
        }
        delivery.run();
        if (isOver()) {
            return;
        }
        if (mayGoOn) {
            runner.run(running, this);
        } else {
            running.forEach(call -> call.end(Results.notRun(call.call()), null));
        }
        delivery.run();
    }

    private void sort(ToolCall call) {
        boolean whole = !call.name().isBlank() && JsonObjects.isObject(call.arguments());
        if (whole && mayGoOn && !runner.knows(call)) {
            waiting.add(call);
        } else {
            running.add(new RunningCall(call, this::ended));
        }
        if (whole && mayGoOn && !announced) {
            ready.add(new StreamEvent.ToolCalled(call));
        }
    }

    private boolean isOver() {
        return cancelled || ended || failure != null;
    }

    private void ended(RunningCall call) {
        RunningCall.Outcome outcome = call.outcome();
        if (outcome == null) {
            return;
        }
        if (outcome.fault() != null && runner.endsOnFailure()) {
            failure = AiException.of(ErrorCode.TOOL_FAILED)
                    .provider(step.provider())
                    .asked("the tool " + call.call().name())
                    .cause(outcome.fault())
                    .build();
        }
        if (mayGoOn) {
            ready.add(new StreamEvent.ToolResulted(outcome.result()));
        }
        open.decrementAndGet();
        delivery.run();
    }

    /**
     * Queues an application event or an approval request. Returns whether there was room for it. It is delivered by another thread,
     * because a tool may be interrupted at any time, and a thread that writes to a client must not be.
     */
    boolean emit(StreamEvent event, Executor workers) {
        if (isOver()) {
            return false;
        }
        if (!(event instanceof StreamEvent.Data own)) {
            ready.add(event);
        } else if (!ready.offer(own)) {
            return false;
        }
        if (delivery.claim()) {
            try {
                workers.execute(delivery::runClaimed);
            } catch (RejectedExecutionException e) {
                delivery.runClaimed();
            }
        }
        return true;
    }

    private void deliver() {
        StreamListener told = listener;
        if (told == null || ended) {
            return;
        }
        AiException error = tell(told);
        boolean broken = error != null || cancelled || failure != null;
        if (!broken && !whole) {
            return;
        }
        ended = true;
        ready.close();
        interruptAll();
        try {
            if (broken) {
                told.onError(error != null ? error : ending());
            } else {
                told.onComplete(step);
            }
        } catch (Throwable e) {
            log.error("The end of the tool calls could not be reported", e);
        }
    }

    private AiException ending() {
        AiException failed = failure;
        return failed != null && !cancelled
                ? failed
                : AiException.of(ErrorCode.CANCELLED).provider(step.provider()).build();
    }

    /** Returns what the listener threw. */
    private @Nullable AiException tell(StreamListener told) {
        try {
            boolean any = false;
            StreamEvent event;
            while (!paused && !cancelled && (event = ready.poll()) != null) {
                told.onEvent(event);
                any = true;
            }
            if (open.get() == 0 && ready.isEmpty() && !paused && !isOver()) {
                told.onEvent(last());
                whole = true;
                any = true;
            }
            if (any) {
                told.onFlush();
            }
            return null;
        } catch (Throwable e) {
            return AiException.of(ErrorCode.INTERNAL)
                    .provider(step.provider())
                    .cause(e)
                    .build();
        }
    }

    private StreamEvent last() {
        return goesOn()
                ? new StreamEvent.StepFinished(FinishReason.TOOL_CALLS, step.usage(), false)
                : new StreamEvent.Finished(finishReason(), step.usage());
    }

    /** Whether the model is to be called again afterwards. */
    boolean goesOn() {
        return mayGoOn && waiting.isEmpty();
    }

    /** Why the answer ends, if it does not continue. */
    FinishReason finishReason() {
        if (!waiting.isEmpty()) {
            return FinishReason.TOOL_CALLS;
        }
        FinishReason told = step.finishReason();
        return told == FinishReason.TOOL_CALLS ? FinishReason.OTHER : told;
    }

    ChatResponse step() {
        return step;
    }

    /** The calls that are for somebody else to answer. */
    List<ToolCall> waiting() {
        return waiting;
    }

    /** One result for each call that is not {@link #waiting}, in the same order. */
    List<Part.ToolResult> results() {
        return results(running.stream().map(RunningCall::call).toList());
    }

    /** One result for each call, in the same order. Those without a result are reported as not run. */
    List<Part.ToolResult> resultsOfAll() {
        return results(step.toolCalls());
    }

    @SuppressWarnings("ReferenceEquality") // a step may contain the same call twice, with the same id
    private List<Part.ToolResult> results(List<ToolCall> calls) {
        List<Part.ToolResult> results = new ArrayList<>();
        int next = 0;
        for (ToolCall call : calls) {
            boolean runs = next < running.size() && running.get(next).call() == call;
            RunningCall.Outcome outcome = runs ? running.get(next++).outcome() : null;
            results.add(outcome == null ? Results.notRun(call) : outcome.result());
        }
        return results;
    }

    private void interruptAll() {
        running.forEach(call -> call.abandon(Results.notRun(call.call()), null));
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
        delivery.run();
    }

    @Override
    public void cancel() {
        cancelled = true;
        if (listener != null) {
            interruptAll();
        }
        delivery.run();
    }
}
