package dev.aistreaming.guard;

/** Finds payment card numbers. */
final class CardFinder implements Finder {

    private static final int MIN_DIGITS = 13;
    private static final int MAX_DIGITS = 19;
    private static final int OPEN = -1;

    @Override
    public void find(GuardedText text, GuardRule rule) {
        int at = text.from();
        int length = text.length();
        while (at < length) {
            int end = isBeginning(text, at) ? end(text, at) : 0;
            if (end == OPEN) {
                rule.hold(text, at);
                return;
            }
            if (end > 0) {
                rule.found(text, at, end);
                at = end;
            } else {
                at++;
            }
        }
    }

    private static boolean isBeginning(GuardedText text, int at) {
        char c = text.charAt(at);
        return c >= '2' && c <= '6' && (at == 0 || !isDigit(text.charAt(at - 1)));
    }

    /** The end of the longest number that begins here, or 0 if there is none. */
    private static int end(GuardedText text, int start) {
        int end = 0;
        int digits = 0;
        int sum = 0;
        int otherSum = 0; // the sum with the other half of the digits doubled
        int length = text.length();
        int at = start;
        for (; at < length; at++) {
            char c = text.charAt(at);
            if (isDigit(c)) {
                if (++digits > MAX_DIGITS) {
                    return end;
                }
                int digit = c - '0';
                int doubled = digit > 4 ? digit * 2 - 9 : digit * 2;
                int former = sum;
                sum = otherSum + digit;
                otherSum = former + doubled;
                boolean groupEnds = at + 1 < length ? !isDigit(text.charAt(at + 1)) : text.isLast();
                if (groupEnds && digits >= MIN_DIGITS && sum % 10 == 0) {
                    end = at + 1;
                }
            } else if (!isSeparator(c) || !isDigit(text.charAt(at - 1))) {
                return end;
            }
        }
        return text.isLast() ? end : OPEN;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isSeparator(char c) {
        return c == ' ' || c == '-' || c == '\u00A0' || c == '\u202F';
    }
}
