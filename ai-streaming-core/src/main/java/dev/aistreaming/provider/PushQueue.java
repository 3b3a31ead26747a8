package dev.aistreaming.provider;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** What a source has reported and the listener has not received yet. Its size is limited. Thread-safe. */
final class PushQueue {

    /** A piece of an answer, to be reported. */
    interface Piece {
        void tell(Answer answer);
    }

    private record Waiting(Piece piece, int weight) {}

    /** The weight of a piece in addition to its text. */
    private static final int PIECE = 32;

    private final int maxWeight;

    // guarded by this
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private long weight;

    /** @param maxWeight in characters, plus a constant for each piece */
    PushQueue(int maxWeight) {
        this.maxWeight = maxWeight;
    }

    /** Returns whether there was room, as there is for a piece of any length where little waits. */
    synchronized boolean offer(Piece piece, int characters) {
        int itsWeight = Math.min(characters, maxWeight / 2) + PIECE;
        if (weight + itsWeight > maxWeight) {
            return false;
        }
        add(piece, itsWeight);
        return true;
    }

    /** Adds a piece regardless of the limit. */
    synchronized void add(Piece piece) {
        add(piece, 0);
    }

    private void add(Piece piece, int itsWeight) {
        waiting.add(new Waiting(piece, itsWeight));
        weight += itsWeight;
    }

    synchronized @Nullable Piece poll() {
        Waiting next = waiting.poll();
        if (next == null) {
            return null;
        }
        weight -= next.weight();
        return next.piece();
    }

    synchronized void clear() {
        waiting.clear();
        weight = 0;
    }
}
