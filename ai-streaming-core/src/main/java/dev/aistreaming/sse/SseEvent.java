package dev.aistreaming.sse;

import java.nio.charset.StandardCharsets;

/**
 * A view of the event that an {@link SseDecoder} has just found. Valid only during the callback, because the decoder reuses the
 * object and its bytes.
 */
public final class SseEvent {

    /** The type of events that do not specify one. */
    public static final String DEFAULT_TYPE = "message";

    private byte[] bytes = {};
    private int offset;
    private int length;
    private byte[] type = {};
    private int typeLength;

    SseEvent() {}

    /** The array that contains the data. Must not be modified. */
    public byte[] bytes() {
        return bytes;
    }

    /** The offset of the data within {@link #bytes()}. */
    public int offset() {
        return offset;
    }

    /** The length of the data in bytes. */
    public int length() {
        return length;
    }

    /** The data as text. Invalid UTF-8 becomes U+FFFD. */
    public String data() {
        return new String(bytes, offset, length, StandardCharsets.UTF_8);
    }

    /** Whether the data consists of exactly these ASCII characters. */
    public boolean dataIs(String ascii) {
        return equal(bytes, offset, length, ascii);
    }

    private static boolean equal(byte[] bytes, int offset, int length, String ascii) {
        if (length != ascii.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[offset + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The event's type, or {@link #DEFAULT_TYPE} if it does not specify one. */
    public String type() {
        return typeLength == 0 ? DEFAULT_TYPE : new String(type, 0, typeLength, StandardCharsets.UTF_8);
    }

    /** Whether the event's type is exactly this, in ASCII characters. */
    public boolean typeIs(String ascii) {
        return equal(type, 0, typeLength, ascii);
    }

    void data(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.offset = from;
        this.length = to - from;
    }

    void type(byte[] bytes, int from, int to) {
        typeLength = to - from;
        if (typeLength > type.length) {
            type = new byte[typeLength];
        }
        System.arraycopy(bytes, from, type, 0, typeLength);
    }

    void noType() {
        typeLength = 0;
    }
}
