package dev.aistreaming.pipeline;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Restart;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.thread.Threads;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes several consecutive calls look like a single one, as directed by a {@link Plan}. The listener receives the events of all
 * calls, and the ending of the last one. Pause, resume and cancel apply to the call in progress. Between two calls, a pause is
 * remembered for the next one, and a cancellation ends the chain immediately. Work that has to be done between two calls to a model
 * can itself be a call in the chain.
 */
public final class CallChain extends Stage {

    /**
     * Decides what follows each call of a chain. It is consulted by one thread at a time, possibly one that is shared with other
     * streams, so its methods must return promptly and must not throw. The suppliers that they return run on a thread that may
     * block, and may throw.
     */
    public interface Plan {

        /**
         * Called when a call has failed.
         *
         * @param delivered whether the listener has received anything from that call
         * @return supplies the next call, or {@code null} if there is none after all; {@code null} if the chain ends with the error
         */
        @Nullable
        Supplier<@Nullable Next> afterError(AiException error, boolean delivered);

        /**
         * Called when a call has completed.
         *
         * @return supplies the next call, or {@code null} if there is none after all; {@code null} if the chain ends with this
         *     answer
         */
        default @Nullable Supplier<@Nullable Next> afterAnswer(ChatResponse response) {
            return null;
        }

        /**
         * Whether to hold back an event until it is known whether the call continues. A held event is delivered before the next
         * event that is not held, or before the completion. It is dropped if another call takes the place of this one.
         */
        boolean holdsBack(StreamEvent event);
    }

    /**
     * The next call.
     *
     * @param restart what to tell the listener first, including how long to wait; {@code null} to continue silently and at once
     * @param call makes the call, after the delay, on a thread that may block
     */
    public record Next(@Nullable Restart restart, Supplier<ChatCall> call) {}

    private final Plan plan;
    private final Threads threads;
    private final CurrentCall current;
    private final Queue<StreamEvent> held = new ArrayDeque<>(1);
    private boolean delivered;
    private volatile @Nullable ChatResponse before;
    private Executor context = Runnable::run;

    /**
     * Creates a chain of at least one call.
     *
     * @param first the first call
     * @param plan decides what follows; used for this chain only
     * @param threads wait between calls and make them; not closed by the chain
     */
    public CallChain(ChatCall first, Plan plan, Threads threads) {
        super(first);
        this.current = new CurrentCall(
                first, () -> fail(AiException.of(ErrorCode.CANCELLED).build()));
        this.plan = plan;
        this.threads = threads;
    }

    @Override
    protected void begin() {
        context = threads.captureContext();
        super.begin();
    }

    @Override
    public void pause() {
        current.pause();
    }

    @Override
    public void resume() {
        current.resume();
    }

    @Override
    public void cancel() {
        current.cancel();
    }

    @Override
    public void onEvent(StreamEvent event) {
        if (plan.holdsBack(event)) {
            held.add(event);
            return;
        }
        delivered = true;
        if (!held.isEmpty()) {
            deliverHeld();
        }
        super.onEvent(event);
    }

    private void deliverHeld() {
        StreamEvent event;
        while ((event = held.poll()) != null) {
            super.onEvent(event);
        }
    }

    @Override
    public void onComplete(ChatResponse response) {
        Supplier<@Nullable Next> next = plan.afterAnswer(response);
        if (next == null) {
            complete(response);
        } else {
            goOn(next, response, () -> complete(response));
        }
    }

    private void complete(ChatResponse response) {
        try {
            deliverHeld();
        } catch (Throwable e) {
            super.onError(internal(e).withPartial(response));
            return;
        }
        super.onComplete(response);
    }

    @Override
    public void onError(AiException error) {
        Supplier<@Nullable Next> next = current.isCancelled() ? null : plan.afterError(error, delivered);
        if (next == null) {
            super.onError(error);
        } else {
            goOn(next, delivered ? error.partial() : null, () -> super.onError(error));
        }
    }

    /**
     * @param soFar what the listener has received from the call that has ended
     * @param end runs if nothing follows after all
     */
    private void goOn(Supplier<@Nullable Next> next, @Nullable ChatResponse soFar, Runnable end) {
        before = soFar;
        if (current.leave()) {
            later(Duration.ZERO, () -> prepare(next, end), end);
        }
    }

    private void later(Duration delay, Runnable task, Runnable end) {
        Runnable work = () -> runOrEnd(() -> threads.execute(() -> inContext(task)), end);
        if (delay.isZero()) {
            work.run();
        } else {
            runOrEnd(() -> current.waitFor(threads.schedule(delay, work)), end);
        }
    }

    /** Setting up the context runs the application's code, which may throw. */
    private void inContext(Runnable task) {
        try {
            context.execute(task);
        } catch (Throwable e) {
            end(() -> fail(internal(e)));
        }
    }

    private void runOrEnd(Runnable step, Runnable end) {
        try {
            step.run();
        } catch (RejectedExecutionException e) {
            end(end); // no threads are left, because the application is shutting down
        }
    }

    private void prepare(Supplier<@Nullable Next> planned, Runnable end) {
        Next next;
        try {
            next = planned.get();
        } catch (Throwable e) {
            end(() -> fail(internal(e)));
            return;
        }
        if (next == null) {
            end(end);
            return;
        }
        Restart restart = next.restart();
        if (restart == null || isTold(restart)) {
            later(restart == null ? Duration.ZERO : restart.delay(), () -> call(next), end);
        }
    }

    private boolean isTold(Restart restart) {
        if (!current.take()) {
            return false;
        }
        try {
            onRestart(restart);
        } catch (Throwable e) {
            fail(internal(e));
            return false;
        }
        return current.leave();
    }

    private void call(Next planned) {
        ChatCall next;
        try {
            next = planned.call().get();
        } catch (Throwable e) {
            end(() -> fail(e instanceof AiException refused ? refused : internal(e)));
            return;
        }
        if (!current.take()) {
            return;
        }
        held.clear();
        delivered = false;
        current.replaceBy(next);
        try {
            next.start(this);
        } catch (Throwable e) {
            fail(internal(e)); // there is no caller to receive it
        }
    }

    /** Must be called between two calls. */
    private void end(Runnable how) {
        if (current.end()) {
            how.run();
        }
    }

    private void fail(AiException error) {
        super.onError(error.partial() == null ? error.withPartial(before) : error);
    }

    private static AiException internal(Throwable fault) {
        return AiException.of(ErrorCode.INTERNAL).cause(fault).build();
    }
}
