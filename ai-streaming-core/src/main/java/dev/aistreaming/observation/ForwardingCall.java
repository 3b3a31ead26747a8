package dev.aistreaming.observation;

import dev.aistreaming.chat.ChatCall;

/** A call that listens in on another one. */
abstract class ForwardingCall implements ChatCall {

    private final ChatCall delegate;

    ForwardingCall(ChatCall delegate) {
        this.delegate = delegate;
    }

    final ChatCall delegate() {
        return delegate;
    }

    @Override
    public final void pause() {
        delegate.pause();
    }

    @Override
    public final void resume() {
        delegate.resume();
    }

    @Override
    public final void cancel() {
        delegate.cancel();
    }
}
