package dev.aistreaming.provider;

import dev.aistreaming.sse.EventTooLargeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * An answer as frames of an AWS event stream. A frame consists of its length, the length of its headers, a checksum of these two,
 * the headers, the payload, and a checksum of everything before. Numbers are big-endian (smithy.io, "Amazon Event Stream
 * Specification").
 */
final class AwsEventBody implements ResponseBody {

    private static final String FRAMING = "AWS event stream";
    private static final int LENGTHS = 8;
    private static final int CHECKSUM = 4;
    private static final int PRELUDE = LENGTHS + CHECKSUM;

    private final EventMapper mapper;
    private final BodyContext context;
    private final AnswerDocuments documents;
    private final ReadBuffer buffer = new ReadBuffer();
    private final AwsHeaders headers = new AwsHeaders();
    private final CRC32 crc = new CRC32();
    private final Supplier<String> eventName = this::eventName;
    private String lastName = EventMapper.UNNAMED;
    private @Nullable ResponseBody json;
    private boolean broken;

    AwsEventBody(EventMapper mapper, BodyContext context) {
        this.mapper = mapper;
        this.context = context;
        this.documents = new AnswerDocuments(mapper, context);
    }

    @Override
    public void read(ByteBuffer bytes) {
        if (json == null && !documents.anythingArrived() && buffer.length() == 0 && bytes.hasRemaining()) {
            // a frame starting with these bytes would have 1.5 GB
            json = AnswerDocuments.begins(bytes.get(bytes.position())) ? new NdjsonBody(mapper, context) : null;
        }
        if (json != null) {
            json.read(bytes);
        } else if (!broken && !documents.isOver()) {
            buffer.add(bytes);
            frames();
        }
    }

    private void frames() {
        while (!broken && !documents.isOver() && buffer.length() >= PRELUDE) {
            int start = buffer.start();
            int length = number(start);
            int ofHeaders = number(start + 4);
            if (checksum(start, start + LENGTHS) != number(start + LENGTHS)) {
                noFrame();
                return;
            }
            if (length < 0 || length > context.maxEventBytes()) {
                throw context.errors().malformed(new EventTooLargeException(context.maxEventBytes()));
            }
            if (ofHeaders < 0 || ofHeaders > length - PRELUDE - CHECKSUM) {
                broken("a frame that is shorter than its headers");
                return;
            }
            if (buffer.length() < length) {
                return;
            }
            int end = start + length - CHECKSUM;
            if (checksum(start, end) == number(end)) {
                frame(start + PRELUDE, start + PRELUDE + ofHeaders, end);
            } else {
                broken("a frame that does not match its checksum");
            }
            buffer.drop(length);
        }
    }

    private void noFrame() {
        if (!documents.anythingArrived()) {
            throw context.errors().notA(FRAMING);
        }
        broken("no frame where one belongs");
    }

    /** After an unreadable frame, there is no way to tell where the next one begins. */
    private void broken(String why) {
        documents.garbage(why);
        broken = true;
    }

    private int checksum(int start, int end) {
        crc.reset();
        crc.update(buffer.bytes(), start, end - start);
        return (int) crc.getValue();
    }

    private int number(int at) {
        byte[] bytes = buffer.bytes();
        return bytes[at] << 24 | (bytes[at + 1] & 0xFF) << 16 | (bytes[at + 2] & 0xFF) << 8 | (bytes[at + 3] & 0xFF);
    }

    private void frame(int headersStart, int payload, int end) {
        documents.arrived();
        if (!headers.show(buffer.bytes(), headersStart, payload) || !headers.find(":message-type")) {
            documents.garbage("a frame whose headers cannot be read");
        } else if (headers.is("event")) {
            event(payload, end);
        } else if (headers.is("exception")) {
            String type = headers.text(":exception-type");
            throw context.errors().read(buffer.bytes(), payload, end - payload, type);
        } else if (headers.is("error")) {
            byte[] message = headers.text(":error-message").getBytes(StandardCharsets.UTF_8);
            throw context.errors().read(message, 0, message.length, headers.text(":error-code"));
        } else {
            documents.garbage("a frame that is neither an event nor an error");
        }
    }

    private void event(int payload, int end) {
        int from = payload;
        while (from < end && AnswerDocuments.isBlank(buffer.bytes()[from])) {
            from++;
        }
        if (from == end) {
            return;
        }
        if (AnswerDocuments.begins(buffer.bytes()[from])) {
            documents.read(buffer.bytes(), from, end - from, eventName);
        } else if (mapper.isOwnEvent(eventName())) {
            documents.garbage("an event that is not a JSON object");
        }
    }

    /** Nearly always the same as before. */
    private String eventName() {
        if (!headers.find(":event-type")) {
            return EventMapper.UNNAMED;
        }
        lastName = headers.is(lastName) ? lastName : headers.text(":event-type");
        return lastName;
    }

    @Override
    public void end() {
        if (json != null) {
            json.end();
        } else {
            documents.end(FRAMING, "application/vnd.amazon.eventstream");
        }
    }

    @Override
    public void breakOff(Throwable cause) {
        if (json != null) {
            json.breakOff(cause);
        } else {
            documents.breakOff(cause);
        }
    }
}
