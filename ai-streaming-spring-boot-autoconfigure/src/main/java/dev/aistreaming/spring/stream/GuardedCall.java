package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.pipeline.Stage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call that may be the application's own. It never throws at the thread that pauses, resumes or cancels it, which may be a thread of
 * the server. If it cannot be paused or resumed, it is cancelled; if it cannot be cancelled, its timeout ends it.
 */
final class GuardedCall extends Stage {

    private static final Logger log = LoggerFactory.getLogger(GuardedCall.class);

    private final Consumer<AiException> reason;

    /** @param reason receives the reason for a cancellation before the call is cancelled */
    GuardedCall(ChatCall delegate, Consumer<AiException> reason) {
        super(delegate);
        this.reason = reason;
    }

    @Override
    protected boolean needsEvents() {
        return false;
    }

    @Override
    public void pause() {
        try {
            super.pause();
        } catch (Throwable e) {
            giveUp(e);
        }
    }

    @Override
    public void resume() {
        try {
            super.resume();
        } catch (Throwable e) {
            giveUp(e);
        }
    }

    private void giveUp(Throwable fault) {
        reason.accept(AiException.of(ErrorCode.INTERNAL).cause(fault).build());
        cancel();
    }

    @Override
    public void cancel() {
        try {
            super.cancel();
        } catch (Throwable e) {
            log.error("A call could not be cancelled", e);
        }
    }
}
