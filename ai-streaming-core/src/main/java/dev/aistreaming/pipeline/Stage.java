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
 * One decorator around one call: does to the call what is done to it, and passes on what the call says. Subclasses override
 * what they change. Those that only want to know what happens override {@link #restarted}, {@link #completed} and {@link
 * #failed}: what these throw is logged, and the stream goes on.
 */
public abstract class Stage implements ChatCall, StreamListener {

    private static final Logger log = LoggerFactory.getLogger(Stage.class);

    private final ChatCall delegate;
    private @Nullable StreamListener listener;
    private @Nullable StreamListener events;
    private boolean ended;

    /**
     * A stage around a call that is not started yet.
     *
     * @param delegate what is done to this call is done to that
     */
    protected Stage(ChatCall delegate) {
        this.delegate = delegate;
    }

    /** Who gets the events of a call with this listener: a stage that does not need them is passed by. */
    static StreamListener eventsOf(StreamListener listener) {
        return listener instanceof Stage stage && !stage.needsEvents() ? stage.events() : listener;
    }

    /** Returns the decorated call. */
    protected final ChatCall delegate() {
        return delegate;
    }

    /** Returns who listens to this call. */
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
            throw new IllegalStateException("a call is started once");
        }
        this.listener = listener;
        this.events = eventsOf(listener);
    }

    private synchronized boolean endsNow() {
        boolean first = !ended;
        ended = true;
        return first;
    }

    /** Starts the call. What this throws is thrown at whoever starts this one, and {@link #failed} is told of it. */
    protected void begin() {
        delegate.start(this);
    }

    /**
     * Whether {@link #onEvent}, {@link #onFlush} and {@link #isNonBlocking} are of any concern here. Where they are not, they may
     * be left out on the way of each token. Asked once, at the start.
     */
    protected boolean needsEvents() {
        return true;
    }

    /** The call is made again; the listener is told next. */
    protected void restarted(Restart restart) {}

    /** The whole answer has arrived; the listener is told next. */
    protected void completed(ChatResponse response) {}

    /** The answer broke off, or never began; the listener is told next. */
    protected void failed(AiException error) {}

    private static void guarded(Runnable hook) {
        try {
            hook.run();
        } catch (Throwable e) {
            log.error("What happened to a call could not be noted", e);
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
