package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.StreamListener;

/** A call that replaces a lost one. It voids what that one has delivered. */
record RestartedCall(ChatCall delegate) implements ChatCall {

    @Override
    public void start(StreamListener listener) {
        listener.onEvent(new StreamEvent.Reset(StreamEvent.Reset.Reason.RESTART));
        listener.onFlush();
        delegate.start(listener);
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
