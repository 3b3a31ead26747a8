package dev.aistreaming.observation;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.Restart;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.StreamListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes on what it listens in on. A fault of what records is logged, and the stream goes on. */
abstract class ForwardingListener implements StreamListener {

    private static final Logger log = LoggerFactory.getLogger(ForwardingListener.class);

    private final StreamListener listener;

    ForwardingListener(StreamListener listener) {
        this.listener = listener;
    }

    static void record(Runnable recording) {
        try {
            recording.run();
        } catch (RuntimeException e) {
            log.error("What happened to a call could not be recorded", e);
        }
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
    public final boolean isNonBlocking() {
        return listener.isNonBlocking();
    }
}
