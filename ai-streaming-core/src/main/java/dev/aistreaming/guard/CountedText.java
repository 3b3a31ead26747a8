package dev.aistreaming.guard;

/**
 * A text of which only so many characters may be read: a regular expression that tries one way after the other would go on for
 * years.
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

    /** Enough to look at so many characters. */
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
