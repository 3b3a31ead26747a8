package dev.aistreaming.provider;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.StreamListener;
import java.util.concurrent.atomic.AtomicBoolean;

/** A call that could not be made, and that reports this when it is started, so that retries and fallbacks take notice. */
final class RefusedCall implements ChatCall {

    private final AiException error;
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile boolean cancelled;

    RefusedCall(AiException error) {
        this.error = error;
    }

    @Override
    public void start(StreamListener listener) {
        if (!started.compareAndSet(false, true)) {
            throw new IllegalStateException("a call can be started only once");
        }
        listener.onError(
                cancelled
                        ? AiException.of(ErrorCode.CANCELLED)
                                .provider(error.provider())
                                .build()
                        : error);
    }

    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public void cancel() {
        cancelled = true;
    }
}
