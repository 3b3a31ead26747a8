package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.pipeline.Stage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call that may be the application's own: it cannot throw anything at those who pause, resume or cancel it, which may be a
 * thread of the server. One that cannot be paused or resumed is cancelled; one that cannot be cancelled is left to its timeout.
 */
final class GuardedCall extends Stage {

    private static final Logger log = LoggerFactory.getLogger(GuardedCall.class);

    private final Consumer<AiException> reason;

    /** @param reason told why the call is cancelled, before it is */
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
