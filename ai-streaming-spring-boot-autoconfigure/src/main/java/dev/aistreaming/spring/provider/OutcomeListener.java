package dev.aistreaming.spring.provider;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.StreamListener;
import dev.aistreaming.pipeline.ForwardingListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Learns how a call ends before the one does that it passes everything on to. */
abstract class OutcomeListener extends ForwardingListener {

    private static final Logger log = LoggerFactory.getLogger(OutcomeListener.class);

    OutcomeListener(StreamListener listener) {
        super(listener);
    }

    abstract void answered();

    abstract void failed(AiException error);

    @Override
    public final void onComplete(ChatResponse response) {
        note(this::answered);
        super.onComplete(response);
    }

    @Override
    public final void onError(AiException error) {
        note(() -> failed(error));
        super.onError(error);
    }

    /** Whoever listens to a circuit breaker, say, may throw: that concerns nobody who waits for the answer. */
    private static void note(Runnable outcome) {
        try {
            outcome.run();
        } catch (Throwable e) {
            log.error("How a call has ended could not be noted", e);
        }
    }
}
