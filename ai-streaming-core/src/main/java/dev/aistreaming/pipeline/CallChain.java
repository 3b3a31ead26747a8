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
 * One call made of several, one after the other, as a plan has it. The listener hears the events of all of them, and the ending
 * of the last. Pause, resume and cancel go to the call that is under way; between two calls, a pause is kept for the next one,
 * and a cancel ends the chain at once. Whatever has to be done between two calls of a model can be a call in the chain itself.
 */
public final class CallChain extends Stage {

    /**
     * What comes after the calls of one chain. Asked by one thread at a time, which may be one that other streams need: it
     * answers at once and throws nothing; what it answers runs on a thread that may block, and may throw.
     */
    public interface Plan {

        /**
         * A call has failed.
         *
         * @param delivered whether the listener has got anything of that call
         * @return says what comes next, or {@code null} if nothing does after all; {@code null} where the error is the end
         */
        @Nullable
        Supplier<@Nullable Next> afterError(AiException error, boolean delivered);

        /**
         * A call was answered.
         *
         * @return says what comes next, or {@code null} if nothing does after all; {@code null} where the answer is the end
         */
        default @Nullable Supplier<@Nullable Next> afterAnswer(ChatResponse response) {
            return null;
        }

        /**
         * Whether an event waits until it is known whether the call goes on: it is delivered before the next one that does not
         * wait, or before the whole answer, and never where another call takes the place of this one.
         */
        boolean holdsBack(StreamEvent event);
    }

    /**
     * Another call.
     *
     * @param restart what the listener is told before, and how long to wait; {@code null}: nothing, and not at all
     * @param call makes it, after the wait, on a thread that may block
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
     * A chain of at least one call.
     *
     * @param first begins it
     * @param plan says what comes after; belongs to this chain
     * @param threads wait between calls, and make them; not closed here
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
     * @param soFar what the listener has of the call that has ended
     * @param end where nothing follows after all
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

    /** The application's own code sets up the context. */
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
            end(end); // there are no threads any more: the application goes down
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
            fail(internal(e)); // there is no caller to throw it to
        }
    }

    /** Between two calls. */
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
