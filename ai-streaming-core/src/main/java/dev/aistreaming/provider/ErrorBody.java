package dev.aistreaming.provider;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.sse.SseDecoder;
import dev.aistreaming.sse.SseEvent;
import dev.aistreaming.sse.SseListener;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The body of a response with an error status. It may have any content type, including an event stream, or be empty. */
final class ErrorBody implements ResponseBody {

    private static final int MAX_BYTES = 64 * 1024;
    private static final byte[] END_OF_EVENT = {'\n', '\n'};

    private final ErrorReader errors;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    ErrorBody(ErrorReader errors) {
        this.errors = errors;
    }

    @Override
    public void read(ByteBuffer more) {
        byte[] read = new byte[Math.min(more.remaining(), MAX_BYTES - bytes.size())];
        more.get(read);
        bytes.writeBytes(read);
        if (bytes.size() == MAX_BYTES) {
            end();
        }
    }

    @Override
    public void end() {
        throw error();
    }

    /** The error, as far as it has been read. */
    AiException error() {
        byte[] body = bytes.toByteArray();
        byte[] event = new FirstEvent().of(body);
        byte[] said = event == null ? body : event;
        return errors.read(said, 0, said.length);
    }

    @Override
    public void breakOff(Throwable cause) {
        end(); // the status is sufficient
    }

    /** Some servers send errors in the framing of the stream that they would have sent. */
    private static final class FirstEvent implements SseListener {
        private byte @Nullable [] data;

        byte @Nullable [] of(byte[] body) {
            SseDecoder decoder = new SseDecoder(this);
            decoder.feed(ByteBuffer.wrap(body));
            decoder.feed(ByteBuffer.wrap(END_OF_EVENT)); // the last event may be cut off
            return data;
        }

        @Override
        public void onEvent(SseEvent event) {
            data = data == null
                    ? Arrays.copyOfRange(event.bytes(), event.offset(), event.offset() + event.length())
                    : data;
        }

        @Override
        public void onErrorField(SseEvent event) {
            onEvent(event);
        }
    }
}
