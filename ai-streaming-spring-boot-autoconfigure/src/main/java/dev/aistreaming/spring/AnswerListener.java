package dev.aistreaming.spring;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Restart;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.StreamListener;
import dev.aistreaming.format.StreamEncoder;
import dev.aistreaming.format.StreamFormat;
import dev.aistreaming.pipeline.Timer;
import dev.aistreaming.sse.SseEncoder;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Encodes one answer, one write per network read, and tells the application and the log how it ended. */
final class AnswerListener implements StreamListener {

    private static final Logger log = LoggerFactory.getLogger(AnswerListener.class);

    private final Sink sink;
    private final SseEncoder out;
    private final StreamEncoder encoder;
    private final StreamRecord record;
    private final StreamOptions options;
    private final Timer timer;

    /** That of the request: its trace, its user, its locale. */
    private final Executor context;

    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable AiException reason;

    /** Where the encoded answer goes. */
    interface Sink {
        /** What one network read has brought. */
        void write(SseEncoder events);

        /** What ends the stream. */
        void writeLast(SseEncoder events);

        /** Nothing comes any more, and the application has been told. */
        void answerEnded();

        /** Whether there is nobody to be told of an error. */
        boolean isGone();

        /** Whether writing never waits, for the time being. */
        boolean isNonBlocking();
    }

    /**
     * @param out what events are encoded to, which the sink takes it from
     * @param timer runs callbacks of the application where they hold up nobody
     */
    AnswerListener(
            Sink sink, StreamFormat format, SseEncoder out, StreamRecord record, StreamOptions options, Timer timer) {
        this.sink = sink;
        this.out = out;
        this.encoder = format.newEncoder(out);
        this.record = record;
        this.options = options;
        this.timer = timer;
        this.context = timer.captureContext();
    }

    /** To be called before the call is cancelled: what the cancellation means. */
    void endsBecauseOf(AiException reason) {
        this.reason = reason;
    }

    @Override
    public void onEvent(StreamEvent event) {
        record.note(event);
        event.accept(encoder);
    }

    @Override
    public void onFlush() {
        if (!out.isEmpty()) {
            sink.write(out);
        }
    }

    @Override
    public void onRestart(Restart restart) {
        record.note(restart);
    }

    /** Starts the call. What that throws is told as any failure is, for the browser has its response by now. */
    void start(ChatCall call) {
        try {
            call.start(this);
        } catch (RuntimeException e) {
            onError(e instanceof AiException known ? known : internal(e));
        }
    }

    @Override
    public void onComplete(ChatResponse response) {
        last(() -> {
            onFlush();
            RuntimeException fault = call(options.onComplete(), response);
            if (fault == null) {
                encoder.complete(response);
                sink.writeLast(out);
            } else {
                fail(internal(fault));
            }
        });
    }

    @Override
    public void onError(AiException error) {
        last(() -> {
            AiException early = reason;
            AiException told =
                    early != null && error.code() == ErrorCode.CANCELLED ? early.withPartial(error.partial()) : error;
            if (sink.isGone() && told == error) {
                log.debug("The browser left: {}", record);
                tell(told);
            } else {
                fail(told);
            }
        });
    }

    private void fail(AiException error) {
        context.execute(() -> logFailure(error));
        encoder.error(error);
        sink.writeLast(out);
        tell(error);
    }

    private void tell(AiException error) {
        RuntimeException fault = call(options.onError(), error);
        if (fault != null) {
            context.execute(() -> log.error("onError failed at the end of {}", record, fault));
        }
    }

    private static AiException internal(RuntimeException fault) {
        return AiException.of(ErrorCode.INTERNAL).cause(fault).build();
    }

    private void logFailure(AiException told) {
        if (told.code() == ErrorCode.CANCELLED) {
            log.debug("Stopped: {}", record);
        } else {
            log.warn("{} failed: {}", record, told.getMessage(), told.code() == ErrorCode.INTERNAL ? told : null);
        }
    }

    /** Once, though a call whose start has thrown may end all the same. Callbacks of the application may take long. */
    private void last(Runnable ending) {
        if (!ended.compareAndSet(false, true)) {
            log.debug("Ended before: {}", record);
            return;
        }
        Runnable last = () -> {
            ending.run();
            sink.answerEnded();
        };
        if (isNonBlocking()) {
            timer.execute(last);
        } else {
            last.run();
        }
    }

    /** Returns what the callback has thrown. */
    private <T> @Nullable RuntimeException call(Consumer<T> callback, T value) {
        AtomicReference<@Nullable RuntimeException> fault = new AtomicReference<>();
        context.execute(() -> {
            try {
                callback.accept(value);
            } catch (RuntimeException e) {
                fault.set(e);
            }
        });
        return fault.get();
    }

    @Override
    public boolean isNonBlocking() {
        return sink.isNonBlocking();
    }

    @Override
    public String toString() {
        return record.toString();
    }
}
