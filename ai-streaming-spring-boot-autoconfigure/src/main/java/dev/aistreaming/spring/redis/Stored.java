package dev.aistreaming.spring.redis;

import dev.aistreaming.store.StoredStream;
import io.lettuce.core.StreamMessage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What Redis knows of a stream.
 *
 * @param producer the instance that writes it, or wrote it
 * @param stream what a reader may know
 */
record Stored(String producer, StoredStream stream) {

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
        return followed(streamId, Entries.owner(head), Entries.format(head), newest, ending)
                .map(stream -> new Stored(Entries.instance(head), stream));
    }

    /**
     * What whoever reads a stream already may know, though its beginning may be gone. Empty where all of it is.
     *
     * @param newest the last two entries, or as many as there are, the very last one first
     */
    static Optional<StoredStream> followed(
            String streamId,
            @Nullable String owner,
            String format,
            List<StreamMessage<String, byte[]>> newest,
            InterruptedEnding ending) {
        boolean sealed = !newest.isEmpty() && Entries.isSeal(newest.get(0));
        if (newest.size() <= (sealed ? 1 : 0)) {
            return Optional.empty();
        }
        StreamMessage<String, byte[]> last = newest.get(sealed ? 1 : 0);
        long lastEvent = Entries.lastEvent(last);
        boolean ended = Entries.isEnd(last);
        if (sealed && !ended) { // one that had ended when it was sealed is as complete as any other
            lastEvent = ending.of(streamId, format, lastEvent + 1).lastEvent();
        }
        return Optional.of(new StoredStream(owner, format, lastEvent, sealed || ended));
    }

    /** Whether there is an event of this number, or one after it. */
    boolean has(long event) {
        return event <= stream.lastEvent();
    }
}
