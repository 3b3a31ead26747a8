package dev.aistreaming.provider;

import dev.aistreaming.sse.EventTooLargeException;
import java.io.ByteArrayOutputStream;

/**
 * JSON in a body without the framing of an event stream: a single document, lines of documents, or a chunk whose {@code data:} is
 * missing. Lines are collected until all brackets are closed.
 */
final class BareJson {

    private final int maxBytes;
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream(0);
    private int depth;
    private boolean inString;
    private boolean escaped;

    /** @param maxBytes the maximum size of a document */
    BareJson(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Whether an incomplete document has begun. */
    boolean isOpen() {
        return depth > 0;
    }

    /**
     * Adds a line.
     *
     * @return whether {@link #take} now has documents
     * @throws EventTooLargeException if they become too large
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

    /** Removes and returns the documents. */
    byte[] take() {
        byte[] taken = lines.toByteArray();
        lines.reset();
        return taken;
    }
}
