package dev.aistreaming.provider;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** What a source has told and a listener has not got yet; only so much waits. Safe for use by many threads. */
final class PushQueue {

    /** Something of an answer, to be told. */
    interface Piece {
        void tell(Answer answer);
    }

    private record Waiting(Piece piece, int weight) {}

    /** What a piece weighs without its text. */
    private static final int PIECE = 32;

    private final int maxWeight;

    // guarded by this
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private long weight;

    /** @param maxWeight in characters, and some more for each piece */
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

    /** Adds a piece for which there is room in any case. */
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
