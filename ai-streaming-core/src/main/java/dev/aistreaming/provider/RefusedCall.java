package dev.aistreaming.provider;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.StreamListener;

/** A call that could not be made, and says so where it is started: there, retry and fallback see it. */
final class RefusedCall implements ChatCall {

    private final AiException error;

    RefusedCall(AiException error) {
        this.error = error;
    }

    @Override
    public void start(StreamListener listener) {
        listener.onError(error);
    }

    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public void cancel() {}
}
