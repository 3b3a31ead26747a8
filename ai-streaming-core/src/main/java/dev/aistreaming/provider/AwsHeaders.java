package dev.aistreaming.provider;

import java.nio.charset.StandardCharsets;

/**
 * The headers of one frame of an AWS event stream, read in place: a name, a type, and a value whose length depends on the type.
 */
final class AwsHeaders {

    private static final int BYTES = 6;
    private static final int STRING = 7;

    /** The lengths of the values by type. Byte arrays and strings contain their length. */
    private static final int[] LENGTHS = {0, 0, 1, 2, 4, 8, 0, 0, 8, 16};

    private byte[] bytes = {};
    private int start;
    private int end;

    // the current header
    private int nameStart;
    private int nameEnd;
    private int type;
    private int valueStart;
    private int valueEnd;

    /**
     * Sets the headers to read.
     *
     * @return whether they are well-formed
     */
    boolean show(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        valueEnd = start;
        while (valueEnd < end) {
            if (!next()) {
                return false;
            }
        }
        return true;
    }

    /** Moves to the next header. Returns whether it is complete. */
    private boolean next() {
        nameStart = valueEnd + 1;
        nameEnd = nameStart + (bytes[valueEnd] & 0xFF);
        if (nameEnd == nameStart || nameEnd >= end) {
            return false;
        }
        type = bytes[nameEnd];
        valueStart = nameEnd + 1;
        if (type < 0 || type >= LENGTHS.length) {
            return false;
        }
        int length = LENGTHS[type];
        if (type == BYTES || type == STRING) {
            if (end - valueStart < 2) {
                return false;
            }
            length = (bytes[valueStart] & 0xFF) << 8 | (bytes[valueStart + 1] & 0xFF);
            valueStart += 2;
        }
        valueEnd = valueStart + length;
        return valueEnd <= end;
    }

    /** Finds the string with this name for {@link #is} and {@link #text}. Returns whether there is one. */
    boolean find(String name) {
        valueEnd = start;
        while (valueEnd < end && next()) {
            if (type == STRING && equal(name, nameStart, nameEnd)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the string that was found equals this one, in ASCII characters. */
    boolean is(String ascii) {
        return equal(ascii, valueStart, valueEnd);
    }

    private boolean equal(String ascii, int from, int to) {
        if (to - from != ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (bytes[from + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The string with this name, or an empty one. */
    String text(String name) {
        return find(name) ? new String(bytes, valueStart, valueEnd - valueStart, StandardCharsets.UTF_8) : "";
    }
}
