package dev.aistreaming.spring.redis;

import dev.aistreaming.store.StoredStream;
import dev.aistreaming.store.StreamChunk;
import io.lettuce.core.StreamMessage;
import java.util.List;
import java.util.Optional;

/**
 * What Redis knows of a stream.
 *
 * @param producer the instance that writes it, or wrote it
 * @param place where that writes
 * @param stream what a reader may know
 */
record Stored(String producer, StreamPlace place, StoredStream stream) {

    /**
     * Empty for a stream that is not there, or whose beginning is not.
     *
     * @param oldest the first entry, if there is one
     * @param newest the last two entries, or as many as there are, the very last one first
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
     * What whoever reads a stream already may know, though its beginning may be gone. Empty where all of it is.
     *
     * @param newest the last two entries of its first writer, or as many as there are, the very last one first
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
     * The same, with what there is in its place.
     *
     * @param newest the last two entries, or as many as there are, the very last one first
     * @return in the next place where somebody else goes on there
     */
    Stored with(List<StreamMessage<String, byte[]>> newest, InterruptedEnding ending) {
        boolean sealed = isSealed(newest);
        StreamMessage<String, byte[]> last = newest.size() > (sealed ? 1 : 0) ? newest.get(sealed ? 1 : 0) : null;
        long lastEvent = last == null ? stream.lastEvent() : Math.max(stream.lastEvent(), Entries.lastEvent(last));
        boolean ended = last != null && Entries.isEnd(last);
        if (!sealed || ended) { // one that had ended when it was sealed is as complete as any other
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
     * Whether a writer that serves its own readers first may have shown them an event that is not here: the rest of its stream follows
     * that, whether it lives or another goes on. Not where nothing is here, for then nobody would say that it is void.
     */
    boolean mayHaveHad(long event) {
        return !stream.ended()
                && stream.lastEvent() > 0
                && event < stream.lastEvent() + StreamChunk.GAP * (1 + place.generation());
    }

    /** Whether there is an event of this number, or one after it. */
    boolean has(long event) {
        return event <= stream.lastEvent();
    }
}
