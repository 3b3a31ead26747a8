package dev.aistreaming.provider;

import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.sse.EventTooLargeException;
import dev.aistreaming.sse.SseDecoder;
import dev.aistreaming.sse.SseEvent;
import dev.aistreaming.sse.SseListener;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The body of a response whose status is a success: a stream of events or, whatever the content type says, a JSON document,
 * which may be an answer in one piece or an error.
 */
final class AnswerBody implements ResponseBody, SseListener {

    private static final String DONE = "[DONE]";
    private static final int MAX_DOCUMENT_BYTES = SseDecoder.DEFAULT_MAX_EVENT_BYTES;

    private final EventMapper mapper;
    private final Answer answer;
    private final ErrorReader errors;
    private final BooleanSupplier ended;
    private final SseDecoder decoder = new SseDecoder(this);
    private final DocumentParser parser = new DocumentParser();
    private @Nullable ByteArrayOutputStream document;
    private boolean begun;
    private boolean anyEvent;

    AnswerBody(EventMapper mapper, Answer answer, ErrorReader errors, BooleanSupplier ended) {
        this.mapper = mapper;
        this.answer = answer;
        this.errors = errors;
        this.ended = ended;
    }

    @Override
    public void read(ByteBuffer bytes) {
        if (!begun) {
            begin(bytes);
        }
        if (document != null) {
            readDocument(document, bytes);
        } else {
            try {
                decoder.feed(bytes);
            } catch (EventTooLargeException e) {
                throw errors.malformed(e);
            }
        }
    }

    /** No line of an event stream begins with a brace, so the first character that is no blank tells. */
    private void begin(ByteBuffer bytes) {
        for (int i = bytes.position(); i < bytes.limit() && !begun; i++) {
            byte b = bytes.get(i);
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                begun = true;
                document = b == '{' || b == '[' ? new ByteArrayOutputStream() : null;
            }
        }
    }

    private void readDocument(ByteArrayOutputStream document, ByteBuffer bytes) {
        if (document.size() + bytes.remaining() > MAX_DOCUMENT_BYTES) {
            throw errors.error(ErrorCode.MALFORMED_RESPONSE)
                    .providerMessage("a document of more than " + MAX_DOCUMENT_BYTES + " bytes")
                    .build();
        }
        byte[] more = new byte[bytes.remaining()];
        bytes.get(more);
        document.writeBytes(more);
    }

    @Override
    public void onEvent(SseEvent event) {
        if (answer.terminated() || ended.getAsBoolean()) {
            return;
        }
        anyEvent = true;
        if (event.dataIs(DONE)) {
            answer.terminate();
        } else if (event.typeIs("error")) {
            // an error even where the data have none of the shapes that a mapper knows
            throw errors.read(event.bytes(), event.offset(), event.length());
        } else if (event.length() > 0) {
            map(event.bytes(), event.offset(), event.length());
        }
        if (answer.terminated()) {
            parser.close();
        }
    }

    @Override
    public void onErrorField(SseEvent event) {
        if (!answer.terminated()) {
            throw errors.read(event.bytes(), event.offset(), event.length());
        }
    }

    private void map(byte[] bytes, int offset, int length) {
        boolean good;
        try {
            good = mapper.map(parser.begin(bytes, offset, length), answer);
            parser.end();
        } catch (JacksonException e) {
            throw errors.malformed(e);
        }
        if (!good) {
            throw errors.read(bytes, offset, length);
        }
    }

    @Override
    public void end() {
        decoder.end();
        if (document != null) {
            byte[] bytes = document.toByteArray();
            map(bytes, 0, bytes.length);
        }
        if (!answer.whole()) {
            throw anyEvent || document != null || errors.isEventStream()
                    ? errors.error(ErrorCode.TRUNCATED).build()
                    : errors.notAnEventStream();
        }
    }

    @Override
    public void breakOff(Throwable cause) {
        if (!answer.whole()) {
            throw errors.brokenConnection(cause);
        }
    }
}
