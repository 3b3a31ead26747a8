package dev.aistreaming.guard;

/** Finds literals, including overlapping ones. */
final class LiteralFinder implements Finder {

    private final Literals literals;

    LiteralFinder(Literals literals) {
        this.literals = literals;
    }

    @Override
    public void find(GuardedText text, GuardRule rule) {
        TextBuffer buffer = text.buffer();
        int node = 0;
        char before = 0;
        int length = buffer.length();
        for (int i = text.from(); i < length; i++) {
            char c = literals.plain(buffer.charAt(i));
            if (c == ' ' && before == ' ' && literals.anySpace()) {
                continue;
            }
            before = c;
            node = literals.next(node, c);
            if (node != 0 && literals.found(node) > 0) {
                rule.found(text, start(text, i + 1, literals.found(node)), i + 1);
            }
        }
        if (literals.open(node) > 0) {
            rule.hold(text, start(text, length, literals.open(node)));
        }
    }

    /** The position at which this many characters before an end begin, as they are compared. */
    private int start(GuardedText text, int end, int characters) {
        if (!literals.anySpace()) {
            return end - characters;
        }
        int start = end;
        for (int left = characters; left > 0; left--) {
            start--;
            if (literals.plain(text.charAt(start)) == ' ') {
                while (start > text.from() && literals.plain(text.charAt(start - 1)) == ' ') {
                    start--;
                }
            }
        }
        return start;
    }
}
