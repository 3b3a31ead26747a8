package dev.aistreaming.provider;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.OneLine;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.StreamListener;
import dev.aistreaming.thread.CallGate;
import dev.aistreaming.thread.OneAtATime;
import dev.aistreaming.thread.Threads;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call to a {@link PushSource}. Whatever the source does, callbacks are made one at a time, there is exactly one ending, and the
 * call can be cancelled at any time.
 *
 * <p>What the source reports is delivered on its own thread if the listener is non-blocking, and otherwise on a thread that may
 * block, so that a slow reader does not block a thread of the source. A source that supports {@link PushSource.Handle#request} is
 * held back while the call is paused. What other sources report in the meantime is buffered; if that becomes too much, the call
 * fails with {@link ErrorCode#BUSY}.
 */
public final class PushedCall implements ChatCall {

    /** The maximum number of buffered characters, with a constant added for each piece. */
    static final int MAX_WAITING = 1_000_000;

    private static final Logger log = LoggerFactory.getLogger(PushedCall.class);

    private final String provider;
    private final PushSource source;
    private final Threads threads;
    private final Executor context;
    private final Answer answer;
    private final CallGate gate = new CallGate();
    private final OneAtATime turns = new OneAtATime(this::deliverWaiting);
    private final PushQueue waiting = new PushQueue(MAX_WAITING);
    private final AtomicReference<@Nullable StreamListener> listener = new AtomicReference<>();
    private final HeldSource held;
    private volatile boolean paused;
    private boolean completing;

    /**
     * @param provider the name of the provider that answers
     * @param source started together with the call, or not at all if that is cancelled before
     * @param threads run what may block, in the context of the current thread
     */
    public PushedCall(String provider, PushSource source, Threads threads) {
        this.provider = provider;
        this.source = source;
        this.threads = threads;
        this.held = new HeldSource(threads);
        this.context = threads.captureContext();
        this.answer = new Answer(provider, OneLine::of, this::deliver);
    }

    @Override
    public void start(StreamListener listener) {
        if (!this.listener.compareAndSet(null, listener)) {
            throw new IllegalStateException("a call can be started only once");
        }
        gate.leave();
        if (gate.ending()) {
            return;
        }
        try {
            threads.execute(() -> context.execute(this::begin));
        } catch (RuntimeException e) {
            fail(ListenerFailure.toError(provider, e));
        }
    }

    private void begin() {
        if (gate.ending()) {
            return;
        }
        QueuedAnswer told = new QueuedAnswer(this);
        try {
            source.start(told);
        } catch (AiException e) {
            told.failed(e);
        } catch (Throwable e) { // whatever foreign code throws ends this call and no other
            told.failed(ListenerFailure.toError(provider, e));
        }
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
        if (turns.claim()) {
            onAWorker();
        }
    }

    @Override
    public void cancel() {
        fail(AiException.of(ErrorCode.CANCELLED).provider(provider).build());
    }

    boolean ended() {
        return gate.ending();
    }

    void attach(PushSource.Handle handle) {
        held.attach(handle);
        wake();
    }

    /** The source has reported something. */
    void told(PushQueue.Piece piece, int characters) {
        if (gate.ending()) {
            return;
        }
        if (waiting.offer(piece, characters)) {
            wake();
        } else {
            fail(AiException.of(ErrorCode.BUSY)
                    .provider(provider)
                    .retryable(false)
                    .userMessage("The answer came faster than it was read.")
                    .build());
        }
    }

    /** The source has ended by itself. */
    void toldEnd(PushQueue.Piece end) {
        waiting.add(end);
        wake();
    }

    private void wake() {
        if (!turns.claim()) {
            return;
        }
        StreamListener current = listener.get();
        if (current != null && current.isNonBlocking()) {
            turns.runClaimed();
        } else {
            onAWorker();
        }
    }

    private void onAWorker() {
        try {
            threads.execute(turns::runClaimed);
        } catch (RejectedExecutionException
                | OutOfMemoryError e) { // the application is shutting down, or no thread can be created
            fail(ListenerFailure.toError(provider, e));
            turns.runClaimed();
        }
    }

    private void deliverWaiting() {
        while (!paused && gate.enter()) {
            PushQueue.Piece next = waiting.poll();
            if (next == null) {
                gate.leave();
                more();
                return;
            }
            deliver(next);
        }
        if (gate.ending()) {
            waiting.clear();
        }
    }

    private void deliver(PushQueue.Piece piece) {
        try {
            piece.tell(answer);
        } catch (AiException e) {
            fail(e);
        } catch (EndedCall e) {
            log.trace("{} ended during a piece", provider);
        } catch (Throwable e) { // whatever foreign code throws ends this call and no other
            fail(ListenerFailure.toError(provider, e));
        } finally {
            gate.leave();
        }
    }

    private void more() {
        try {
            held.request();
        } catch (Throwable e) { // whatever foreign code throws ends this call and no other
            fail(ListenerFailure.toError(provider, e));
        }
    }

    private void deliver(StreamEvent event) {
        StreamListener current = listener.get();
        if (current == null || (!completing && gate.ending())) {
            throw new EndedCall();
        }
        try {
            current.onEvent(event);
        } catch (Throwable e) {
            throw new ListenerFailure(e);
        }
    }

    void flush() {
        StreamListener current = listener.get();
        if (current != null && !gate.ending()) {
            try {
                current.onFlush();
            } catch (Throwable e) {
                throw new ListenerFailure(e);
            }
        }
    }

    /** An answer without a finish reason may be incomplete. */
    void complete() {
        if (!answer.finished()) {
            throw AiException.of(ErrorCode.TRUNCATED).provider(provider).build();
        }
        gate.end(() -> {}, this::deliverWhole);
    }

    /** The source is stopped before the listener is told, because the listener may take long. */
    void fail(AiException error) {
        gate.end(this::release, () -> last(listener -> listener.onError(withPartial(error))));
    }

    AiException brokeOff(String reason) {
        return AiException.of(ErrorCode.PROVIDER_ERROR)
                .provider(provider)
                .providerMessage("finish reason " + OneLine.of(reason))
                .build();
    }

    private void release() {
        try {
            held.release();
        } catch (Throwable e) { // must not keep the listener from being told about the ending
            log.warn("The source of {} could not be stopped", provider, e);
        }
    }

    private void deliverWhole() {
        completing = true;
        last(listener -> {
            ChatResponse response;
            try {
                response = answer.complete();
            } catch (Throwable e) {
                listener.onError(withPartial(ListenerFailure.toError(provider, e)));
                return;
            }
            listener.onComplete(response);
        });
    }

    private AiException withPartial(AiException error) {
        try {
            return answer.addTo(error);
        } catch (OutOfMemoryError e) {
            log.warn("Not enough memory for the partial answer of {}", provider);
            return error;
        }
    }

    /** Nobody is left to be told if the last callback throws. */
    private void last(Consumer<StreamListener> callback) {
        StreamListener current = listener.get();
        if (current == null) {
            return;
        }
        try {
            callback.accept(current);
        } catch (Throwable e) {
            log.error("A listener failed at the end of a call of {}", provider, e);
        }
    }
}
