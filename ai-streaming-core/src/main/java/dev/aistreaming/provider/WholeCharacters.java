package dev.aistreaming.provider;

import org.jspecify.annotations.Nullable;

/** A text that grows by whole characters: half of a surrogate pair waits for the other half. */
final class WholeCharacters {

    private static final char NONE = 0;

    private final StringBuilder all = new StringBuilder();
    private char half = NONE;

    /** Appends; returns what of it can be shown now. */
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
        all.append(shown);
        return shown;
    }

    /** What to append at the end, where the other half never came. */
    String endOfText() {
        boolean waiting = half != NONE;
        half = NONE;
        return waiting ? "\uFFFD" : "";
    }

    String all() {
        return all.toString();
    }
}
