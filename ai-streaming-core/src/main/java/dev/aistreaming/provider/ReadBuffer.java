package dev.aistreaming.provider;

import java.nio.ByteBuffer;

/** Data of a body that has been read, but not consumed. */
final class ReadBuffer {

    private static final int INITIAL = 2 * 1024;
    private static final int LARGEST_KEPT = 64 * 1024;

    private byte[] bytes = {};
    private int start;
    private int end;

    /** The array that contains the data; replaced by {@link #add}. */
    byte[] bytes() {
        return bytes;
    }

    /** Where the data begins in {@link #bytes()}. */
    int start() {
        return start;
    }

    /** Where the data ends in {@link #bytes()}. */
    int end() {
        return end;
    }

    int length() {
        return end - start;
    }

    /** Adds bytes, and moves everything to the front. */
    void add(ByteBuffer more) {
        int kept = length();
        int needed = kept + more.remaining();
        byte[] target = target(needed);
        System.arraycopy(bytes, start, target, 0, kept);
        bytes = target;
        start = 0;
        end = needed;
        more.get(bytes, kept, needed - kept);
    }

    private byte[] target(int needed) {
        if (needed > bytes.length) {
            return new byte[Math.max(INITIAL, needed + (needed >> 1))];
        }
        return needed < INITIAL && bytes.length > LARGEST_KEPT ? new byte[INITIAL] : bytes;
    }

    /** Drops the first bytes, which have been consumed. */
    void drop(int count) {
        start += count;
    }
}
