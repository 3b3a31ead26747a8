package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Restart;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.StreamListener;
import dev.aistreaming.format.StreamFormat;
import dev.aistreaming.spring.AiStream;
import dev.aistreaming.spring.StreamOutcome;
import dev.aistreaming.sse.SseEncoder;
import dev.aistreaming.thread.Threads;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encodes one answer, one write per network read, and tells the application and the log how it ended. Whatever code of the
 * application throws on the way, the end comes, and comes once.
 */
final class AnswerWriter implements StreamListener, OwnEvents.Answer {

    private static final Logger log = LoggerFactory.getLogger(AnswerWriter.class);

    private final Sink sink;
    private final SseEncoder out;
    private final AnswerEncoder encoder;
    private final boolean encodesWithoutBlocking;
    private final StreamFigures record;
    private final StreamOptions options;
    private final Threads threads;

    private final AnswerReport report;
    private final OwnEvents own;
    private final EncodingTurns turns;
    private volatile @Nullable AiException reason;

    /** Where the encoded answer goes. */
    interface Sink {
        /** What one network read has brought. */
        void write(SseEncoder events);

        /** What ends the stream. */
        void writeLast(SseEncoder events);

        /** What ends a stream that has failed; where its format has no words for that, it ends so that nobody takes it for whole. */
        default void fail(SseEncoder events, AiException error) {
            writeLast(events);
        }

        /** Nothing comes any more, and the application has been told. */
        void answerEnded();

        /** Nothing more of the answer is wanted. */
        void cancelCall();

        /** Whether there is nobody to be told of an error. */
        boolean isGone();

        /** Whether writing never waits, for the time being. */
        boolean isNonBlocking();

        /** Whether it is not paused. */
        boolean takes();
    }

    /**
     * @param out what events are encoded to, which the sink takes it from
     * @param threads runs callbacks of the application where they hold up nobody
     */
    AnswerWriter(
            Sink sink,
            StreamFormat format,
            SseEncoder out,
            StreamFigures record,
            StreamOptions options,
            Threads threads) {
        this.sink = sink;
        this.out = out;
        this.encoder = new AnswerEncoder(format, out, record.info());
        this.encodesWithoutBlocking = format.isNonBlocking();
        this.record = record;
        this.options = options;
        this.threads = threads;
        this.report = new AnswerReport(record, options, threads.captureContext());
        this.own = new OwnEvents(this, sink::takes);
        this.turns = own.turns();
    }

    /** To be called before the call is cancelled: what the cancellation means. */
    void endsBecauseOf(AiException reason) {
        this.reason = reason;
    }

    @Override
    public void onEvent(StreamEvent event) {
        if (turns.begin()) {
            Throwable fault = encode(event);
            if (fault != null) {
                giveUp(fault);
            }
        }
    }

    @Override
    public @Nullable Throwable encode(StreamEvent event) {
        record.note(event);
        try {
            encoder.event(event);
            return null;
        } catch (Throwable e) {
            return e;
        }
    }

    @Override
    public void onFlush() {
        if (turns.isReading()) {
            if (!turns.hasEnded()) {
                own.write();
            }
            turns.leave();
        }
    }

    @Override
    public void flush() {
        if (!out.isEmpty()) {
            sink.write(out);
        }
    }

    /** An event of the application's own, from any thread, which does not wait; returns whether it will be written. */
    boolean emit(StreamEvent.Data event) {
        return own.emit(event);
    }

    /** The sink takes more again. On a thread that may block unless nothing here does. */
    void goOn() {
        turns.settle();
    }

    /** Whatever the provider makes of it. */
    @Override
    public void giveUp(Throwable fault) {
        onError(internal(fault));
        sink.cancelCall();
    }

    @Override
    public void onRestart(Restart restart) {
        if (turns.begin()) {
            record.note(restart);
            turns.leave();
        }
    }

    /** Starts the call, after the application has been given the stream. What that throws is told as any failure is, for the browser has its response by now. */
    void start(ChatCall call, AiStream stream) {
        try {
            options.onStart().accept(stream);
        } catch (Throwable e) {
            onError(e instanceof AiException known ? known : internal(e));
            sink.cancelCall();
            return;
        }
        if (sink.isGone()) {
            sink.cancelCall(); // which so asks nobody
        }
        try {
            call.start(this);
        } catch (Throwable e) {
            onError(e instanceof AiException known ? known : internal(e));
        }
    }

    @Override
    public void onComplete(ChatResponse response) {
        last(() -> {
            Throwable fault = own.encode();
            flush();
            if (fault == null) {
                fault = report.whole(response);
            }
            own.close();
            if (fault == null) {
                fault = own.encode();
            }
            if (fault == null) {
                fault = encoder.complete(response);
            }
            if (fault == null) {
                report.outcome(StreamOutcome.of(response.finishReason()), response);
                sink.writeLast(out);
            } else {
                fail(internal(fault), response);
            }
        });
    }

    @Override
    public void onError(AiException error) {
        last(() -> {
            own.close();
            AiException early = reason;
            AiException told =
                    early != null && error.code() == ErrorCode.CANCELLED ? early.withPartial(error.partial()) : error;
            if (sink.isGone() && told == error) {
                log.debug("The browser left: {}", record);
                report.failed(told, told.partial());
            } else {
                fail(told, told.partial());
            }
        });
    }

    private void fail(AiException error, @Nullable ChatResponse answer) {
        report.log(error);
        Throwable fault = own.encode();
        if (fault != null) {
            report.fault("could not write its last events", fault);
        }
        encoder.error(error);
        sink.fail(out, error);
        report.failed(error, answer);
    }

    private static AiException internal(Throwable fault) {
        return AiException.of(ErrorCode.INTERNAL).cause(fault).build();
    }

    /** Once, though a call whose start has thrown may end all the same. Callbacks of the application may take long. */
    private void last(Runnable ending) {
        Runnable last = () -> {
            try {
                ending.run();
            } catch (Throwable e) {
                report.fault("could not be ended as it should", e);
            } finally {
                sink.answerEnded();
            }
        };
        boolean first = turns.end(() -> {
            if (!isNonBlocking() || !runsElsewhere(last)) {
                last.run();
            }
        });
        if (!first) {
            log.debug("Ended before: {}", record);
        }
    }

    @Override
    public boolean runsElsewhere(Runnable task) {
        try {
            threads.execute(task);
            return true;
        } catch (Throwable e) {
            log.debug("No thread is left to end {}", record, e); // the application goes down, or has no memory
            return false;
        }
    }

    @Override
    public boolean isNonBlocking() {
        return encodesWithoutBlocking && sink.isNonBlocking();
    }

    @Override
    public String toString() {
        return record.toString();
    }
}
