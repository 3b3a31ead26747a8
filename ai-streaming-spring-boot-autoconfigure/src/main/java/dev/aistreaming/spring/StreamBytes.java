package dev.aistreaming.spring;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A piece of an answer on its way to the browser: whole events in the stream's format, as one network read has brought them. Write and flush
 * it at once.
 */
public final class StreamBytes {

    private final @Nullable Head head;
    private final byte[] bytes;

    /**
     * Status and headers of the response.
     *
     * @param status 200, or 204 if the browser has seen everything
     * @param headers all headers, including the content type
     */
    public record Head(int status, Map<String, String> headers) {}

    /**
     * Creates a piece.
     *
     * @param head status and headers, with the first piece only
     * @param bytes the bytes, which are not copied: do not change them
     */
    public StreamBytes(@Nullable Head head, byte[] bytes) {
        this.head = head;
        this.bytes = bytes;
    }

    /** Returns status and headers with the first piece; {@code null} with all others. */
    public @Nullable Head head() {
        return head;
    }

    /** Returns the bytes to write; may be empty with the first piece. The array is not a copy: do not change it. */
    public byte[] bytes() {
        return bytes;
    }

    /** Leaves out the answer, which may be confidential. */
    @Override
    public String toString() {
        return bytes.length + " bytes" + (head == null ? "" : ", " + head);
    }
}
