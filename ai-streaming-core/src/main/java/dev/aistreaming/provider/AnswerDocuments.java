package dev.aistreaming.provider;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/** The JSON documents of one answer, whatever their framing: has them mapped, and determines where the answer ends. */
final class AnswerDocuments implements DocumentParser.Reader {

    private static final byte[] NOTHING = {};

    private final EventMapper mapper;
    private final Answer answer;
    private final ErrorReader errors;
    private final BooleanSupplier ended;
    private final DocumentParser parser = new DocumentParser();

    private boolean anything;
    private boolean understood;
    private @Nullable AiException suspicion;

    // the state while reading
    private Supplier<String> eventName = AnswerDocuments::unnamed;
    private byte[] bytes = NOTHING;
    private int offset;
    private int length;

    AnswerDocuments(EventMapper mapper, BodyContext context) {
        this.mapper = mapper;
        this.answer = context.answer();
        this.errors = context.errors();
        this.ended = context.ended();
    }

    static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    /** Whether a document, or an array of documents, begins with this byte. */
    static boolean begins(byte b) {
        return b == '{' || b == '[';
    }

    /** Whether everything that follows can be ignored. */
    boolean isOver() {
        return answer.terminated() || ended.getAsBoolean();
    }

    /** Records that something arrived in the framing of the protocol. */
    void arrived() {
        anything = true;
    }

    boolean anythingArrived() {
        return anything;
    }

    /** Whether any of the documents was part of an answer. */
    boolean understood() {
        return understood;
    }

    private static String unnamed() {
        return EventMapper.UNNAMED;
    }

    /** Reads documents that are not events. */
    void read(byte[] bytes, int offset, int length) {
        read(bytes, offset, length, AnswerDocuments::unnamed);
    }

    /**
     * Reads the documents of an event.
     *
     * @param bytes contains only documents, and starts with a byte that {@link #begins} one; not kept
     * @param eventName supplies the event's name, or {@link EventMapper#UNNAMED}
     */
    void read(byte[] bytes, int offset, int length, Supplier<String> eventName) {
        anything = true;
        this.eventName = eventName;
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
        documents();
        if (answer.terminated()) {
            close();
        }
    }

    /** The protocol's terminator, which is not a document, has arrived. */
    void terminate() {
        answer.terminate();
        close();
    }

    private void close() {
        parser.close();
        requireAnswer();
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

    /** Invalid UTF-8 was replaced by U+FFFD, as the standard requires. */
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

    /** Events with other names do not belong to the protocol. */
    private void unreadable(UnreadableDocument e) {
        if (mapper.isOwnEvent(eventName.get())) {
            garbage(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Something other than a document was found where one is expected. After a finish reason, the answer is complete nevertheless.
     */
    void garbage(String why) {
        if (!answer.finished()) {
            throw errors.malformed(why);
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
            suspicion = null; // the answer continues, so it was a status event
        }
    }

    /** Whether the answer is complete, with or without its terminator. */
    boolean isWhole() {
        return answer.terminated() || answer.finished();
    }

    /**
     * The body has ended. Returns normally only if the answer is complete.
     *
     * @param framing describes the expected kind of body
     * @param contentType what the content type of such a body contains, in lower case
     */
    void end(String framing, String contentType) {
        mapper.atEnd(answer);
        if (!isWhole()) {
            requireAnswer();
            throw anything || errors.isOf(contentType)
                    ? errors.error(ErrorCode.TRUNCATED).build()
                    : errors.notA(framing);
        }
    }

    /**
     * Without a finish reason, the end of the body is an error after a suspicious document, or if there was no part of an answer.
     */
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
            throw errors.malformed("an empty answer");
        }
    }

    /** The connection broke. Returns normally only if the answer is complete. */
    void breakOff(Throwable cause) {
        if (!isWhole()) {
            throw errors.brokenConnection(cause);
        }
    }
}
