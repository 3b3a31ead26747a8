package dev.aistreaming.provider;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/** The JSON documents of one answer, however they are framed: has them mapped, and judges where the answer ends. */
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

    // what is being read
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

    /** Whether a document, or an array of them, begins like this. */
    static boolean begins(byte b) {
        return b == '{' || b == '[';
    }

    /** Whether nothing that still comes counts. */
    boolean isOver() {
        return answer.terminated() || ended.getAsBoolean();
    }

    /** Notes that something has come in the framing of the protocol. */
    void arrived() {
        anything = true;
    }

    boolean anythingArrived() {
        return anything;
    }

    /** Whether a part of an answer was among them. */
    boolean understood() {
        return understood;
    }

    private static String unnamed() {
        return EventMapper.UNNAMED;
    }

    /** Reads documents that are no events. */
    void read(byte[] bytes, int offset, int length) {
        read(bytes, offset, length, AnswerDocuments::unnamed);
    }

    /**
     * Reads the documents of an event.
     *
     * @param bytes what {@link #begins}, and has nothing but documents; not kept
     * @param eventName gives the event's name, {@link EventMapper#UNNAMED} where it has none
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

    /** The protocol's terminator has come, and was no document. */
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

    /** Events of other names are not the protocol's. */
    private void unreadable(UnreadableDocument e) {
        if (mapper.isOwnEvent(eventName.get())) {
            garbage(String.valueOf(e.getMessage()));
        }
    }

    /** Something that is no document where one belongs. After a finish reason the answer is whole all the same. */
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
            suspicion = null; // the answer goes on: it was a status event
        }
    }

    /** Whether the answer is whole, with or without its terminator. */
    boolean isWhole() {
        return answer.terminated() || answer.finished();
    }

    /**
     * The body has ended. Returns normally only if the answer is whole.
     *
     * @param framing what the body should have been, in words
     * @param contentType what the content type of such a body has in it, in lower case
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

    /** The connection broke. Returns normally only if the answer is whole. */
    void breakOff(Throwable cause) {
        if (!isWhole()) {
            throw errors.brokenConnection(cause);
        }
    }
}
