package dev.aistreaming.output;

/** The content of one JSON string as it arrives, with escapes resolved. A high surrogate waits for its other half. */
final class StringInput {

    private static final int NO_ESCAPE = -1;
    private static final int ESCAPED = 0;
    private static final int LAST_DIGIT = 4;

    private StringBuilder text = new StringBuilder();

    /** The progress within an escape: none, after the backslash, or 1 plus the number of the four digits. */
    private int escape = NO_ESCAPE;

    private int code;
    private char high;

    /** What has arrived so far; grows. */
    StringBuilder text() {
        return text;
    }

    /** Returns the complete string. The next input belongs to another one. */
    String take() {
        append('\0', false);
        String whole = text.toString();
        text = new StringBuilder(); // the old one may still be in use
        return whole;
    }

    /**
     * Parses more input.
     *
     * @return the index of the closing quote, or the end of the input; -1 if a character is not allowed in a string
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

    /** @param more whether there is a character, or only a pending surrogate to write */
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
