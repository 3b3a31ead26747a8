package dev.aistreaming.chat;

/**
 * Makes untrusted text safe for a log, span, header or problem detail: a single line of limited length without control or format
 * characters, which could forge log lines, move a terminal's cursor or reverse the direction of text.
 */
public final class OneLine {

    /** The default maximum length, in characters. */
    public static final int DEFAULT_MAX = 200;

    private OneLine() {}

    /** Returns the text as a single line of at most {@link #DEFAULT_MAX} characters. */
    public static String of(String text) {
        return of(text, DEFAULT_MAX);
    }

    /**
     * Returns the text as a single line.
     *
     * @param max the maximum length in characters; longer text is cut off and marked with {@code ...}
     */
    public static String of(String text, int max) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), max));
        boolean gap = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (!isShown(c)) {
                gap = true;
            } else if (!gap || c != ' ') {
                if (line.length() >= max) {
                    return line.append("...").toString();
                }
                if (gap && !line.isEmpty()) {
                    line.append(' ');
                }
                gap = false;
                line.appendCodePoint(c);
            }
        }
        return line.toString();
    }

    private static boolean isShown(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }
}
