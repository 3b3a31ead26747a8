package dev.aistreaming.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A text as far as it has arrived, as examined by a {@link Guard}, and the guard's decisions about it. The text before {@link
 * #from()} is already decided and serves as context: at least {@link #CONTEXT} characters of it are available, if there have been
 * that many. Valid only during the call to {@link Guard#look}.
 */
public final class GuardedText implements CharSequence {

    /** In characters. */
    public static final int CONTEXT = 128;

    /** In characters. */
    static final int MAX_HELD = 64 * 1024;

    /** Why a text is presented. */
    enum Moment {
        FLOWING,
        PAUSE,
        END
    }

    private final TextBuffer buffer = new TextBuffer();
    private final List<Finding> findings = new ArrayList<>(0);
    private int from;
    private int hold;
    private Moment moment = Moment.FLOWING;
    private @Nullable Guard guard;
    private int order;

    GuardedText() {}

    /** The index in this text from which nothing is decided yet. */
    public int from() {
        return from;
    }

    /** Whether no more text follows, so that everything that is held will be passed on. */
    public boolean isLast() {
        return moment == Moment.END;
    }

    /**
     * Whether the model has paused for so long that held text may be passed on. Everything that is not {@linkplain #hold held}
     * again is. If it turns out to be the beginning of a finding, only the rest of that is treated as the guard demands.
     */
    public boolean isPause() {
        return moment == Moment.PAUSE;
    }

    /** Replaces each character of the range, except spaces, with {@code *}. An empty range has no effect. */
    public void mask(int start, int end) {
        found(start, end, GuardAction.MASK, null);
    }

    /** Replaces the range with another text, which is not examined by guards. An empty range has no effect. */
    public void replace(int start, int end, String replacement) {
        found(start, end, GuardAction.REPLACE, Objects.requireNonNull(replacement));
    }

    /** Ends the answer before this range. An empty range has no effect. */
    public void end(int start, int end) {
        found(start, end, GuardAction.END, null);
    }

    private void found(int start, int end, GuardAction action, @Nullable String replacement) {
        Objects.checkFromToIndex(start, end, length());
        if (end > Math.max(start, from)) {
            findings.add(new Finding(
                    wholeFrom(Math.max(start, from)),
                    wholeTo(end),
                    action,
                    replacement,
                    Objects.requireNonNull(guard, "no guard looks"),
                    order));
        }
    }

    /**
     * Holds back everything from this index on until more text has arrived, because it may be the beginning of a finding. The
     * smallest index of a look counts.
     */
    public void hold(int index) {
        Objects.checkIndex(index, length() + 1);
        hold = Math.min(hold, wholeFrom(Math.max(index, from)));
    }

    private int wholeFrom(int index) {
        return isInPair(index) ? index - 1 : index;
    }

    private int wholeTo(int index) {
        return isInPair(index) ? index + 1 : index;
    }

    private boolean isInPair(int index) {
        return index > 0
                && index < length()
                && Character.isLowSurrogate(charAt(index))
                && Character.isHighSurrogate(charAt(index - 1));
    }

    /** The index of the first occurrence of a text, or -1. */
    public int indexOf(String searched, int start) {
        for (int i = Math.max(start, 0); i <= length() - searched.length(); i++) {
            if (buffer.startsWith(searched, i)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public int length() {
        return buffer.length();
    }

    @Override
    public char charAt(int index) {
        return buffer.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        Objects.checkFromToIndex(start, end, length());
        return buffer.text(start, end);
    }

    @Override
    public String toString() {
        return buffer.text(0, length());
    }

    TextBuffer buffer() {
        return buffer;
    }

    /** Asks all guards. Returns the index up to which everything is decided, except for the {@link #findings()}. */
    int look(Guard[] guards, Moment moment) {
        this.moment = moment;
        findings.clear();
        hold = length();
        for (int i = 0; i < guards.length; i++) {
            guard = guards[i];
            order = i;
            guards[i].look(this);
        }
        guard = null;
        if (!findings.isEmpty()) {
            merge();
        }
        return moment == Moment.END ? length() : decided();
    }

    private int decided() {
        int end = hold;
        if (end == length() && end > from && Character.isHighSurrogate(charAt(end - 1))) {
            end--;
        }
        for (int i = findings.size() - 1; i >= 0; i--) {
            Finding finding = findings.get(i);
            if (finding.start() < end && end < finding.end()) {
                end = finding.start(); // another guard may want a larger part of it
            }
        }
        if (length() - end > MAX_HELD) {
            throw new IllegalStateException("guards hold more than " + MAX_HELD + " characters");
        }
        return end;
    }

    private void merge() {
        findings.sort((a, b) -> Integer.compare(a.start(), b.start()));
        int last = 0;
        for (int i = 1; i < findings.size(); i++) {
            Finding next = findings.get(i);
            if (findings.get(last).overlaps(next)) {
                findings.set(last, findings.get(last).with(next));
            } else {
                findings.set(++last, next);
            }
        }
        findings.subList(last + 1, findings.size()).clear();
    }

    /** The findings, in order and without overlaps. */
    List<Finding> findings() {
        return findings;
    }

    /**
     * Everything before this index is decided; it is kept as long as it may be needed as context. Returns by how much the indices
     * have decreased.
     */
    int decidedUpTo(int index) {
        from = index;
        int dropped = buffer.keepFrom(from - CONTEXT);
        from -= dropped;
        return dropped;
    }

    /** Resets to an empty text. */
    void clear() {
        buffer.clear();
        findings.clear();
        from = 0;
    }
}
