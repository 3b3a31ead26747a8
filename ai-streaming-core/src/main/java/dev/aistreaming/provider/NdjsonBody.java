package dev.aistreaming.provider;

import dev.aistreaming.sse.EventTooLargeException;
import java.nio.ByteBuffer;

/**
 * An answer as lines of JSON, one document per line. Before the first line of an answer, a document may span several lines: an
 * error, or a complete answer, formatted for people.
 */
final class NdjsonBody implements ResponseBody {

    private static final String FRAMING = "stream of JSON lines";

    private final BodyContext context;
    private final AnswerDocuments documents;
    private final BareJson several;
    private final ReadBuffer buffer = new ReadBuffer();

    NdjsonBody(EventMapper mapper, BodyContext context) {
        this.context = context;
        this.documents = new AnswerDocuments(mapper, context);
        this.several = new BareJson(context.maxEventBytes());
    }

    @Override
    public void read(ByteBuffer bytes) {
        int i = buffer.length();
        buffer.add(bytes);
        for (; i < buffer.end(); i++) {
            if (buffer.bytes()[i] == '\n') {
                line(buffer.start(), i, false);
                buffer.drop(i + 1 - buffer.start());
            }
        }
        requireSize(buffer.length());
    }

    private void requireSize(int length) {
        if (length > context.maxEventBytes()) {
            throw context.errors().malformed(new EventTooLargeException(context.maxEventBytes()));
        }
    }

    private void line(int start, int end, boolean last) {
        byte[] bytes = buffer.bytes();
        int from = start;
        while (from < end && AnswerDocuments.isBlank(bytes[from])) {
            from++;
        }
        if (from == end || documents.isOver()) {
            return;
        }
        requireSize(end - from);
        if (!several.isOpen() && !AnswerDocuments.begins(bytes[from])) {
            noDocument();
        } else if (documents.understood() && !last) {
            documents.read(bytes, from, end - from);
        } else if (closes(bytes, from, end)) {
            byte[] whole = several.take();
            documents.read(whole, 0, whole.length);
        }
    }

    private boolean closes(byte[] bytes, int from, int end) {
        try {
            return several.add(bytes, from, end - from);
        } catch (EventTooLargeException e) {
            throw context.errors().malformed(e);
        }
    }

    private void noDocument() {
        if (!documents.anythingArrived()) {
            throw context.errors().notA(FRAMING);
        }
        documents.garbage("a line that is not a JSON object");
    }

    @Override
    public void end() {
        boolean open = several.isOpen();
        line(buffer.start(), buffer.end(), true); // its line end may be missing, and so may its second half
        if (open && several.isOpen()) {
            documents.garbage("the document ends too early");
        }
        documents.end(FRAMING, "json");
    }

    @Override
    public void breakOff(Throwable cause) {
        documents.breakOff(cause);
    }
}
