package dev.aistreaming.spring.redis;

import dev.aistreaming.store.StoredStream;
import dev.aistreaming.store.StreamChunk;
import io.lettuce.core.StreamMessage;
import java.util.List;
import java.util.Optional;

/**
 * The state of a stream in Redis.
 *
 * @param producer the instance that writes it, or wrote it
 * @param place the place in which the producer writes
 * @param stream the state that readers may see
 */
record Stored(String producer, StreamPlace place, StoredStream stream) {

    /**
     * Returns the state; empty if the stream or its beginning does not exist.
     *
     * @param oldest the first entry, if there is one
     * @param newest the last two entries (fewer if there are fewer), the last one first
     */
    static Optional<Stored> of(
            String streamId,
            List<StreamMessage<String, byte[]>> oldest,
            List<StreamMessage<String, byte[]>> newest,
            InterruptedEnding ending) {
        if (oldest.isEmpty() || !Entries.isHead(oldest.get(0))) {
            return Optional.empty();
        }
        StreamMessage<String, byte[]> head = oldest.get(0);
        StoredStream known = new StoredStream(Entries.owner(head), Entries.format(head), 0, false);
        return new Stored(Entries.instance(head), StreamPlace.first(streamId), known).followed(newest, ending);
    }

    /**
     * Returns the state for readers that the stream has already, even if its beginning is gone; empty if all of it is gone.
     *
     * @param newest the last two entries of its first writer (fewer if there are fewer), the last one first
     */
    static Optional<Stored> followed(
            String streamId,
            String producer,
            String format,
            List<StreamMessage<String, byte[]>> newest,
            InterruptedEnding ending) {
        StoredStream known = new StoredStream(null, format, 0, false);
        return new Stored(producer, StreamPlace.first(streamId), known).followed(newest, ending);
    }

    private Optional<Stored> followed(List<StreamMessage<String, byte[]>> newest, InterruptedEnding ending) {
        return newest.size() > (isSealed(newest) ? 1 : 0) ? Optional.of(with(newest, ending)) : Optional.empty();
    }

    private static boolean isSealed(List<StreamMessage<String, byte[]>> newest) {
        return !newest.isEmpty() && Entries.isSeal(newest.get(0));
    }

    /**
     * Returns the state updated with the newest entries of the current place.
     *
     * @param newest the last two entries (fewer if there are fewer), the last one first
     * @return the state in the next place if another instance continues there
     */
    Stored with(List<StreamMessage<String, byte[]>> newest, InterruptedEnding ending) {
        boolean sealed = isSealed(newest);
        StreamMessage<String, byte[]> last = newest.size() > (sealed ? 1 : 0) ? newest.get(sealed ? 1 : 0) : null;
        long lastEvent = last == null ? stream.lastEvent() : Math.max(stream.lastEvent(), Entries.lastEvent(last));
        boolean ended = last != null && Entries.isEnd(last);
        if (!sealed || ended) { // a stream that had ended before it was sealed is as complete as any other
            return new Stored(producer, place, known(lastEvent, ended));
        }
        String next = Entries.next(newest.get(0));
        return next == null
                ? new Stored(producer, place, known(interrupted(lastEvent, ending), true))
                : new Stored(next, place.next(), known(lastEvent, false));
    }

    private StoredStream known(long lastEvent, boolean ended) {
        return new StoredStream(stream.owner(), stream.format(), lastEvent, ended);
    }

    private long interrupted(long lastEvent, InterruptedEnding ending) {
        return ending.of(place.streamId(), stream.format(), lastEvent + 1).lastEvent();
    }

    /**
     * Whether the writer may have shown this event to its own readers, which it serves first, although it is not in Redis. The rest of
     * the stream follows that event, whether the writer lives or another instance continues. Returns {@code false} if there are no events
     * here, because then nobody would tell the reader that its events are void.
     */
    boolean mayHaveHad(long event) {
        return !stream.ended()
                && stream.lastEvent() > 0
                && event < stream.lastEvent() + StreamChunk.GAP * (1 + place.generation());
    }

    /** Whether there is an event with this number or a later one. */
    boolean has(long event) {
        return event <= stream.lastEvent();
    }
}
