package dev.aistreaming.guard;

import java.util.ArrayList;
import java.util.List;

/** The changes made to a text, so that the complete result can be reported without keeping a second copy of it. */
final class Edits {

    private record Edit(int start, int end, String replacement) {}

    private final List<Edit> edits = new ArrayList<>(0);

    /** Edits have to be added in the order of the text. */
    void add(int start, int end, String replacement) {
        edits.add(new Edit(start, end, replacement));
    }

    boolean isEmpty() {
        return edits.isEmpty();
    }

    /** Everything from here on is void. */
    void forgetFrom(int start) {
        edits.removeIf(edit -> edit.start() >= start);
    }

    /** The text as it was passed on, up to a position in the original. */
    String applyTo(String original, int end) {
        if (edits.isEmpty()) {
            return original.substring(0, end);
        }
        StringBuilder edited = new StringBuilder(end);
        int at = 0;
        for (Edit edit : edits) {
            if (edit.end() <= end) {
                edited.append(original, at, edit.start()).append(edit.replacement());
                at = edit.end();
            }
        }
        return edited.append(original, at, end).toString();
    }
}
