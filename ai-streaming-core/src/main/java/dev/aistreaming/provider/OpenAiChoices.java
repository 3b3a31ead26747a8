package dev.aistreaming.provider;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Tells the choices of the answer from others. One choice is asked for, so all are the answer, whatever servers write into
 * {@code index}. Only a choice that is opened beside the first by a chunk of its own, as where an option asked for several,
 * is another answer, which nobody wants mixed with the first.
 */
final class OpenAiChoices {

    static final int NO_INDEX = -1;

    private static final int MAX_CHOICES = 128;

    private final BitSet others = new BitSet();
    private int first = NO_INDEX;

    boolean take(int index, @Nullable OpenAiDelta delta, @Nullable String finishReason) {
        if (index < 0 || index >= MAX_CHOICES || index == first) {
            return true;
        }
        if (first == NO_INDEX) {
            first = index;
            return true;
        }
        if (delta != null && delta.hasRole && !delta.hasText() && finishReason == null) {
            others.set(index);
        }
        return !others.get(index);
    }
}
