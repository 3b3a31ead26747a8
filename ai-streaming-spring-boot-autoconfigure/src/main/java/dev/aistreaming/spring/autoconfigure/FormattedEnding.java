package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.format.JsonFormat;
import dev.aistreaming.format.StreamInfo;
import dev.aistreaming.spring.redis.InterruptedEnding;
import dev.aistreaming.spring.stream.StreamFormats;
import dev.aistreaming.sse.SseEncoder;
import dev.aistreaming.store.StreamChunk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The error {@code interrupted} in a stream's format, or in the built-in JSON format if that is unknown or fails. */
final class FormattedEnding implements InterruptedEnding {

    private static final Logger log = LoggerFactory.getLogger(FormattedEnding.class);

    private final StreamFormats formats;

    FormattedEnding(StreamFormats formats) {
        this.formats = formats;
    }

    @Override
    public StreamChunk of(String streamId, String format, long firstEvent) {
        SseEncoder events = new SseEncoder(streamId, firstEvent - 1);
        StreamInfo stream = StreamInfo.of(streamId);
        AiException interrupted = AiException.of(ErrorCode.INTERRUPTED).build();
        try {
            formats.of(format).newEncoder(events, stream).error(interrupted);
        } catch (Throwable e) {
            log.error("A format failed to write an error", e);
            events.reset();
            JsonFormat.CONTENT_ONLY.newEncoder(events, stream).error(interrupted);
        }
        int count = events.count();
        return new StreamChunk(firstEvent - 1 + count, count, events.take(), true);
    }
}
