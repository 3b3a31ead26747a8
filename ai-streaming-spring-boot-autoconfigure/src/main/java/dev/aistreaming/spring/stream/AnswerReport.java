package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.spring.StreamOutcome;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the application and the log what has become of an answer. None of the methods throws, whatever the application's code does. */
final class AnswerReport {

    private static final Logger log = LoggerFactory.getLogger(AnswerReport.class);

    private final StreamFigures record;
    private final StreamOptions options;
    private final Executor context;

    /** @param context that of the request: its trace, its user, its locale */
    AnswerReport(StreamFigures record, StreamOptions options, Executor context) {
        this.record = record;
        this.options = options;
        this.context = context;
    }

    /** The answer is whole. Returns what the application has thrown. */
    @Nullable
    Throwable whole(ChatResponse response) {
        return attempt(() -> options.onComplete().accept(response));
    }

    /** What has become of the answer, and what there was of it. */
    void outcome(StreamOutcome outcome, @Nullable ChatResponse answer) {
        attempt(() -> options.onOutcome().accept(outcome, answer));
    }

    /** The answer has failed, though it may be whole. */
    void failed(AiException error, @Nullable ChatResponse answer) {
        outcome(StreamOutcome.of(error.code()), answer);
        Throwable fault = attempt(() -> options.onError().accept(error));
        if (fault != null) {
            fault("failed in onError", fault);
        }
    }

    /** The line in the log of an answer that fails. */
    void log(AiException error) {
        attempt(() -> {
            if (error.code() == ErrorCode.CANCELLED) {
                log.debug("Stopped: {}", record);
            } else {
                new FailureLine(record, error).writeTo(log);
            }
        });
    }

    /** Something else that went wrong with it. */
    void fault(String what, Throwable fault) {
        attempt(() -> log.error("{} {}", record, what, fault));
    }

    private @Nullable Throwable attempt(Runnable code) {
        try {
            context.execute(code);
            return null;
        } catch (Throwable e) {
            return e;
        }
    }
}
