package dev.aistreaming.conversation;

import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Role;
import java.util.List;

/** Derives the titles of conversations from their first questions. */
final class Titles {

    private static final int MAX_LENGTH = 80;

    private Titles() {}

    /** The beginning of what the user said, on one line; empty if it contains no text. */
    static String of(List<Message> question) {
        for (Message message : question) {
            String text = message.role() == Role.USER ? oneLine(message.text()) : "";
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }

    private static String oneLine(String text) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < text.length() && line.length() < MAX_LENGTH; ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            boolean blank = Character.isWhitespace(c) || Character.isISOControl(c);
            if (!blank) {
                line.appendCodePoint(Character.isDefined(c) && !isHalf(c) ? c : '?');
            } else if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
                line.append(' ');
            }
        }
        return line.toString().strip();
    }

    private static boolean isHalf(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }
}
