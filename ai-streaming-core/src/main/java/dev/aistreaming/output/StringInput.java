package dev.aistreaming.output;

/** The inside of one JSON string as it arrives, without its escapes. Half a surrogate pair waits for the other half. */
final class StringInput {

    private static final int NO_ESCAPE = -1;
    private static final int ESCAPED = 0;
    private static final int LAST_DIGIT = 4;

    private StringBuilder text = new StringBuilder();

    /** How much of an escape has come: nothing, the backslash, or so many of four digits and one. */
    private int escape = NO_ESCAPE;

    private int code;
    private char high;

    /** What has arrived of it; grows. */
    StringBuilder text() {
        return text;
    }

    /** The whole string. What comes next is another one. */
    String take() {
        append('\0', false);
        String whole = text.toString();
        text = new StringBuilder(); // somebody may still look at the old one
        return whole;
    }

    /**
     * Reads on.
     *
     * @return where the closing quote stands, or the end of the input; -1 for what no string may have
     */
    int read(String input, int from) {
        int at = from;
        while (at < input.length()) {
            char c = input.charAt(at);
            if (escape != NO_ESCAPE) {
                if (!isEscaped(c)) {
                    return -1;
                }
            } else if (c == '"') {
                return at;
            } else if (c == '\\') {
                escape = ESCAPED;
            } else if (c < ' ') {
                return -1;
            } else {
                append(c, true);
            }
            at++;
        }
        return at;
    }

    private boolean isEscaped(char c) {
        if (escape == ESCAPED) {
            if (c == 'u') {
                escape = 1;
                code = 0;
                return true;
            }
            int at = "\"\\/bfnrt".indexOf(c);
            escape = NO_ESCAPE;
            if (at >= 0) {
                append("\"\\/\b\f\n\r\t".charAt(at), true);
            }
            return at >= 0;
        }
        int digit = c < 0x80 ? Character.digit(c, 16) : -1;
        code = code << 4 | digit;
        if (escape++ == LAST_DIGIT) {
            escape = NO_ESCAPE;
            append((char) code, true);
        }
        return digit >= 0;
    }

    /** @param more whether there is a character, or only what waits is to be written */
    private void append(char c, boolean more) {
        if (high != 0) {
            text.append(high);
            high = 0;
        }
        if (more && Character.isHighSurrogate(c)) {
            high = c;
        } else if (more) {
            text.append(c);
        }
    }
}
