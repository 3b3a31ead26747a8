package dev.aistreaming.guard;

/** Finds e-mail addresses: a local part of at most 64 characters and a domain of at most 255 (RFC 5321, 4.5.3.1). */
final class EmailFinder implements Finder {

    private static final int MAX_NAME = 64;
    private static final int MAX_DOMAIN = 255;
    private static final int OPEN = -1;

    @Override
    public void find(GuardedText text, GuardRule rule) {
        TextBuffer buffer = text.buffer();
        int length = buffer.length();
        int name = -1;
        for (int i = text.from(); i < length; i++) {
            char c = buffer.charAt(i);
            if (c == '@' && name >= 0) {
                int end = domainEnd(text, i + 1);
                if (end == OPEN) {
                    rule.hold(text, name);
                    return;
                }
                if (end > 0) {
                    rule.found(text, name, end);
                    i = end - 1;
                }
                name = -1;
            } else if (!isOfName(c)) {
                name = -1;
            } else if (name >= 0) {
                name = Math.max(name, i - MAX_NAME + 1);
            } else if (c != '.' && c != '\'') {
                name = i;
            }
        }
        if (name >= 0) {
            rule.hold(text, name);
        }
    }

    /** The end of the domain that begins here, or 0 if there is none. */
    private static int domainEnd(GuardedText text, int start) {
        int end = 0;
        int label = start;
        int at = start;
        int max = start + MAX_DOMAIN;
        while (at < text.length() && at < max) {
            char c = text.charAt(at);
            if (c == '.' && at > label) {
                end = label > start && isTopLevel(text, label, at) ? at : end;
                label = at + 1;
            } else if (c != '-' && !Character.isLetterOrDigit(c)) {
                break;
            }
            at++;
        }
        if (at == text.length() && at < max && !text.isLast()) {
            return OPEN;
        }
        return label > start && isTopLevel(text, label, at) ? at : end;
    }

    private static boolean isTopLevel(GuardedText text, int start, int end) {
        return end - start >= 2
                && Character.isLetter(text.charAt(start))
                && Character.isLetterOrDigit(text.charAt(end - 1));
    }

    private static boolean isOfName(char c) {
        return (c >= 'a' && c <= 'z')
                || Character.isLetterOrDigit(c)
                || switch (c) {
                    case '.', '_', '%', '+', '-', '\'' -> true;
                    default -> false;
                };
    }
}
