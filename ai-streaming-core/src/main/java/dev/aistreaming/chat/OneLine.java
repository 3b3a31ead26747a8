package dev.aistreaming.chat;

/**
 * Makes a text of somebody else's fit for a log, a span, a header or a problem detail: one line of bounded length, without
 * control and format characters, which forge lines, move the cursor of a terminal or turn the direction of writing.
 */
public final class OneLine {

    /** The longest text where nothing else is said, in characters. */
    public static final int DEFAULT_MAX = 200;

    private OneLine() {}

    /** The text in one line of at most {@link #DEFAULT_MAX} characters. */
    public static String of(String text) {
        return of(text, DEFAULT_MAX);
    }

    /**
     * The text in one line.
     *
     * @param max the longest text, in characters; a longer one is cut, and {@code ...} says so
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
