package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.OneLine;
import dev.aistreaming.spring.ActiveStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.spi.LoggingEventBuilder;

/** The log line of a failed answer: a text for people, and the same as key-value pairs for structured logs. */
final class FailureLine {

    private final StreamFigures record;
    private final AiException error;

    FailureLine(StreamFigures record, AiException error) {
        this.record = record;
        this.error = error;
    }

    void writeTo(Logger log) {
        ActiveStream stream = record.describe(null, null);
        String requestId = error.requestId();
        LoggingEventBuilder line = log.atWarn()
                .setMessage("{} failed: {}")
                .addArgument(record)
                .addArgument(error.getMessage())
                .setCause(error.code() == ErrorCode.INTERNAL ? error : null);
        line = add(line, "code", error.code().wireName());
        line = add(line, "provider", error.provider() == null ? stream.provider() : error.provider());
        line = add(line, "model", stream.model());
        line = add(line, "status", error.status());
        line = add(line, "requestId", requestId == null ? null : OneLine.of(requestId));
        line = add(line, "streamId", stream.id());
        line = add(line, "characters", stream.characters());
        line = add(line, "durationMs", stream.age().toMillis());
        line.log();
    }

    private static LoggingEventBuilder add(LoggingEventBuilder line, String key, @Nullable Object value) {
        return value == null ? line : line.addKeyValue(key, value);
    }
}
