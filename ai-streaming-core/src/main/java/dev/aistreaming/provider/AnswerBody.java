package dev.aistreaming.provider;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.sse.EventTooLargeException;
import dev.aistreaming.sse.SseDecoder;
import dev.aistreaming.sse.SseEvent;
import dev.aistreaming.sse.SseListener;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * The body of a response whose status is a success: a stream of events or, whatever the content type says, JSON documents,
 * which may be an answer in one piece or an error.
 */
final class AnswerBody implements ResponseBody, SseListener, DocumentParser.Reader {

    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOTHING = {};

    private final EventMapper mapper;
    private final Answer answer;
    private final ErrorReader errors;
    private final BooleanSupplier ended;
    private final SseDecoder decoder;
    private final DocumentParser parser = new DocumentParser();
    private final BareJson bare;
    private final Supplier<String> eventName = this::eventName;

    private boolean anything;
    private boolean understood;
    private @Nullable AiException suspicion;

    // what is being read
    private @Nullable SseEvent event;
    private byte[] bytes = NOTHING;
    private int offset;
    private int length;

    AnswerBody(EventMapper mapper, Answer answer, ErrorReader errors, int maxEventBytes, BooleanSupplier ended) {
        this.mapper = mapper;
        this.answer = answer;
        this.errors = errors;
        this.ended = ended;
        this.decoder = new SseDecoder(this, maxEventBytes);
        this.bare = new BareJson(maxEventBytes);
    }

    @Override
    public void read(ByteBuffer bytes) {
        try {
            decoder.feed(bytes);
        } catch (EventTooLargeException e) {
            throw errors.malformed(e);
        }
    }

    @Override
    public void onEvent(SseEvent event) {
        if (isOver()) {
            return;
        }
        anything = true;
        if (event.typeIs("error") && !answer.finished()) {
            // an error even where the data have none of the shapes that a mapper knows
            throw errors.read(event.bytes(), event.offset(), event.length());
        }
        this.event = event;
        data(event.bytes(), event.offset(), event.length());
    }

    @Override
    public void onErrorField(SseEvent event) {
        if (!isOver()) {
            throw errors.read(event.bytes(), event.offset(), event.length());
        }
    }

    @Override
    public void onUnknownLine(SseEvent line) {
        if (!isOver() && bare.add(line.bytes(), line.offset(), line.length())) {
            byte[] documents = bare.take();
            anything = true;
            event = null;
            data(documents, 0, documents.length);
        }
    }

    private boolean isOver() {
        return answer.terminated() || ended.getAsBoolean();
    }

    private String eventName() {
        return event == null ? SseEvent.DEFAULT_TYPE : event.type();
    }

    /** Documents, the terminator, or both. Anything else, such as the date of a ping, is no part of an answer. */
    private void data(byte[] bytes, int offset, int length) {
        int from = offset;
        int end = withoutBlanks(bytes, offset, offset + length);
        while (from < end && isBlank(bytes[from])) {
            from++;
        }
        boolean done = end - from >= DONE.length && Arrays.equals(bytes, end - DONE.length, end, DONE, 0, DONE.length);
        if (done) {
            end = withoutBlanks(bytes, from, end - DONE.length);
        }
        if (from < end && (bytes[from] == '{' || bytes[from] == '[')) {
            this.bytes = bytes;
            this.offset = from;
            this.length = end - from;
            documents();
        }
        if (done && mapper.endsWithDone()) {
            answer.terminate();
        }
        if (answer.terminated()) {
            parser.close();
            requireAnswer();
        }
    }

    private static int withoutBlanks(byte[] bytes, int from, int to) {
        int end = to;
        while (end > from && isBlank(bytes[end - 1])) {
            end--;
        }
        return end;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    private void documents() {
        try {
            parser.read(bytes, offset, length, 0, this);
        } catch (UnreadableDocument e) {
            byte[] repaired =
                    new String(bytes, offset, length, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
            if (Arrays.equals(repaired, 0, repaired.length, bytes, offset, offset + length)) {
                unreadable(e);
            } else {
                repaired(repaired, e.before());
            }
        }
    }

    /** Bytes that were no UTF-8 have become U+FFFD, as the standard says. */
    private void repaired(byte[] repaired, int known) {
        bytes = repaired;
        offset = 0;
        length = repaired.length;
        try {
            parser.read(repaired, 0, repaired.length, known, this);
        } catch (UnreadableDocument e) {
            unreadable(e);
        }
    }

    /** After a finish reason the answer is whole, and events of other names are not the protocol's. */
    private void unreadable(UnreadableDocument e) {
        if (!answer.finished() && (event == null || mapper.isOwnEvent(event.type()))) {
            throw errors.malformed(e);
        }
    }

    @Override
    public void read(JsonParser json) {
        int pieces = answer.pieces();
        switch (mapper.map(json, eventName, answer)) {
            case UNDERSTOOD -> understood = true;
            case SUSPECTED -> suspicion = errors.read(bytes, offset, length);
            case ERROR -> throw errors.read(bytes, offset, length);
            case UNKNOWN -> {}
        }
        if (answer.pieces() != pieces) {
            suspicion = null; // the answer goes on: it was a status event
        }
    }

    @Override
    public void end() {
        try {
            decoder.end();
        } catch (EventTooLargeException e) {
            throw errors.malformed(e);
        }
        if (answer.terminated() || answer.finished()) {
            return;
        }
        if (bare.isOpen()) {
            throw errors.malformed("the document ends too early");
        }
        requireAnswer();
        throw anything || errors.isEventStream()
                ? errors.error(ErrorCode.TRUNCATED).build()
                : errors.notAnEventStream();
    }

    /** An end without a finish reason is no good one after a complaint, or where nothing of an answer has come. */
    private void requireAnswer() {
        if (answer.finished()) {
            return;
        }
        if (suspicion != null) {
            throw suspicion;
        }
        if (anything && !understood) {
            throw errors.otherProtocol();
        }
        if (answer.terminated() && answer.isEmpty()) {
            throw errors.malformed("an answer with nothing in it");
        }
    }

    @Override
    public void breakOff(Throwable cause) {
        if (!answer.terminated() && !answer.finished()) {
            throw errors.brokenConnection(cause);
        }
    }
}
