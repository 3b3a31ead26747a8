package dev.aistreaming.spring.redis;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far the copy of one stream is. What Redis has not confirmed is held, so that it can be sent again after a connection has
 * broken: nobody knows then what has arrived before Redis says so. For one thread, but for {@link #breakOff}.
 */
final class Transfer {

    /** How often it is tried in a row without anything being confirmed. */
    private static final int MAX_ATTEMPTS = 10;

    private final Deque<Piece> unconfirmed = new ArrayDeque<>();
    private int attempts;
    private boolean underRepair;
    private volatile @Nullable String broken;

    void add(Piece piece) {
        while (!unconfirmed.isEmpty() && unconfirmed.getFirst().isSettled()) {
            unconfirmed.removeFirst();
            attempts = 0;
        }
        unconfirmed.addLast(piece);
    }

    /** Nothing more is sent until it is known what has arrived. On any thread. */
    void breakOff(String why) {
        broken = why;
    }

    /** Why nothing is sent, or {@code null} where all is well. */
    @Nullable
    String broken() {
        return broken;
    }

    /** Whether it makes sense to ask what has arrived, and nobody does already. */
    boolean beginRepair() {
        boolean begins = !underRepair;
        underRepair = true;
        return begins;
    }

    /** Nobody knows what has arrived. */
    void repairFailed() {
        underRepair = false;
    }

    /**
     * Redis has said what has arrived.
     *
     * @param lastEvent the number of the last event there; {@link Piece#NOTHING} where not even the head is there
     * @return what is to be sent now; empty where that cannot be what follows
     */
    Optional<List<Piece>> repair(long lastEvent) {
        underRepair = false;
        broken = null;
        attempts++;
        while (!unconfirmed.isEmpty() && unconfirmed.getFirst().lastEvent() <= lastEvent) {
            unconfirmed.removeFirst().settle();
        }
        boolean follows = unconfirmed.isEmpty() || unconfirmed.getFirst().follows() == lastEvent;
        return follows ? Optional.of(List.copyOf(unconfirmed)) : Optional.empty();
    }

    boolean isHopeless() {
        return attempts > MAX_ATTEMPTS;
    }

    void clear() {
        unconfirmed.forEach(Piece::settle);
        unconfirmed.clear();
    }
}
