package dev.aistreaming.guard;

/**
 * A text from which only a limited number of characters may be read, because a regular expression with catastrophic backtracking
 * would run practically forever.
 */
final class CountedText implements CharSequence {

    private static final long STEPS = 100_000;
    private static final long STEPS_PER_CHARACTER = 1_000;

    private final String guard;
    private final GuardedText text;
    private long left;

    CountedText(String guard, GuardedText text) {
        this.guard = guard;
        this.text = text;
    }

    @SuppressWarnings("ReferenceEquality")
    boolean is(GuardedText other) {
        return text == other;
    }

    /** Allows enough reads to examine this many characters. */
    void allow(int characters) {
        left = STEPS + characters * STEPS_PER_CHARACTER;
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (--left < 0) {
            throw new IllegalStateException("the regular expression of the guard '" + guard + "' takes too many steps");
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
