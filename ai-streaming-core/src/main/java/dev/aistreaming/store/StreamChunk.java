package dev.aistreaming.store;

/**
 * Consecutive events of a stream.
 *
 * @param lastEvent the number of the last of these events
 * @param count the number of events, at least 1; 0 for a {@link #gap}
 * @param events the encoded events, each ended by a blank line and containing no other; must not be modified
 * @param end whether the stream ends with these events
 */
@SuppressWarnings("ArrayRecordComponent") // copying what is sent would be expensive, and chunks are never compared
public record StreamChunk(long lastEvent, int count, byte[] events, boolean end) {

    /** How many numbers are skipped when another instance takes over a stream; more than any stream has events. */
    public static final long GAP = 1_000_000;

    private static final byte[] NONE = {};

    /**
     * A chunk without events that skips numbers. A client may have received more events of a failed writer than were stored; thanks
     * to the gap, even the first event of the new writer has a higher number than any of those.
     *
     * @param lastEvent the number of the last event that was stored
     */
    public static StreamChunk gap(long lastEvent) {
        return new StreamChunk(lastEvent + GAP, 0, NONE, false);
    }

    /** Whether this chunk has no events. Readers never receive such a chunk. */
    public boolean isGap() {
        return count == 0;
    }

    /**
     * Returns the events after the given one, or this chunk if that is all of them.
     *
     * @param event the number of the last event to skip, which must be less than the last event of this chunk
     * @throws IllegalArgumentException if there are no events after it
     * @throws IllegalStateException if there are fewer blank lines than events
     */
    public StreamChunk after(long event) {
        if (event >= lastEvent) {
            throw new IllegalArgumentException("no event after " + event + " in a chunk that ends with " + lastEvent);
        }
        long before = lastEvent - count;
        return event <= before ? this : without((int) (event - before));
    }

    private StreamChunk without(int unwanted) {
        int start = 0;
        for (int i = 0; i < unwanted; i++) {
            start = endOfEvent(start);
        }
        byte[] wanted = new byte[events.length - start];
        System.arraycopy(events, start, wanted, 0, wanted.length);
        return new StreamChunk(lastEvent, count - unwanted, wanted, end);
    }

    private int endOfEvent(int start) {
        for (int i = start + 1; i < events.length; i++) {
            if (events[i] == '\n' && events[i - 1] == '\n') {
                return i + 1;
            }
        }
        throw new IllegalStateException("a chunk of " + count + " events has fewer blank lines");
    }
}
