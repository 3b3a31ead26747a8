package dev.aistreaming.spring.redis;

import dev.aistreaming.store.StreamChunk;
import io.lettuce.core.StreamMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a stream.
 *
 * @param chunks the chunks from the first event on, without an end; there are no gaps except for the numbers that are skipped after each
 *     dead writer
 * @param next the instance that continues; {@code null} if none does
 */
record Written(List<StreamChunk> chunks, @Nullable String next) {

    static final Written NOTHING = new Written(List.of(), null);

    /** Returns the number of the last event; 0 if there is none. */
    long lastEvent() {
        return chunks.isEmpty() ? 0 : chunks.get(chunks.size() - 1).lastEvent();
    }

    /** Whether the last writer has ended the stream. */
    boolean hasEnded() {
        return !chunks.isEmpty() && chunks.get(chunks.size() - 1).end();
    }

    long bytes() {
        return chunks.stream().mapToLong(chunk -> chunk.events().length).sum();
    }

    /**
     * Reads a stream.
     *
     * @param last the last place to read
     * @return fails with an {@link IllegalStateException} if events are missing
     */
    static CompletableFuture<Written> read(StoredStreams stored, StreamPlace last) {
        return read(stored, StreamPlace.first(last.streamId()), last, new Written(new ArrayList<>(), null));
    }

    private static CompletableFuture<Written> read(
            StoredStreams stored, StreamPlace place, StreamPlace last, Written soFar) {
        CompletableFuture<List<StreamMessage<String, byte[]>>> page = stored.after(place, soFar.lastEvent());
        stored.flush();
        return page.thenCompose(entries -> {
            for (StreamMessage<String, byte[]> entry : entries) {
                if (Entries.isSeal(entry)) {
                    String next = Entries.next(entry);
                    if (next != null) {
                        soFar.leaveOutNumbers();
                    }
                    return next == null || place.equals(last)
                            ? CompletableFuture.completedFuture(new Written(soFar.chunks(), next))
                            : read(stored, place.next(), last, soFar);
                }
                soFar.add(Entries.chunk(entry));
            }
            return entries.isEmpty() // the stream is not sealed
                    ? CompletableFuture.completedFuture(soFar)
                    : read(stored, place, last, soFar);
        });
    }

    /**
     * Skips numbers after a dead writer, because its own readers may have seen more events than are in Redis. Without any events, there
     * is nothing to void.
     */
    private void leaveOutNumbers() {
        if (!chunks.isEmpty()) {
            chunks.add(StreamChunk.gap(lastEvent()));
        }
    }

    private void add(StreamChunk chunk) {
        if (chunk.lastEvent() - chunk.count() != lastEvent()) {
            throw new IllegalStateException("there is a gap after event " + lastEvent());
        }
        chunks.add(chunk);
    }
}
