package dev.aistreaming.guard;

import java.util.ArrayList;
import java.util.List;

/** What was changed in a text, so that the whole of it can be told without being held twice. */
final class Edits {

    private record Edit(int start, int end, String replacement) {}

    private final List<Edit> edits = new ArrayList<>(0);

    /** Each comes after the ones before. */
    void add(int start, int end, String replacement) {
        edits.add(new Edit(start, end, replacement));
    }

    boolean isEmpty() {
        return edits.isEmpty();
    }

    /** What comes from here on is void. */
    void forgetFrom(int start) {
        edits.removeIf(edit -> edit.start() >= start);
    }

    /** The text as it has left, up to a place in the original. */
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
