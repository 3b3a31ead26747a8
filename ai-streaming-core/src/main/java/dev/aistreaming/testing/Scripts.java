package dev.aistreaming.testing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.UnaryOperator;

/** The scripts of one provider, in the order in which its calls play them. The last one is repeated. */
final class Scripts {

    private final Deque<Script> upcoming = new ArrayDeque<>();
    private boolean lastWasPlayed;

    Scripts() {
        upcoming.add(Script.EMPTY);
    }

    /** Changes the last script. */
    synchronized void edit(UnaryOperator<Script> change) {
        upcoming.add(change.apply(upcoming.removeLast()));
        lastWasPlayed = false;
    }

    /** Appends an empty script. */
    synchronized void add() {
        if (lastWasPlayed) {
            upcoming.clear();
        }
        upcoming.add(Script.EMPTY);
        lastWasPlayed = false;
    }

    /** The script for the call that is starting. */
    synchronized Script next() {
        if (upcoming.size() > 1) {
            return upcoming.remove();
        }
        lastWasPlayed = true;
        return upcoming.element();
    }

    synchronized void clear() {
        upcoming.clear();
        add();
    }
}
