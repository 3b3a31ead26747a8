package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.Restart;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.StreamListener;

/** Learns how a call ends before the one does that it passes everything on to. */
abstract class OutcomeListener implements StreamListener {

    private final StreamListener listener;

    OutcomeListener(StreamListener listener) {
        this.listener = listener;
    }

    abstract void answered();

    abstract void failed(AiException error);

    @Override
    public final void onEvent(StreamEvent event) {
        listener.onEvent(event);
    }

    @Override
    public final void onFlush() {
        listener.onFlush();
    }

    @Override
    public final void onRestart(Restart restart) {
        listener.onRestart(restart);
    }

    @Override
    public final boolean isNonBlocking() {
        return listener.isNonBlocking();
    }

    @Override
    public final void onComplete(ChatResponse response) {
        answered();
        listener.onComplete(response);
    }

    @Override
    public final void onError(AiException error) {
        failed(error);
        listener.onError(error);
    }
}
