package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.format.JsonFormat;
import dev.aistreaming.format.StreamEncoder;
import dev.aistreaming.format.StreamFormat;
import dev.aistreaming.format.StreamInfo;
import dev.aistreaming.sse.SseEncoder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The encoder of one stream. It may be the application's own and may throw anything: a call that throws has written nothing, and if it
 * fails while ending the stream, the built-in JSON format writes the end instead.
 */
final class AnswerEncoder {

    private static final Logger log = LoggerFactory.getLogger(AnswerEncoder.class);

    private final SseEncoder out;
    private final StreamInfo stream;
    private final boolean hasWordsForErrors;
    private StreamEncoder encoder;

    AnswerEncoder(StreamFormat format, SseEncoder out, StreamInfo stream) {
        this.out = out;
        this.stream = stream;
        this.hasWordsForErrors = format.isEventStream();
        this.encoder = format.newEncoder(out, stream);
    }

    /** Returns the events that end a stream of which only the format is known. */
    static byte[] errorEvents(StreamFormat format, SseEncoder out, StreamInfo stream, AiException error) {
        AnswerEncoder encoder;
        try {
            encoder = new AnswerEncoder(format, out, stream);
        } catch (Throwable e) {
            log.error("A format made no encoder", e);
            encoder = new AnswerEncoder(JsonFormat.CONTENT_ONLY, out, stream);
        }
        encoder.error(error);
        return out.take();
    }

    /** Encodes an event. Throws whatever the encoder throws. */
    void event(StreamEvent event) {
        out.mark();
        try {
            event.accept(encoder);
        } catch (Throwable e) {
            out.reset();
            throw e;
        }
    }

    /** Ends the stream after a complete answer. Returns what the encoder has thrown; {@link #error} must be called in that case. */
    @Nullable
    Throwable complete(ChatResponse response) {
        out.mark();
        try {
            encoder.complete(response);
            return null;
        } catch (Throwable e) {
            useOurs();
            return e;
        }
    }

    /** Ends the stream with an error. Always writes an end, unless the format cannot express errors. */
    void error(AiException error) {
        if (!hasWordsForErrors) {
            return;
        }
        out.mark();
        try {
            encoder.error(error);
        } catch (Throwable e) {
            log.error("A format failed to write an error", e);
            useOurs();
            encoder.error(AiException.of(ErrorCode.INTERNAL).build());
        }
    }

    private void useOurs() {
        out.reset();
        if (hasWordsForErrors) {
            encoder = JsonFormat.CONTENT_ONLY.newEncoder(out, stream);
        }
    }
}
