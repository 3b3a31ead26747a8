package dev.aistreaming.spring;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A piece of an answer on its way to a browser: whole events in the words of the stream's format, as one network read has brought them. To
 * be written and flushed at once.
 */
public final class StreamBytes {

    private final @Nullable Head head;
    private final byte[] bytes;

    /**
     * How the response begins.
     *
     * @param status 200, or 204 where the browser has seen everything
     * @param headers all of them, the content type included
     */
    public record Head(int status, Map<String, String> headers) {}

    /**
     * A piece.
     *
     * @param head of the response; with the first piece, and with no other
     * @param bytes not copied, and not to be changed any more
     */
    public StreamBytes(@Nullable Head head, byte[] bytes) {
        this.head = head;
        this.bytes = bytes;
    }

    /** How the response begins, with the first piece; {@code null} with all others. */
    public @Nullable Head head() {
        return head;
    }

    /** What is to be written; may be empty with the first piece. Not a copy: not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** Without the answer, which may be anybody's. */
    @Override
    public String toString() {
        return bytes.length + " bytes" + (head == null ? "" : ", " + head);
    }
}
