package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.format.StreamFormat;
import dev.aistreaming.pipeline.Pacing;
import dev.aistreaming.sse.SseEncoder;
import dev.aistreaming.store.StreamLog;
import dev.aistreaming.store.StreamProducer;
import dev.aistreaming.thread.Threads;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One answer that is kept so that clients can reconnect. It belongs to no connection, and is cancelled when nobody wants it any more. */
final class KeptStream implements AnswerWriter.Sink, StreamProducer, OpenStream {

    private static final Logger logger = LoggerFactory.getLogger(KeptStream.class);

    private final ChatCall call;
    private final ResumeSettings settings;
    private final Threads threads;
    private final AnswerWriter answer;
    private final BooleanSupplier kept;
    private final Runnable onEnd;
    private @Nullable StreamLog log;
    private @Nullable OpenStream reader;
    private final Pacing pacing;
    private final StreamHandle handle;
    private volatile boolean ended;
    private volatile boolean paused;

    // guarded by this
    private boolean unread;
    private @Nullable Future<?> lingering;

    /**
     * @param handle receives the commands that name the stream by its id
     * @param kept whether the stream can still be resumed; may block
     * @param lastEvent the number of the last event that has been written already
     * @param onEnd called when the answer has ended
     */
    KeptStream(
            ChatCall call,
            StreamFormat format,
            ResumeSettings settings,
            Threads threads,
            StreamFigures record,
            StreamOptions options,
            StreamHandle handle,
            BooleanSupplier kept,
            long lastEvent,
            Runnable onEnd) {
        this.handle = handle;
        this.kept = kept;
        this.call = new GuardedCall(call, this::endsBecauseOf);
        this.pacing = new Pacing(this.call);
        this.settings = settings;
        this.threads = threads;
        this.onEnd = onEnd;
        this.answer = new AnswerWriter(this, format, new SseEncoder(record.id(), lastEvent), record, options, threads);
    }

    /** @param reader the first reader, which is notified if the log fails; {@code null} if others read the stream */
    void writeTo(StreamLog log, @Nullable OpenStream reader) {
        this.log = log;
        this.reader = reader;
    }

    void start() {
        answer.start(call, handle);
    }

    private StreamLog log() {
        return Objects.requireNonNull(log, "nowhere to write to");
    }

    @Override
    public void write(SseEncoder events) {
        int count = events.count();
        byte[] bytes = events.take();
        try {
            log().append(bytes, count);
        } catch (Throwable e) {
            end(storeFailed(e));
        }
    }

    @Override
    public void writeLast(SseEncoder events) {
        int count = events.count();
        byte[] bytes = events.take();
        try {
            log().end(bytes, count);
        } catch (Throwable e) {
            AiException failure = storeFailed(e);
            OpenStream first = reader;
            if (first != null) {
                first.end(failure);
            }
        }
    }

    private AiException storeFailed(Throwable fault) {
        logger.error("{} could not be kept", this, fault);
        return AiException.of(ErrorCode.INTERNAL).cause(fault).build();
    }

    @Override
    public void answerEnded() {
        ended = true;
        attended();
        onEnd.run();
    }

    @Override
    public void cancelCall() {
        call.cancel();
    }

    /** Returns {@code false}: an error is kept, too, for clients that reconnect. */
    @Override
    public boolean isGone() {
        return false;
    }

    @Override
    public boolean isNonBlocking() {
        return true;
    }

    private void endsBecauseOf(AiException reason) {
        answer.endsBecauseOf(reason);
    }

    @Override
    public void end(AiException reason) {
        endsBecauseOf(reason);
        call.cancel();
    }

    @Override
    public boolean emit(StreamEvent.Data event) {
        return answer.emit(event);
    }

    @Override
    public boolean takes() {
        return !paused;
    }

    @Override
    public boolean told(String message) {
        return StreamMessage.decode(message)
                .filter(known -> known.applyTo(handle))
                .isPresent();
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
        threads.execute(() -> end(StreamRegistry.stopped()));
    }

    @Override
    public void abandoned() {
        switch (settings.onDisconnect()) {
            case CANCEL -> threads.execute(this::endUnread);
            case LINGER -> {
                setUnread();
                threads.execute(this::linger);
            }
            case CONTINUE -> {}
        }
    }

    private synchronized void setUnread() {
        unread = true;
    }

    /** Starts the linger timeout, unless nobody can reconnect. */
    private void linger() {
        boolean mayBeResumed = mayBeResumed();
        synchronized (this) {
            if (ended || !unread || lingering != null) {
                return;
            }
            if (mayBeResumed) {
                lingering = threads.schedule(settings.linger(), () -> threads.execute(this::endIfUnread));
                return;
            }
        }
        endUnread();
    }

    private boolean mayBeResumed() {
        try {
            return kept.getAsBoolean();
        } catch (Throwable e) {
            logger.error("Whether {} is still kept cannot be told", this, e);
            return true;
        }
    }

    /** Ends the stream, unless a reader has reconnected at the last moment. */
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
        paused = true;
        pacing.pause();
    }

    /** Resumes the call. Events that arrive at once are read on a thread that nobody waits for. */
    @Override
    public void resume() {
        paused = false;
        threads.execute(answer::goOn);
        pacing.resume(threads::execute);
    }

    @Override
    public String toString() {
        return answer.toString();
    }
}
