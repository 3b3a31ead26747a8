package dev.aistreaming.pipeline;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.Restart;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.StreamListener;

/** Passes on what it is told: what listeners extend that listen in on a call, which override what they want to know. */
public abstract class ForwardingListener implements StreamListener {

    private final StreamListener listener;

    /**
     * A listener that listens in.
     *
     * @param listener is told what this one is told
     */
    protected ForwardingListener(StreamListener listener) {
        this.listener = listener;
    }

    @Override
    public void onEvent(StreamEvent event) {
        listener.onEvent(event);
    }

    @Override
    public void onFlush() {
        listener.onFlush();
    }

    @Override
    public void onRestart(Restart restart) {
        listener.onRestart(restart);
    }

    @Override
    public void onComplete(ChatResponse response) {
        listener.onComplete(response);
    }

    @Override
    public void onError(AiException error) {
        listener.onError(error);
    }

    @Override
    public boolean isNonBlocking() {
        return listener.isNonBlocking();
    }
}
