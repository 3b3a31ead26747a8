package dev.aistreaming.provider;

import dev.aistreaming.sse.EventTooLargeException;
import java.io.ByteArrayOutputStream;

/**
 * JSON that stands in a body without the framing of an event stream: a document in one piece, lines of documents, or a chunk
 * whose {@code data:} is missing. Lines are collected until all brackets are closed.
 */
final class BareJson {

    private final int maxBytes;
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream(0);
    private int depth;
    private boolean inString;
    private boolean escaped;

    /** @param maxBytes how large a document may be */
    BareJson(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Whether a document has begun that is not whole yet. */
    boolean isOpen() {
        return depth > 0;
    }

    /**
     * Takes a line.
     *
     * @return whether {@link #take} has documents now
     * @throws EventTooLargeException if they grow too large
     */
    boolean add(byte[] bytes, int offset, int length) {
        int from = offset;
        int end = offset + length;
        while (!isOpen() && from < end && (bytes[from] == ' ' || bytes[from] == '\t')) {
            from++;
        }
        if (!isOpen() && (from == end || (bytes[from] != '{' && bytes[from] != '['))) {
            return false;
        }
        if (lines.size() + length > maxBytes) {
            throw new EventTooLargeException(maxBytes);
        }
        for (int i = from; i < end; i++) {
            scan(bytes[i]);
        }
        lines.write(bytes, from, end - from);
        lines.write('\n');
        return !isOpen();
    }

    private void scan(byte b) {
        if (inString) {
            if (escaped) {
                escaped = false;
            } else if (b == '\\') {
                escaped = true;
            } else if (b == '"') {
                inString = false;
            }
        } else if (b == '"') {
            inString = depth > 0;
        } else if (b == '{' || b == '[') {
            depth++;
        } else if (b == '}' || b == ']') {
            depth = Math.max(0, depth - 1);
        }
    }

    /** The documents, once. */
    byte[] take() {
        byte[] taken = lines.toByteArray();
        lines.reset();
        return taken;
    }
}
