package dev.aistreaming.pipeline;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Restart;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.StreamListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A decorator around one call. It forwards what is done to the call, and everything that the call reports; subclasses override what
 * they want to change. Subclasses that merely observe override {@link #restarted}, {@link #completed} and {@link #failed}:
 * exceptions thrown by these are logged, and the stream continues.
 */
public abstract class Stage implements ChatCall, StreamListener {

    private static final Logger log = LoggerFactory.getLogger(Stage.class);

    private final ChatCall delegate;
    private @Nullable StreamListener listener;
    private @Nullable StreamListener events;
    private boolean ended;

    /**
     * Creates a stage around a call that has not been started.
     *
     * @param delegate the decorated call
     */
    protected Stage(ChatCall delegate) {
        this.delegate = delegate;
    }

    /** Who receives the events of a call with this listener. Skips stages that do not need them. */
    static StreamListener eventsOf(StreamListener listener) {
        return listener instanceof Stage stage && !stage.needsEvents() ? stage.events() : listener;
    }

    /** Returns the decorated call. */
    protected final ChatCall delegate() {
        return delegate;
    }

    /** Returns the listener of this call. */
    protected final StreamListener listener() {
        return started(listener);
    }

    private StreamListener events() {
        return started(events);
    }

    private static StreamListener started(@Nullable StreamListener listener) {
        if (listener == null) {
            throw new IllegalStateException("not started");
        }
        return listener;
    }

    @Override
    public final void start(StreamListener listener) {
        listenWith(listener);
        try {
            begin();
        } catch (Throwable e) {
            if (endsNow()) {
                AiException fault = AiException.of(ErrorCode.INTERNAL).cause(e).build();
                guarded(() -> failed(fault));
            }
            throw e;
        }
    }

    private synchronized void listenWith(StreamListener listener) {
        if (this.listener != null) {
            throw new IllegalStateException("a call can be started only once");
        }
        this.listener = listener;
        this.events = eventsOf(listener);
    }

    private synchronized boolean endsNow() {
        boolean first = !ended;
        ended = true;
        return first;
    }

    /** Starts the decorated call. An exception is passed to the caller of {@link #start}, and reported to {@link #failed}. */
    protected void begin() {
        delegate.start(this);
    }

    /**
     * Whether this stage needs {@link #onEvent}, {@link #onFlush} and {@link #isNonBlocking}. If not, they may be bypassed to save
     * work for every token. Queried once, when the call starts.
     */
    protected boolean needsEvents() {
        return true;
    }

    /** The call is about to be retried or replaced. Called before the listener is told. */
    protected void restarted(Restart restart) {}

    /** The answer is complete. Called before the listener is told. */
    protected void completed(ChatResponse response) {}

    /** The answer broke off or never began. Called before the listener is told. */
    protected void failed(AiException error) {}

    private static void guarded(Runnable hook) {
        try {
            hook.run();
        } catch (Throwable e) {
            log.error("An observer of a call failed", e);
        }
    }

    @Override
    public void pause() {
        delegate.pause();
    }

    @Override
    public void resume() {
        delegate.resume();
    }

    @Override
    public void cancel() {
        delegate.cancel();
    }

    @Override
    public void onEvent(StreamEvent event) {
        events().onEvent(event);
    }

    @Override
    public void onFlush() {
        events().onFlush();
    }

    @Override
    public boolean isNonBlocking() {
        return events().isNonBlocking();
    }

    @Override
    public void onRestart(Restart restart) {
        guarded(() -> restarted(restart));
        listener().onRestart(restart);
    }

    @Override
    public void onComplete(ChatResponse response) {
        if (endsNow()) {
            guarded(() -> completed(response));
        }
        listener().onComplete(response);
    }

    @Override
    public void onError(AiException error) {
        if (endsNow()) {
            guarded(() -> failed(error));
        }
        listener().onError(error);
    }

    @Override
    public String toString() {
        return delegate.toString();
    }
}
