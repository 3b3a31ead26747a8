package dev.aistreaming.provider;

import dev.aistreaming.sse.EventTooLargeException;
import dev.aistreaming.sse.SseDecoder;
import dev.aistreaming.sse.SseEvent;
import dev.aistreaming.sse.SseListener;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An answer as Server-Sent Events or, whatever its content type, as JSON documents, which may be an answer in one piece or an
 * error.
 */
final class SseBody implements ResponseBody, SseListener {

    private static final byte[] NONE = {};

    private final BodyContext context;
    private final AnswerDocuments documents;
    private final byte[] terminator;
    private final SseDecoder decoder;
    private final BareJson bare;
    private final Supplier<String> eventName = this::eventName;
    private @Nullable SseEvent event;

    /** For a protocol whose last event is an ordinary document. */
    SseBody(EventMapper mapper, BodyContext context) {
        this(mapper, context, NONE);
    }

    /** @param terminator the data, in ASCII characters, that ends an answer without being a document */
    SseBody(EventMapper mapper, BodyContext context, String terminator) {
        this(mapper, context, terminator.getBytes(StandardCharsets.US_ASCII));
    }

    private SseBody(EventMapper mapper, BodyContext context, byte[] terminator) {
        this.context = context;
        this.documents = new AnswerDocuments(mapper, context);
        this.terminator = terminator;
        this.decoder = new SseDecoder(this, context.maxEventBytes());
        this.bare = new BareJson(context.maxEventBytes());
    }

    @Override
    public void read(ByteBuffer bytes) {
        try {
            decoder.feed(bytes);
        } catch (EventTooLargeException e) {
            throw context.errors().malformed(e);
        }
    }

    @Override
    public void onEvent(SseEvent event) {
        if (documents.isOver()) {
            return;
        }
        documents.arrived();
        if (event.typeIs("error") && !documents.isWhole()) {
            // an error even if the data has none of the forms that a mapper knows
            throw context.errors().read(event.bytes(), event.offset(), event.length());
        }
        this.event = event;
        data(event.bytes(), event.offset(), event.length());
    }

    @Override
    public void onErrorField(SseEvent event) {
        if (!documents.isOver()) {
            throw context.errors().read(event.bytes(), event.offset(), event.length());
        }
    }

    @Override
    public void onUnknownLine(SseEvent line) {
        if (!documents.isOver() && bare.add(line.bytes(), line.offset(), line.length())) {
            byte[] whole = bare.take();
            documents.arrived();
            event = null;
            data(whole, 0, whole.length);
        }
    }

    private String eventName() {
        return event == null ? EventMapper.UNNAMED : event.type();
    }

    /** Documents, the terminator, or both. Anything else, such as the timestamp of a ping, is not part of an answer. */
    private void data(byte[] bytes, int offset, int length) {
        int from = offset;
        int end = withoutBlanks(bytes, offset, offset + length);
        while (from < end && AnswerDocuments.isBlank(bytes[from])) {
            from++;
        }
        boolean terminated = endsWithTerminator(bytes, from, end);
        end = withoutBlanks(bytes, from, terminated ? end - terminator.length : withoutMark(bytes, from, end));
        if (from < end && AnswerDocuments.begins(bytes[from])) {
            documents.read(bytes, from, end - from, eventName);
        }
        if (terminated && !documents.isOver()) {
            documents.terminate();
        }
    }

    private boolean endsWithTerminator(byte[] bytes, int from, int end) {
        int length = terminator.length;
        return length > 0 && end - from >= length && Arrays.equals(bytes, end - length, end, terminator, 0, length);
    }

    /**
     * No JSON ends with a word in brackets: it is the terminator of another protocol. Gateways that convert one protocol to another
     * send it nevertheless, and not always at the end of a complete answer.
     */
    private static int withoutMark(byte[] bytes, int from, int end) {
        if (from == end || bytes[end - 1] != ']') {
            return end;
        }
        int word = end - 1;
        while (word > from && bytes[word - 1] >= 'A' && bytes[word - 1] <= 'Z') {
            word--;
        }
        return word > from && word < end - 1 && bytes[word - 1] == '[' ? word - 1 : end;
    }

    private static int withoutBlanks(byte[] bytes, int from, int to) {
        int end = to;
        while (end > from && AnswerDocuments.isBlank(bytes[end - 1])) {
            end--;
        }
        return end;
    }

    @Override
    public void end() {
        try {
            decoder.end();
        } catch (EventTooLargeException e) {
            throw context.errors().malformed(e);
        }
        if (bare.isOpen() && !documents.isWhole()) {
            throw context.errors().malformed("the document ends too early");
        }
        documents.end("event stream", "text/event-stream");
    }

    @Override
    public void breakOff(Throwable cause) {
        documents.breakOff(cause);
    }
}
