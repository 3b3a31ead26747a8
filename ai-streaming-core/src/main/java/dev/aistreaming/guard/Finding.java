package dev.aistreaming.guard;

import org.jspecify.annotations.Nullable;

/**
 * What a guard wants to do with a range of text.
 *
 * @param start in the text that the guard has examined
 * @param end exclusive
 * @param order the position of the guard; the first guard takes precedence
 * @param replacement replaces the range; {@code null} to mask it
 */
record Finding(
        int start, int end, GuardAction action, @Nullable String replacement, Guard guard, int order) {

    boolean overlaps(Finding next) {
        return next.start < end;
    }

    /** Merges both ranges. A finding that ends the answer wins, otherwise the guard that comes first. */
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
