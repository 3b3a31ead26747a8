package dev.aistreaming.guard;

import java.util.Arrays;

/** The end of a growing text. */
final class TextBuffer {

    /** In characters: dropped text is moved out only once this much has accumulated. */
    private static final int SLACK = 1024;

    private char[] chars = new char[256];
    private int length;

    void append(String text) {
        int needed = length + text.length();
        if (needed > chars.length) {
            chars = Arrays.copyOf(chars, Math.max(needed, chars.length * 2));
        }
        text.getChars(0, text.length(), chars, length);
        length = needed;
    }

    int length() {
        return length;
    }

    /** @throws IndexOutOfBoundsException if the index is not within this text */
    char charAt(int index) {
        if (index >= length) {
            throw new IndexOutOfBoundsException(index);
        }
        return chars[index];
    }

    boolean startsWith(String searched, int at) {
        for (int i = 0; i < searched.length(); i++) {
            if (chars[at + i] != searched.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    String text(int start, int end) {
        return new String(chars, start, end - start);
    }

    /** Drops the text before this index, which is no longer needed. Returns how much was dropped, which is usually nothing. */
    int keepFrom(int index) {
        if (index < SLACK) {
            return 0;
        }
        System.arraycopy(chars, index, chars, 0, length - index);
        length -= index;
        return index;
    }

    void clear() {
        length = 0;
    }
}
