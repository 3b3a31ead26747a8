package dev.aistreaming.sse;

import java.nio.ByteBuffer;

/**
 * Splits a stream of bytes into events, following section 9.2.6 of the WHATWG HTML standard. The bytes may arrive in pieces of any
 * size.
 *
 * <p>Bytes are copied once, into this decoder's buffer, and the data of an event is presented in place. Lines are found in the
 * bytes and only decoded if text is requested, so a read that ends in the middle of a character does no harm. The last event is
 * only dispatched if its blank line has arrived. Not thread-safe.
 */
public final class SseDecoder {

    /** The default maximum event size: 1 MiB. Providers have been seen to send events of 100 KB. */
    public static final int DEFAULT_MAX_EVENT_BYTES = 1024 * 1024;

    private static final int INITIAL_BUFFER = 2 * 1024;
    private static final int LARGEST_BUFFER_KEPT = 64 * 1024;
    private static final byte[] BUFFER_NOT_NEEDED_YET = {};

    private final SseListener listener;
    private final int maxEventBytes;
    private final SseEvent event = new SseEvent();

    // The buffer contains, in this order: the data of the event so far, bytes no longer needed, and the line being
    // read.
    private byte[] buffer = BUFFER_NOT_NEEDED_YET;
    private int dataStart;
    private int dataEnd;
    private int lineStart;
    private int end;

    private boolean hasData;
    private boolean skipLineFeed;
    private boolean firstLine = true;

    /** Creates a decoder with {@link #DEFAULT_MAX_EVENT_BYTES}. */
    public SseDecoder(SseListener listener) {
        this(listener, DEFAULT_MAX_EVENT_BYTES);
    }

    /**
     * Creates a decoder.
     *
     * @param listener receives the events
     * @param maxEventBytes the maximum size of an event, and of a line, in bytes
     */
    public SseDecoder(SseListener listener, int maxEventBytes) {
        this.listener = listener;
        this.maxEventBytes = maxEventBytes;
    }

    /**
     * Decodes the next bytes and delivers every event that they complete.
     *
     * @throws EventTooLargeException if an event exceeds the limit; the decoder must not be used after that
     */
    public void feed(ByteBuffer bytes) {
        int unscanned = makeRoom(bytes.remaining());
        int count = bytes.remaining();
        bytes.get(buffer, end, count);
        end += count;
        scan(unscanned);
        if (!hasData) {
            dataStart = dataEnd = 0;
        }
        if (dataEnd - dataStart + end - lineStart > maxEventBytes) {
            throw new EventTooLargeException(maxEventBytes);
        }
    }

    /**
     * Signals the end of input. An incomplete event is dropped; an unfinished line that is not part of the standard is still
     * reported.
     */
    public void end() {
        if (lineStart < end && !isStandardField(lineStart, colon(lineStart, end))) {
            line(lineStart, end);
        }
        lineStart = end;
        hasData = false;
    }

    /** Moves what is still needed to the front. Returns where the unexamined bytes begin. */
    private int makeRoom(int more) {
        int data = dataEnd - dataStart;
        int line = end - lineStart;
        int needed = data + line + more;
        boolean tooSmall = needed > buffer.length;
        boolean tooLarge = needed < INITIAL_BUFFER && buffer.length > LARGEST_BUFFER_KEPT;
        byte[] target = buffer;
        if (tooSmall || tooLarge) {
            target = new byte[Math.max(INITIAL_BUFFER, tooLarge ? needed : needed + (needed >> 1))];
        }
        if (tooSmall || tooLarge || dataStart > 0 || lineStart > data) {
            System.arraycopy(buffer, dataStart, target, 0, data);
            System.arraycopy(buffer, lineStart, target, data, line);
        }
        buffer = target;
        dataStart = 0;
        dataEnd = data;
        lineStart = data;
        end = data + line;
        return end;
    }

    private void scan(int from) {
        for (int i = from; i < end; i++) {
            byte b = buffer[i];
            if (b == '\n') {
                if (skipLineFeed && i == lineStart) {
                    lineStart = i + 1;
                } else {
                    line(lineStart, i);
                    lineStart = i + 1;
                }
                skipLineFeed = false;
            } else if (b == '\r') {
                line(lineStart, i);
                lineStart = i + 1;
                skipLineFeed = true;
            }
        }
    }

    private void line(int start, int end) {
        int from = start;
        if (firstLine) {
            firstLine = false;
            from = skipByteOrderMark(start, end);
        }
        if (from == end) {
            dispatch();
        } else if (buffer[from] != ':') {
            int colon = colon(from, end);
            int value = Math.min(colon + 1, end);
            if (value < end && buffer[value] == ' ') {
                value++;
            }
            field(from, colon, value, end);
        }
    }

    private int skipByteOrderMark(int from, int to) {
        boolean mark = to - from >= 3
                && buffer[from] == (byte) 0xEF
                && buffer[from + 1] == (byte) 0xBB
                && buffer[from + 2] == (byte) 0xBF;
        return mark ? from + 3 : from;
    }

    private int colon(int from, int to) {
        int i = from;
        while (i < to && buffer[i] != ':') {
            i++;
        }
        return i;
    }

    private void field(int nameStart, int nameEnd, int valueStart, int valueEnd) {
        if (fieldIs("data", nameStart, nameEnd)) {
            data(valueStart, valueEnd);
        } else if (fieldIs("event", nameStart, nameEnd)) {
            event.type(buffer, valueStart, valueEnd);
        } else if (fieldIs("error", nameStart, nameEnd)) {
            event.data(buffer, valueStart, valueEnd);
            listener.onErrorField(event);
        } else if (!fieldIs("retry", nameStart, nameEnd)) {
            event.data(buffer, nameStart, valueEnd);
            listener.onUnknownLine(event);
        }
    }

    private boolean isStandardField(int from, int to) {
        return fieldIs("data", from, to)
                || fieldIs("event", from, to)
                || fieldIs("id", from, to)
                || fieldIs("retry", from, to);
    }

    private boolean fieldIs(String name, int from, int to) {
        if (to - from != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (buffer[from + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void data(int from, int to) {
        if (!hasData) {
            hasData = true;
            dataStart = from;
            dataEnd = to;
            return;
        }
        // earlier lines of data precede this one in the same buffer, so it is moved up to them
        int length = to - from;
        buffer[dataEnd++] = '\n';
        System.arraycopy(buffer, from, buffer, dataEnd, length);
        dataEnd += length;
    }

    private void dispatch() {
        if (hasData) {
            if (dataEnd - dataStart > maxEventBytes) {
                throw new EventTooLargeException(maxEventBytes);
            }
            hasData = false;
            event.data(buffer, dataStart, dataEnd);
            listener.onEvent(event);
        }
        event.noType();
        dataStart = dataEnd = 0;
    }
}
