package dev.aistreaming.store;

/**
 * Events of a stream, one right after the other.
 *
 * @param lastEvent the number of the last of them
 * @param count how many they are, at least 1; 0 where numbers are left out: {@link #gap}
 * @param events encoded, each ended by a blank line, which is nowhere else in it; not to be changed
 * @param end whether the stream ends with them
 */
@SuppressWarnings("ArrayRecordComponent") // copying what is sent would cost, and nobody compares chunks
public record StreamChunk(long lastEvent, int count, byte[] events, boolean end) {

    /** How many numbers are left out where another instance goes on with a stream; more than a stream has events. */
    public static final long GAP = 1_000_000;

    private static final byte[] NONE = {};

    /**
     * No events, but numbers that are left out, so that whoever has read more than was stored of a dead writer's events is before
     * the first one of its successor.
     *
     * @param lastEvent the number of the last event that was stored
     */
    public static StreamChunk gap(long lastEvent) {
        return new StreamChunk(lastEvent + GAP, 0, NONE, false);
    }

    /** Whether it has no events, which no reader gets. */
    public boolean isGap() {
        return count == 0;
    }

    /**
     * Those after an event; the chunk itself where that is all of them.
     *
     * @param event the number of the last event not wanted, which must come before the last of the chunk
     * @throws IllegalArgumentException where none is after that
     * @throws IllegalStateException where there are fewer blank lines than events
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
