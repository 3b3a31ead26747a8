package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.spring.StreamOutcome;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports the outcome of an answer to the application and to the log. No method throws, whatever the application's code does. */
final class AnswerReport {

    private static final Logger log = LoggerFactory.getLogger(AnswerReport.class);

    private final StreamFigures record;
    private final StreamOptions options;
    private final Executor context;

    /** @param context the context of the request: its trace, its user and its locale */
    AnswerReport(StreamFigures record, StreamOptions options, Executor context) {
        this.record = record;
        this.options = options;
        this.context = context;
    }

    /** Reports a complete answer. Returns what the application has thrown. */
    @Nullable
    Throwable whole(ChatResponse response) {
        return attempt(() -> options.onComplete().accept(response));
    }

    /** Reports the outcome, and the answer as far as there is one. */
    void outcome(StreamOutcome outcome, @Nullable ChatResponse answer) {
        attempt(() -> options.onOutcome().accept(outcome, answer));
    }

    /** Reports a failure, which is possible even if the answer is complete. */
    void failed(AiException error, @Nullable ChatResponse answer) {
        outcome(StreamOutcome.of(error.code()), answer);
        Throwable fault = attempt(() -> options.onError().accept(error));
        if (fault != null) {
            fault("failed in onError", fault);
        }
    }

    /** Logs a failed answer. */
    void log(AiException error) {
        attempt(() -> {
            if (error.code() == ErrorCode.CANCELLED) {
                log.debug("Stopped: {}", record);
            } else {
                new FailureLine(record, error).writeTo(log);
            }
        });
    }

    /** Logs another fault of the answer. */
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
