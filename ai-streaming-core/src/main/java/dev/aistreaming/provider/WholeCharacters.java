package dev.aistreaming.provider;

import org.jspecify.annotations.Nullable;

/** A text that grows by whole characters: a high surrogate waits for its other half, and an unpaired one is replaced. */
final class WholeCharacters {

    private static final char NONE = 0;
    private static final char REPLACEMENT = '\uFFFD';

    private char half = NONE;

    /** Appends a text, and returns what can be shown now. */
    String append(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "";
        }
        String shown = text;
        if (half != NONE) {
            shown = half + text;
            half = NONE;
        }
        char last = shown.charAt(shown.length() - 1);
        if (Character.isHighSurrogate(last)) {
            half = last;
            shown = shown.substring(0, shown.length() - 1);
        }
        return paired(shown);
    }

    private static String paired(String text) {
        int at = firstUnpaired(text, 0);
        if (at < 0) {
            return text;
        }
        StringBuilder paired = new StringBuilder(text);
        while (at >= 0) {
            paired.setCharAt(at, REPLACEMENT);
            at = firstUnpaired(paired, at + 1);
        }
        return paired.toString();
    }

    private static int firstUnpaired(CharSequence text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }

    /**
     * The new part of a text that may repeat what has been shown.
     *
     * @param all what has been shown
     * @param mayBePiece whether a text that does not repeat it is another piece; if not, it is a variant of the same text, and
     *     ignored
     */
    @Nullable
    String rest(CharSequence all, @Nullable String whole, boolean mayBePiece) {
        if (whole == null || all.isEmpty()) {
            return whole;
        }
        if (startsWith(all, whole)) {
            return whole.substring(Math.min(whole.length(), all.length() + (half == NONE ? 0 : 1)));
        }
        return mayBePiece && !whole.strip().equals(all.toString().strip()) ? whole : null;
    }

    private static boolean startsWith(CharSequence all, String whole) {
        if (whole.length() < all.length()) {
            return false;
        }
        for (int i = all.length() - 1; i >= 0; i--) {
            if (whole.charAt(i) != all.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The text to append at the end if a second half never arrived. */
    String endOfText() {
        boolean waiting = isWaiting();
        half = NONE;
        return waiting ? String.valueOf(REPLACEMENT) : "";
    }

    /** Whether a high surrogate is waiting for its other half. */
    boolean isWaiting() {
        return half != NONE;
    }
}
