package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.StreamListener;
import dev.aistreaming.pipeline.ForwardingListener;

/** Learns how a call ends before the one does that it passes everything on to. */
abstract class OutcomeListener extends ForwardingListener {

    OutcomeListener(StreamListener listener) {
        super(listener);
    }

    abstract void answered();

    abstract void failed(AiException error);

    @Override
    public final void onComplete(ChatResponse response) {
        answered();
        super.onComplete(response);
    }

    @Override
    public final void onError(AiException error) {
        failed(error);
        super.onError(error);
    }
}
