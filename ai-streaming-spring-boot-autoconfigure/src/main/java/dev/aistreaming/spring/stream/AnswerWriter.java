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
 * Encodes one answer, with one write per network read, and reports its end to the application and the log. Whatever the application's
 * code throws, the stream ends exactly once.
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

    /** Takes the encoded answer. */
    interface Sink {
        /** Writes the events of one network read. */
        void write(SseEncoder events);

        /** Writes the events that end the stream. */
        void writeLast(SseEncoder events);

        /**
         * Writes the events that end a failed stream. If the format cannot express errors, the response must end in a way that nobody
         * mistakes for a complete answer.
         */
        default void fail(SseEncoder events, AiException error) {
            writeLast(events);
        }

        /** Called when no more events follow and the application has been notified. */
        void answerEnded();

        /** Cancels the call. */
        void cancelCall();

        /** Whether the client has disconnected, so that nobody is left to receive an error. */
        boolean isGone();

        /** Whether writing never blocks at the moment. */
        boolean isNonBlocking();

        /** Whether the sink takes more, that is, whether it is not paused. */
        boolean takes();
    }

    /**
     * @param out the encoder that the sink takes the encoded events from
     * @param threads runs callbacks of the application on threads that may block
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

    /** Sets the reason for a cancellation. Must be called before the call is cancelled. */
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

    /**
     * Sends a custom event of the application. May be called from any thread and never blocks. Returns whether the event will be written.
     */
    boolean emit(StreamEvent.Data event) {
        return own.emit(event);
    }

    /** Continues writing because the sink takes more again. Must run on a thread that may block, unless nothing here blocks. */
    void goOn() {
        turns.settle();
    }

    /** Ends the answer with an error and cancels the call, however the provider responds to that. */
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

    /**
     * Starts the call after passing the stream to the application. An exception from there is reported like any other failure, because
     * the browser already has its response.
     */
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

    /** Ends the stream, only once: a call whose start has thrown may still report an end. Callbacks of the application may take long. */
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
            log.debug("No thread is left to end {}", record, e); // the application is shutting down or out of memory
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
