package dev.aistreaming.spring;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.pipeline.Timer;
import dev.aistreaming.resume.StreamLog;
import dev.aistreaming.resume.StreamProducer;
import dev.aistreaming.sse.SseEncoder;
import java.util.Objects;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** One answer that is kept for those who come back: it belongs to no connection, and ends when nobody wants it any more. */
final class ResumableStream implements AnswerListener.Sink, StreamProducer, OpenStream {

    private final ChatCall call;
    private final ResumeSettings settings;
    private final Timer timer;
    private final AnswerListener answer;
    private final Runnable onEnd;
    private @Nullable StreamLog log;
    private volatile boolean ended;

    // guarded by this
    private @Nullable Future<?> lingering;

    ResumableStream(
            ChatCall call,
            StreamSettings streamSettings,
            ResumeSettings settings,
            Timer timer,
            StreamRecord record,
            StreamOptions options,
            Runnable onEnd) {
        this.call = call;
        this.settings = settings;
        this.timer = timer;
        this.onEnd = onEnd;
        this.answer = new AnswerListener(
                this, streamSettings.format(), new SseEncoder(record.id(), 0), record, options, timer);
    }

    void writeTo(StreamLog log) {
        this.log = log;
    }

    /** What fails here is told as any failure is, for there is a reader by now. */
    void start() {
        try {
            call.start(answer);
        } catch (RuntimeException e) {
            answer.onError(AiException.of(ErrorCode.INTERNAL).cause(e).build());
        }
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
            case CANCEL -> cancelUnread();
            case LINGER -> linger();
            case CONTINUE -> {}
        }
    }

    private synchronized void linger() {
        if (!ended && lingering == null) {
            lingering = timer.schedule(settings.linger(), this::cancelUnread);
        }
    }

    private void cancelUnread() {
        timer.execute(() -> end(AiException.of(ErrorCode.CANCELLED)
                .userMessage("Nobody read the answer any more.")
                .build()));
    }

    @Override
    public synchronized void attended() {
        Future<?> waiting = lingering;
        if (waiting != null) {
            waiting.cancel(false);
            lingering = null;
        }
    }

    @Override
    public void pause() {
        call.pause();
    }

    @Override
    public void resume() {
        timer.execute(call::resume);
    }

    @Override
    public String toString() {
        return answer.toString();
    }
}
