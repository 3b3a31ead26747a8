package dev.aistreaming.pipeline;

import dev.aistreaming.chat.ChatCall;

/** A call that does to another one what is done to it: what decorators extend, which override what they change. */
public abstract class ForwardingCall implements ChatCall {

    private final ChatCall delegate;

    /**
     * A decorator.
     *
     * @param delegate what is done to this call is done to that
     */
    protected ForwardingCall(ChatCall delegate) {
        this.delegate = delegate;
    }

    /** Returns the decorated call. */
    protected final ChatCall delegate() {
        return delegate;
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
}
