package dev.aistreaming.sse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Encodes single-line events, {@code data: } followed by a blank line, into its own buffer.
 *
 * <p>JSON is written in pieces: this library's literals as they are, and foreign text through {@link #jsonString}, which escapes
 * line breaks. Not thread-safe.
 */
public final class SseEncoder {

    private static final int INITIAL_BUFFER = 256;
    private static final int LARGEST_BUFFER_KEPT = 64 * 1024;
    private static final int PAIR_BYTES = 4;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final @Nullable String idLine;
    private long lastEvent;
    private int count;
    private byte[] buffer = new byte[INITIAL_BUFFER];
    private int size;
    private int markedSize;
    private int markedCount;

    /** Encodes events without ids. */
    public SseEncoder() {
        this.idLine = null;
    }

    /**
     * Encodes events with ids: {@code id: <streamId>:<number>}.
     *
     * @param streamId ASCII without line breaks
     * @param lastEvent the number of the event before the first one to be encoded
     */
    public SseEncoder(String streamId, long lastEvent) {
        this.idLine = "id: " + streamId + ":";
        this.lastEvent = lastEvent;
    }

    /** Begins an event. */
    public SseEncoder begin() {
        count++;
        if (idLine != null) {
            lastEvent++;
            literal(idLine).number(lastEvent).literal("\n");
        }
        return literal("data: ");
    }

    /** Ends an event. */
    public SseEncoder end() {
        return literal("\n\n");
    }

    /** Writes ASCII characters without line breaks as they are. */
    public SseEncoder literal(String ascii) {
        int length = ascii.length();
        ensure(length);
        byte[] target = buffer;
        int at = size;
        for (int i = 0; i < length; i++) {
            target[at++] = (byte) ascii.charAt(i);
        }
        size = at;
        return this;
    }

    /** Writes a number. */
    public SseEncoder number(long value) {
        if (value < 0) {
            return literal(Long.toString(value));
        }
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        ensure(digits);
        size += digits;
        long rest = value;
        for (int at = size - 1; digits > 0; at--, digits--) {
            buffer[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return this;
    }

    /** Writes a quoted JSON string in UTF-8. An unpaired surrogate becomes U+FFFD. */
    public SseEncoder jsonString(CharSequence text) {
        int length = text.length();
        ensure(2 + 6 * length);
        byte[] target = buffer;
        int at = size;
        target[at++] = '"';
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                if (c >= ' ' && c != '"' && c != '\\') {
                    target[at++] = (byte) c;
                } else {
                    at = escape(target, at, c);
                }
            } else {
                int before = at;
                at = wide(target, at, text, i);
                if (at - before == PAIR_BYTES) {
                    i++;
                }
            }
        }
        target[at++] = '"';
        size = at;
        return this;
    }

    /**
     * Writes text as it is, in UTF-8 and without any framing, for output that is not an event stream. An unpaired surrogate becomes
     * U+FFFD.
     */
    public SseEncoder text(CharSequence text) {
        int length = text.length();
        ensure(3 * length);
        byte[] target = buffer;
        int at = size;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                target[at++] = (byte) c;
            } else {
                int before = at;
                at = wide(target, at, text, i);
                if (at - before == PAIR_BYTES) {
                    i++;
                }
            }
        }
        size = at;
        return this;
    }

    /**
     * Writes the non-ASCII character at {@code i}, including the second half of a surrogate pair. Returns the end of what was
     * written.
     */
    private static int wide(byte[] target, int start, CharSequence text, int i) {
        int at = start;
        char c = text.charAt(i);
        if (c < 0x800) {
            target[at++] = (byte) (0xC0 | (c >> 6));
            target[at++] = (byte) (0x80 | (c & 0x3F));
        } else if (Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1))) {
            int codePoint = Character.toCodePoint(c, text.charAt(i + 1));
            target[at++] = (byte) (0xF0 | (codePoint >> 18));
            target[at++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
            target[at++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
            target[at++] = (byte) (0x80 | (codePoint & 0x3F));
        } else {
            char whole = Character.isSurrogate(c) ? '\uFFFD' : c;
            target[at++] = (byte) (0xE0 | (whole >> 12));
            target[at++] = (byte) (0x80 | ((whole >> 6) & 0x3F));
            target[at++] = (byte) (0x80 | (whole & 0x3F));
        }
        return at;
    }

    private static int escape(byte[] target, int start, char c) {
        int at = start;
        target[at++] = '\\';
        switch (c) {
            case '"', '\\' -> target[at++] = (byte) c;
            case '\n' -> target[at++] = 'n';
            case '\r' -> target[at++] = 'r';
            case '\t' -> target[at++] = 't';
            default -> {
                target[at++] = 'u';
                target[at++] = '0';
                target[at++] = '0';
                target[at++] = HEX[c >> 4];
                target[at++] = HEX[c & 0xF];
            }
        }
        return at;
    }

    /** Writes a foreign JSON document in UTF-8. Its line breaks, which can only occur between tokens, become spaces. */
    public SseEncoder json(String document) {
        byte[] utf8 = document.getBytes(StandardCharsets.UTF_8);
        ensure(utf8.length);
        for (byte b : utf8) {
            buffer[size++] = b == '\n' || b == '\r' ? (byte) ' ' : b;
        }
        return this;
    }

    /** Whether nothing has been written since {@link #take()}. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** The number of events begun since {@link #take()}. */
    public int count() {
        return count;
    }

    /** Marks the current position for {@link #reset()}. */
    public void mark() {
        markedSize = size;
        markedCount = count;
    }

    /** Drops what has been written since {@link #mark()}, or since {@link #take()} if that was later. */
    public void reset() {
        lastEvent -= count - markedCount;
        count = markedCount;
        size = markedSize;
    }

    /** Returns what has been written since the last call, in a new array. */
    public byte[] take() {
        byte[] taken = Arrays.copyOf(buffer, size);
        size = 0;
        count = 0;
        mark();
        if (buffer.length > LARGEST_BUFFER_KEPT) {
            buffer = new byte[INITIAL_BUFFER];
        }
        return taken;
    }

    private void ensure(int more) {
        if (size + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(size + more, buffer.length * 2));
        }
    }
}
