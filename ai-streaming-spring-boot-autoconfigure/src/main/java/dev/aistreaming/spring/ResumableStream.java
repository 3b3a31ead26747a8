package dev.aistreaming.spring;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.pipeline.Pacing;
import dev.aistreaming.pipeline.Timer;
import dev.aistreaming.resume.StreamLog;
import dev.aistreaming.resume.StreamProducer;
import dev.aistreaming.sse.SseEncoder;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One answer that is kept for those who come back: it belongs to no connection, and ends when nobody wants it any more. */
final class ResumableStream implements AnswerListener.Sink, StreamProducer, OpenStream {

    private final ChatCall call;
    private final ResumeSettings settings;
    private final Timer timer;
    private final AnswerListener answer;
    private final BooleanSupplier kept;
    private final Runnable onEnd;
    private @Nullable StreamLog log;
    private final Pacing pacing;
    private volatile boolean ended;

    // guarded by this
    private boolean unread;
    private @Nullable Future<?> lingering;

    /**
     * @param kept whether it can still be resumed; may wait
     * @param onEnd called when the answer has ended
     */
    ResumableStream(
            ChatCall call,
            StreamSettings streamSettings,
            ResumeSettings settings,
            Timer timer,
            StreamRecord record,
            StreamOptions options,
            BooleanSupplier kept,
            Runnable onEnd) {
        this.kept = kept;
        this.call = call;
        this.pacing = new Pacing(call);
        this.settings = settings;
        this.timer = timer;
        this.onEnd = onEnd;
        this.answer = new AnswerListener(
                this, streamSettings.format(), new SseEncoder(record.id(), 0), record, options, timer);
    }

    void writeTo(StreamLog log) {
        this.log = log;
    }

    void start() {
        answer.start(call);
    }

    private StreamLog log() {
        return Objects.requireNonNull(log, "nowhere to write to");
    }

    @Override
    public void write(SseEncoder events) {
        int count = events.count();
        log().append(events.take(), count);
    }

    @Override
    public void writeLast(SseEncoder events) {
        int count = events.count();
        log().end(events.take(), count);
    }

    @Override
    public void answerEnded() {
        ended = true;
        attended();
        onEnd.run();
    }

    /** An error is kept, too, for whoever comes back. */
    @Override
    public boolean isGone() {
        return false;
    }

    @Override
    public boolean isNonBlocking() {
        return true;
    }

    @Override
    public void end(AiException reason) {
        answer.endsBecauseOf(reason);
        call.cancel();
    }

    @Override
    public void breakOff() {
        call.cancel();
    }

    @Override
    public boolean isKept() {
        return true;
    }

    @Override
    public void stop() {
        timer.execute(() -> end(ActiveStreams.stopped()));
    }

    @Override
    public void abandoned() {
        switch (settings.onDisconnect()) {
            case CANCEL -> timer.execute(this::endUnread);
            case LINGER -> {
                setUnread();
                timer.execute(this::linger);
            }
            case CONTINUE -> {}
        }
    }

    private synchronized void setUnread() {
        unread = true;
    }

    /** Not where nobody could come back. */
    private void linger() {
        boolean mayBeResumed = kept.getAsBoolean();
        synchronized (this) {
            if (ended || !unread || lingering != null) {
                return;
            }
            if (mayBeResumed) {
                lingering = timer.schedule(settings.linger(), () -> timer.execute(this::endIfUnread));
                return;
            }
        }
        endUnread();
    }

    /** Unless somebody has returned at the last moment. */
    private void endIfUnread() {
        synchronized (this) {
            lingering = null;
            if (!unread) {
                return;
            }
        }
        endUnread();
    }

    private void endUnread() {
        end(AiException.of(ErrorCode.CANCELLED)
                .userMessage("Nobody read the answer any more.")
                .build());
    }

    @Override
    public synchronized void attended() {
        unread = false;
        Future<?> waiting = lingering;
        if (waiting != null) {
            waiting.cancel(false);
            lingering = null;
        }
    }

    @Override
    public void pause() {
        pacing.pause();
    }

    /** What comes at once is read where nobody waits for it. */
    @Override
    public void resume() {
        pacing.resume(timer::execute);
    }

    @Override
    public String toString() {
        return answer.toString();
    }
}
