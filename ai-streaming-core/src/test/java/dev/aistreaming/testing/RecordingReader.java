package dev.aistreaming.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.store.StreamChunk;
import dev.aistreaming.store.StreamCursor;
import dev.aistreaming.store.StreamLog;
import dev.aistreaming.store.StreamStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Reads a stream, waiting for nothing but what the store signals, and checks that the events come in a row. */
public final class RecordingReader implements AutoCloseable {

    private final Semaphore signals = new Semaphore(0);
    private final StreamCursor cursor;
    private final StringBuilder text = new StringBuilder();
    private long lastEvent;

    /** Reads as soon as the store knows the stream. */
    public RecordingReader(StreamStore store, String streamId, long afterEvent) {
        this.cursor = store.read(streamId, afterEvent)
                .map(found -> found.open(signals::release))
                .orElseGet(() -> awaitCursor(store, streamId, afterEvent));
        this.lastEvent = Math.max(afterEvent, 0);
    }

    /** Reads a stream from its beginning, as who opened it does. */
    RecordingReader(StreamLog log) {
        this.cursor = log.read(signals::release);
    }

    private StreamCursor awaitCursor(StreamStore store, String streamId, long afterEvent) {
        AtomicReference<StreamCursor> found = new AtomicReference<>();
        await().pollInterval(Duration.ofMillis(5)).until(() -> {
            store.read(streamId, afterEvent)
                    .map(reading -> reading.open(signals::release))
                    .ifPresent(found::set);
            return found.get() != null;
        });
        return found.get();
    }

    /** The next events, or {@code null} where there is nothing for now. */
    public @Nullable StreamChunk poll() {
        StreamChunk chunk = cursor.next();
        if (chunk != null) {
            String events = new String(chunk.events(), StandardCharsets.UTF_8);
            long before = chunk.lastEvent() - chunk.count();
            if (before < lastEvent + StreamChunk.GAP / 2) { // else another instance has gone on
                assertThat(before).isEqualTo(lastEvent);
            }
            assertThat(events.split("\n\n")).hasSize(chunk.count());
            assertThat(events).endsWith("\n\n");
            lastEvent = chunk.lastEvent();
            text.append(events);
        }
        return chunk;
    }

    /** Waits for the next events, or the end: {@code null}. */
    public @Nullable StreamChunk next() {
        while (true) {
            StreamChunk chunk = poll();
            if (chunk != null || cursor.ended()) {
                return chunk;
            }
            awaitSignal();
        }
    }

    private void awaitSignal() {
        try {
            assertThat(signals.tryAcquire(10, TimeUnit.SECONDS))
                    .as("a signal after event %s", lastEvent)
                    .isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Reads until that event has come. */
    public String readTo(long event) {
        StreamChunk chunk;
        do {
            chunk = lastEvent < event ? next() : null;
        } while (chunk != null);
        return text();
    }

    /** Reads until the stream has ended. */
    public String readToEnd() {
        return readTo(Long.MAX_VALUE);
    }

    /** Reads until there is nothing for now. */
    public String readAvailable() {
        StreamChunk chunk;
        do {
            chunk = poll();
        } while (chunk != null);
        return text();
    }

    /** What has been read so far. */
    public String text() {
        return text.toString();
    }

    /** The number of the last event that has been read. */
    public long lastEvent() {
        return lastEvent;
    }

    public boolean ended() {
        return cursor.ended();
    }

    /** How often the store has signalled, as far as nobody has waited for it. */
    public int signals() {
        return signals.availablePermits();
    }

    @Override
    public void close() {
        cursor.close();
    }
}
