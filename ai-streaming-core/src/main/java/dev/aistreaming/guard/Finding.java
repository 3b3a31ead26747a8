package dev.aistreaming.guard;

import org.jspecify.annotations.Nullable;

/**
 * What a guard wants of a stretch of text.
 *
 * @param start in the text that the guard has looked at
 * @param end after its last character
 * @param order of the guard: the first one's wish counts
 * @param replacement what takes its place; {@code null}: a mask
 */
record Finding(
        int start, int end, GuardAction action, @Nullable String replacement, Guard guard, int order) {

    boolean overlaps(Finding next) {
        return next.start < end;
    }

    /** Both stretches: one that ends the answer wins, then the guard that comes first. */
    Finding with(Finding next) {
        Finding wish = wins(next) ? next : this;
        return new Finding(
                Math.min(start, next.start),
                Math.max(end, next.end),
                wish.action,
                wish.replacement,
                wish.guard,
                wish.order);
    }

    private boolean wins(Finding next) {
        boolean ends = action == GuardAction.END;
        return ends == (next.action == GuardAction.END) ? next.order < order : !ends;
    }
}
