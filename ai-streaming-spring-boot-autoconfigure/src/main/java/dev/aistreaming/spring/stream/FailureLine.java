package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.OneLine;
import dev.aistreaming.spring.ActiveStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.spi.LoggingEventBuilder;

/** The line in the log of an answer that has failed: a text for people, and the same as keys and values for structured logs. */
final class FailureLine {

    private final StreamFigures record;
    private final AiException error;

    FailureLine(StreamFigures record, AiException error) {
        this.record = record;
        this.error = error;
    }

    void writeTo(Logger log) {
        LoggingEventBuilder line = log.atWarn().setMessage("{} failed: {}").addArgument(record);
        line.addArgument(error.getMessage());
        if (error.code() == ErrorCode.INTERNAL) {
            line.setCause(error);
        }
        ActiveStream stream = record.describe(null, null);
        String requestId = error.requestId();
        add(line, "code", error.code().wireName());
        add(line, "provider", error.provider() == null ? stream.provider() : error.provider());
        add(line, "model", stream.model());
        add(line, "status", error.status());
        add(line, "requestId", requestId == null ? null : OneLine.of(requestId));
        add(line, "streamId", stream.id());
        add(line, "characters", stream.characters());
        add(line, "durationMs", stream.age().toMillis());
        line.log();
    }

    private static void add(LoggingEventBuilder line, String key, @Nullable Object value) {
        if (value != null) {
            line.addKeyValue(key, value);
        }
    }
}
